"""The forms that an article is written down in (HTML, JSON, plain text with a header): text → page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

from briefings.errors import SourceError
from briefings.sources import Page
from briefings.sources.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["html", "json", "text"]

# The atomic group keeps a long row of comments from being tried in every combination.
_HTML_START = re.compile(
    r"(?>\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*)*)<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FIELDS = ("title", "outlet", "published", "url")
# A line of another name ("Author: …") is passed over in a header; in capitals ("UPDATE: …") it is news.
_HEADER = re.compile(r"((?i:title|outlet|published|url)|[A-Z][a-z]+)[ \t]*:[ \t]*(.*)")


def read_form(name: str, text: str, kind: Kind | None) -> Page:
    """Read what ``text`` holds; where ``kind`` is None its first characters tell what it is.

    Raises:
        SourceError: it is empty, or broken JSON.
    """
    if not text.strip():
        raise SourceError(f"{name}: is empty")
    if kind is None or (kind == "text" and _HTML_START.match(text)):
        kind = _sniff(text)
    if kind == "json":
        return read_json(name, text)
    if kind == "html":
        return Page(name, text, html=True)
    return _of_text(name, text)


def _sniff(text: str) -> Kind:
    """What the first characters say."""
    if _HTML_START.match(text):
        return "html"
    return "json" if text.lstrip().startswith("{") else "text"


def _of_text(name: str, text: str) -> Page:
    """Read the header, if any, off the top of a plain text: a paragraph of nothing but header lines."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip())
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    found = [_HEADER.fullmatch(line.strip()) for line in lines[start:end]]
    header = {match[1].lower(): match[2] for match in found if match and match[1].lower() in _FIELDS}
    if not header or not all(found):
        return Page(name, text)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        raise SourceError(f"{name}: holds no text below its header lines")
    return _page(name, body, header)


def read_json(name: str, text: str) -> Page:
    """Read the article's fields from a JSON object; other keys are passed over.

    Raises:
        SourceError: it is no such object, or holds no text.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"{name}: is not valid JSON ({error.msg} at {where})") from error
    except (RecursionError, ValueError) as error:  # nested too deeply, or a number too long
        raise SourceError(f"{name}: is not a JSON article") from error
    if not isinstance(data, dict):
        raise SourceError(f"{name}: is not a JSON object with title, outlet, published, url and text")
    for key in (*_FIELDS, "text"):
        if not isinstance(data.get(key), str | None):
            raise SourceError(f'{name}: "{key}" is not a string')
    if not (data.get("text") or "").strip():
        raise SourceError(f'{name}: holds no "text"')
    return _page(name, data["text"], data)


def _page(name: str, text: str, fields: Mapping[str, str | None]) -> Page:
    """A page of text with what its source says of it."""
    title, outlet, published, url = (fields.get(key) for key in _FIELDS)
    reported = read_moment(published) if published else None
    return Page(name, text, title=title, outlet=outlet, published=published, url=url, reported=reported)
