"""What is posted, before it takes the shape of a platform: a title, sections of entries, a footer.

All text in a message is in one dialect already: escaped, with that dialect's bold and links. How it is laid out and
divided within a platform's limits is for the platform; entries are what a division may stand between.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from briefings.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Dialect = Literal["text", "markdown", "discord", "slack"]
Topic = Literal["figures", "talks", "demands", "strikes", "casualties", "updates", "contested", "sources", "other"]
"""What a section is about, which platforms give a colour or an icon."""

_NO_BREAK = "\N{NO-BREAK SPACE}"

# Links of Markdown and of Slack: half a link is none, and its rest would be read as markup.
_LINK = r"\[(?:\\.|[^\]\\\n]){1,300}\]\(<[^<>\s]*>\)|<[^<>|\s]+\|[^<>\n]*>"
_CUTS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\n?[^\n]+",  # lines
        rf"\s*(?:\\\S|{_LINK}|\S)++",  # words
        r"\\.|&[a-z]+;|.",  # signs, each with what escapes it
    )
)
"""Where a text that is too long for a page is divided: between the largest of these that fit."""


class Part(Record):
    """A section of a message: entries of one or more lines each, under a heading that may be empty."""

    heading: str = ""
    topic: Topic = "other"
    entries: tuple[str, ...]


class Message(Record):
    """A post or a reply; ``lead`` is a paragraph under the title, ``footer`` what stands last and small."""

    title: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()
    footer: str = ""


def to_text(message: Message, width: int) -> str:
    """A message for a terminal, in lines of at most ``width`` columns but for words that are longer."""
    head = (message.title, *message.lead.split("\n"))
    blocks = ["\n".join(filter(None, (_filled(line, width) for line in head)))]
    for part in message.parts:
        entries = [_entry(entry, width, "  " if part.heading else "") for entry in part.entries]
        loose = any("\n" in entry for entry in part.entries)
        blocks.append("\n".join(filter(None, [part.heading.upper(), ("\n\n" if loose else "\n").join(entries)])))
    blocks.append(_filled(message.footer, width))
    return "\n\n".join(filter(None, blocks)) + "\n"


def to_markdown(message: Message) -> str:
    """A message as CommonMark."""
    blocks = [f"# {message.title}" if message.title else "", message.lead]
    for part in message.parts:
        blocks.append(f"## {part.heading}" if part.heading else "")
        blocks.append("\n".join(_item(entry) for entry in part.entries))
    blocks.append(message.footer)
    return "\n\n".join(filter(None, blocks)) + "\n"


def paginate(message: Message, limit: int, measure: Callable[[Message], int]) -> tuple[Message, ...]:
    """A message as pages, none of which measures more than ``limit`` where its headings and footer leave any room.

    They divide between entries; a lead or an entry that is itself too long, between its lines, then its words, then the
    signs of a word. Nothing is lost or changes its order. Later pages repeat the title and the heading that they go on
    with.
    """
    if measure(message) <= limit:
        return (message,)

    def fits(page: Message) -> bool:
        return measure(page) <= limit

    bare = Message(title=_numbered(message.title, 99, 99))
    pages: list[Message] = []
    page = bare
    for lead in _pieces(message.lead, lambda text: fits(bare.model_copy(update={"lead": text}))):
        pages += [page] if page.lead else []
        page = bare.model_copy(update={"lead": lead})
    for part in message.parts:
        for entry in _entries(part, fits, bare):
            grown = _with(page, part, entry)
            if not fits(grown) and (page.parts or page.lead):
                pages.append(page)
                grown = _with(bare, part, entry)
            page = grown
    ended = page.model_copy(update={"footer": message.footer})
    pages += [ended] if fits(ended) else [page, bare.model_copy(update={"footer": message.footer})]
    return tuple(
        each.model_copy(update={"title": _numbered(message.title, number, len(pages))})
        for number, each in enumerate(pages, 1)
    )


def _numbered(title: str, number: int, of: int) -> str:
    return f"{title} ({number}/{of})".strip()


def _with(page: Message, part: Part, entry: str) -> Message:
    """A page with one entry more of ``part``, under the heading that it goes on with or a new one."""
    *others, last = page.parts or (None,)
    if last is not None and (last.heading, last.topic) == (part.heading, part.topic):
        parts = (*others, last.model_copy(update={"entries": (*last.entries, entry)}))
    else:
        parts = (*page.parts, part.model_copy(update={"entries": (entry,)}))
    return page.model_copy(update={"parts": parts})


def _entries(part: Part, fits: Callable[[Message], bool], bare: Message) -> Iterator[str]:
    """Every entry of a part, in pieces where it alone is too long for a page."""
    for entry in part.entries:
        yield from _pieces(entry, lambda text: fits(_with(bare, part, text)))


def _pieces(text: str, fits: Callable[[str], bool], level: int = 0) -> Iterator[str]:
    """A text as pieces that fit, as few as may be, cut where ``_CUTS`` from ``level`` on allow it; none of nothing."""
    text = text.strip()
    if not text or level == len(_CUTS) or fits(text):
        yield from filter(None, [text])
        return
    units = _CUTS[level].findall(text)
    while units:
        fitting = bisect_left(range(len(units)), 1, key=lambda last: not fits("".join(units[: last + 1]).strip()))
        if fitting:
            yield "".join(units[:fitting]).strip()
        else:
            yield from _pieces(units[0], fits, level + 1)
        del units[: fitting or 1]


def _filled(text: str, width: int, first: str = "", rest: str = "") -> str:
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_NO_BREAK, " ")


def _entry(entry: str, width: int, indent: str) -> str:
    """An entry: its first line, the others below it further in, all hanging."""
    first, *others = entry.split("\n")
    inner = f"{indent}  "
    lines = [
        _filled(first, width, indent, f"{inner}  "),
        *(_filled(line, width, inner, f"{inner}  ") for line in others),
    ]
    return "\n".join(lines)


def _item(entry: str) -> str:
    """An entry as an item of a list, its further lines below it."""
    return f"- {entry}".replace("\n", "  \n  ")
