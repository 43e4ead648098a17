"""Page → Article: clean text, title, outlet and day of publication, in English."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefings.errors import SourceError
from briefings.language import foreign_language
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.sources import Page

_ID_LENGTH = 12
"""Hexadecimal digits of an article's id: 48 bits, so that a million articles hardly ever share one."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# The words around a date that say nothing of the day: weekday before it, time of day and zone after it.
_DATE = re.compile(
    r"""(?:[a-z]{3,9}\.?,?\s+)?
        (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>[a-z]{3,9})\.?,?
          |(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?)
        [\s-]+(?P<year>\d{4})
        (?:,?\s.*\d:\d\d.*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?", re.IGNORECASE)

_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control, zero-width and bidirectional characters, soft hyphens, private use and half characters: none is
# seen by a reader, all of them break words, search or a terminal.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\uf8ff\U000e0000-\U0010ffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE = re.compile(r" ?\n ?")
_GAP = re.compile(r"\n{3,}")

_PROLOG = re.compile(r"\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!doctype[^>]*>\s*)*", re.IGNORECASE | re.DOTALL)

# A page of menus or a sign-in form has no line that is a sentence of some length.
_SENTENCE = re.compile(r"^(?:\S+ +){5,}\S*[.!?…][\"'”’»)\]]*(?: |$)", re.MULTILINE)

_WRAPPED_WIDTH = 100
"""A text with a longer line isn't wrapped by hand or by a mail program."""


class Known(NamedTuple):
    """What the caller knows of an article, for what its page doesn't say."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None


def read_article(page: Page, known: Known = Known()) -> Article:  # noqa: B008 - immutable
    """Clean a page into an article.

    Its id is the start of the SHA-256 of its address, or of its text where it has no address.

    Raises:
        SourceError: the page holds no article, an unreadable date, or another language than English.
    """
    if page.html:
        page = _main_text(page)
    text = clean(page.text if page.html else unwrap(page.text))
    if not text:
        raise SourceError(f"{page.name}: holds no text")
    if page.html and not _SENTENCE.search(text):
        raise SourceError(f"{page.name}: no article found in the HTML")
    if language := foreign_language(text):
        raise SourceError(f"{page.name}: the text is in {language}; only English can be briefed")
    url = clean_line(page.url)
    return Article(
        id=article_id(url or text),
        url=url,
        title=clean_line(page.title) or clean_line(known.title),
        outlet=clean_line(page.outlet) or clean_line(known.outlet),
        published=_published(page) or known.published,
        text=text,
    )


def article_id(of: str) -> str:
    """The id of the article at an address, or of a text that has none."""
    return hashlib.sha256(of.encode()).hexdigest()[:_ID_LENGTH]


def clean(text: str) -> str:
    """Bring ``text`` into composed Unicode with plain spaces and line ends, without unseen characters."""
    text = _LINE_END.sub("\n", text)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    text = _AROUND_LINE.sub("\n", _SPACES.sub(" ", text))
    return _GAP.sub("\n\n", text).strip()


def clean_line(text: str | None) -> str | None:
    """Clean a title or a name into one line, or None where nothing is left of it."""
    return " ".join(clean(text or "").split()) or None


def unwrap(text: str) -> str:
    """Join the lines of a text that was wrapped at a fixed width, since a line is read as a paragraph.

    It was wrapped if no line could have taken in the first word of the next one of its paragraph.
    """
    lines = [line.rstrip() for line in _LINE_END.sub("\n", text).split("\n")]
    width = max(map(len, lines))
    breaks = [i for i in range(len(lines) - 1) if lines[i] and lines[i + 1].strip()]
    if width > _WRAPPED_WIDTH or len(breaks) < 2:
        return text
    if any(len(lines[i]) + 1 + len(lines[i + 1].split()[0]) <= width for i in breaks):
        return text
    joined = set(breaks)
    return "".join(line + (" " if i in joined else "\n") for i, line in enumerate(lines))


def read_date(text: str) -> date:
    """Read a day written as 2025-06-02, 2 June 2025 or June 2, 2025, a time of day after it passed over.

    Raises:
        ValueError: it is none of these or no day of the calendar; "02/06/2025" could be two days.
    """
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match[1].split("-"))
    elif (match := _DATE.fullmatch(text)) and (name := _month_of(match)) in _MONTHS:
        year, month, day = int(match["year"]), _MONTHS.index(name) + 1, int(match["day"] or match["day2"])
    else:
        raise ValueError(f"{text!r} is not a date like 2025-06-02 or June 2, 2025")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar") from error


def _month_of(match: re.Match[str]) -> str:
    """First three letters of the month in a match of ``_DATE``."""
    return (match["month"] or match["month2"])[:3].lower()


def _published(page: Page) -> date | None:
    """The day that the page names, if any."""
    if not (written := clean_line(page.published)):
        return None
    try:
        return read_date(written)
    except ValueError as error:
        raise SourceError(f"{page.name}: published: {error}") from error


def _main_text(page: Page) -> Page:
    """Find the article in a page of HTML, with what the page says of it."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - costs half a second, and text needs none of it

    found = bare_extraction(
        # Of what stands before the markup the extractor understands only a plain doctype.
        _PROLOG.sub("<!doctype html>\n", page.text, count=1),
        fast=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Only a date that the page states as its own; one picked out of its words would be a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise SourceError(f"{page.name}: no article found in the HTML")
    title = clean_line(found.title)
    first, _, rest = clean(found.text).partition("\n")
    return page._replace(
        text=rest if title and first.casefold() == title.casefold() else f"{first}\n{rest}",
        title=page.title or title,
        outlet=page.outlet or found.sitename,
        published=page.published or found.date,
        url=page.url or found.url,
    )
