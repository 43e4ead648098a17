"""Short forms of coders' notes spelled out before the parse: "15 civs k. nr Mach" → "15 civilians killed near Mach".

The parser knows none of them, and what it makes of one spoils its whole sentence. Each word remembers where it stood
in the article, so that evidence still quotes the short form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOTE = 600
"""Characters of a paragraph up to which one letter after a figure is "killed" or "wounded": a note is short."""

_INNER_STOP = r"(?:\.(?!\s*$|\s+[A-Z0-9]))?"
"""A full stop of a short form, not that of its sentence."""


class Edit(NamedTuple):
    """A stretch of the new text, ``start`` to ``end``, that stands for one of the article's text."""

    start: int
    end: int
    old_start: int
    old_end: int


class _Patterns(NamedTuple):
    """Patterns of short forms, of a letter beside a figure, of two such, of codes; and what each form stands for."""

    short: re.Pattern[str]
    figures: re.Pattern[str]
    pairs: re.Pattern[str]
    coded: re.Pattern[str]
    full: dict[str, str]


class Spelled(NamedTuple):
    """A text with its short forms spelled out, and the edits that were made, in order."""

    text: str
    edits: tuple[Edit, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the new text's ``start`` to ``end`` stands in the article's."""
        if not self.edits:
            return start, end
        first = bisect_right(self.edits, start, key=lambda each: each.start) - 1
        last = bisect_right(self.edits, end - 1, key=lambda each: each.start) - 1
        return self._back(first, start, ends=False), self._back(last, end, ends=True)

    def _back(self, at: int, offset: int, *, ends: bool) -> int:
        if at < 0:
            return offset
        edit = self.edits[at]
        if ends:
            return edit.old_end if offset <= edit.end else offset - edit.end + edit.old_end
        return edit.old_start if offset < edit.end else offset - edit.end + edit.old_end


def spell_out(text: str) -> Spelled:
    """Write the short forms of ``text`` in full."""
    edits: list[Edit] = []
    parts: list[str] = []
    at = length = 0
    for start, end, full in _found(text):
        if start < at:
            continue
        parts += [text[at:start], full]
        length += start - at
        edits.append(Edit(length, length + len(full), start, end))
        length += len(full)
        at = end
    if not edits:
        return Spelled(text)
    return Spelled("".join([*parts, text[at:]]), tuple(edits))


def _found(text: str) -> list[tuple[int, int, str]]:
    """Start and end of each short form in reading order, with what it's short for."""
    short, figures, pairs, coded, full = _patterns()
    found = []
    for match in pairs.finditer(text):
        found.append((*match.span("first"), f" {full[match['one']]} and "))
        found.append((*match.span("second"), f" {full[match['two']]}"))
    found += [(*match.span("code"), full[match["code"]]) for match in coded.finditer(text)]
    for match in short.finditer(text):
        gap = " " if text[match.end() : match.end() + 1].isalnum() else ""  # "w/machetes"
        found.append((match.start(), match.end(), full[match.group()] + gap))
    if len(text) <= _NOTE:
        for match in figures.finditer(text):
            joint = " and " if match.group().endswith("/") else ""  # "2 d./5 w."
            found.append((match.start(), match.end(), full[match["letter"] or match["form"]] + joint))
    return sorted(found)


@cache
def _patterns() -> _Patterns:
    """The patterns, made once of the lexicon."""
    lexicon: dict[str, dict[str, str]] = dict(load("telegraphic.toml"))
    for name in ("ending", "inside"):
        begun = {form.capitalize(): word.capitalize() for form, word in lexicon[name].items() if form.islower()}
        lexicon[name] = lexicon[name] | begun
    full = {form: word for section in lexicon.values() for form, word in section.items()}
    full |= {f"{form}.": word for form, word in lexicon["ending"].items()}
    names = ("ending", "loose", "after_figure", "after_word", "codes")
    ending, loose, figure, word, code = (_any(lexicon[name]) for name in names)
    inside = _any(form + "\0" if form[-1].isalnum() else form for form in lexicon["inside"])
    short = rf"(?<![\w./'-])(?:{inside}|{ending}(?![\w'-]){_INNER_STOP})|(?<= )(?:{loose})(?= )"
    figures = (
        rf"(?<=\d )(?P<letter>{figure})(?:\.?/(?=\d)|\.(?!\s*$|\s+[A-Z])|(?=[.,;/)]| [&+\d]| and \d|$))"
        rf"|(?<![A-Z.\d] )(?<=[ (])(?P<form>{word})(?!\s*$)"
    )
    # "3k/5w", "3xKIA 2xWIA": two beside each other prove the code
    pairs = (
        rf"(?<=\d)(?P<first>x? ?(?P<one>{figure}|{code})\.?(?: ?[/&+] ?| (?=\d+x)))"
        rf"\d+(?P<second>x? ?(?P<two>{figure}|{code})\b)"
    )
    coded = rf"(?<=\d)x? ?(?:[A-Za-z'’-]+ ){{0,4}}(?P<code>{code})\b"  # "5 soldiers KIA"
    return _Patterns(re.compile(short), re.compile(figures), re.compile(pairs), re.compile(coded), full)


def _any(forms: Iterable[str]) -> str:
    """The alternatives, the longest first; NUL stands for the end of a word."""
    escaped = (re.escape(form).replace("\0", r"(?![\w-])") for form in sorted(forms, key=len, reverse=True))
    return "(?:" + "|".join(escaped) + ")"
