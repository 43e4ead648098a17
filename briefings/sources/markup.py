"""Markup → the plain text that a reader sees; for feeds' snippets, and for judging a page at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "button", "select", "textarea"}
    | {"title", "head"}
)
"""What a reader doesn't see as text, or sees as a control."""

_AROUND = frozenset({"nav", "footer", "aside", "header", "menu", "dialog", "figure"})
"""What stands around an article, or belongs to a picture."""

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var", "wbr"}
)
"""What doesn't end a line; every other element does."""


def read_blocks(markup: str) -> list[str]:
    """The blocks of running text (paragraphs, list items, headings) in ``markup``, each one line."""
    # The parser takes a null character for the end.
    data = markup.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        return []
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.LxmlError:  # nothing but comments
        return []
    text = "".join(_pieces(root))
    return [line for block in text.split("\n") if (line := " ".join(block.split()))]


def _pieces(root: etree._Element) -> Iterator[str]:
    """The text in order, with a line end at every edge of a block."""
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        ends = tag not in _INLINE
        if event == "start":
            skipped += tag in _UNSEEN or tag in _AROUND
            if not skipped:
                yield ("\n" if ends else "") + _flat(element.text)
        else:
            skipped -= tag in _UNSEEN or tag in _AROUND
            if not skipped:
                yield ("\n" if ends else "") + _flat(element.tail)


def _flat(text: str | None) -> str:
    """``text`` without its line ends, which in markup are spaces."""
    return (text or "").replace("\n", " ")
