"""The shorthand of coders' notes, written out before the parse: "7 k, 22 w." is read as "7 killed, 22 wounded".

The parser knows no shorthand, but parses well what it stands for. Offsets of the words that it gives are led
back into the article's own text, so that every quotation stays verbatim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Change(NamedTuple):
    """A stretch written out: ``start`` and ``end`` in the expanded text, and where it stands in the original."""

    start: int
    end: int
    original_start: int
    original_end: int


class Expanded:
    """A text with its shorthand written out, and the way back."""

    __slots__ = ("_changes", "_starts", "text")

    def __init__(self, text: str, changes: list[_Change]) -> None:
        """Hold the expanded ``text`` and its ``changes`` in reading order."""
        self.text = text
        self._changes = changes
        self._starts = [change.start for change in changes]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that ``start`` to ``end`` of the expanded text stands for."""
        if not self._changes:
            return start, end
        first, last = self._change(start), self._change(end - 1)
        begin = start if first is None else first.original_start
        if first is not None and start >= first.end:
            begin = first.original_end + start - first.end
        stop = end if last is None else last.original_end
        if last is not None and end > last.end:
            stop = last.original_end + end - last.end
        return begin, stop

    def _change(self, at: int) -> _Change | None:
        """The last change that begins at or before ``at``."""
        i = bisect_right(self._starts, at) - 1
        return self._changes[i] if i >= 0 else None


class _Rule(NamedTuple):
    """What is looked for, its group ``it`` being the shorthand, and what the group stands for by its letters."""

    pattern: re.Pattern[str]
    meanings: dict[str, str]


_STOP = r"(?:\.(?!\s+[A-Z]|\s*\Z))?"
"""The full stop of an abbreviation; before a capital or the end it also ends the sentence, and stays."""
_ENDS = r"(?=\s*(?:[,;:/()+&.]|[-–—]\s|\Z)|\s(?:by|in|and|at|near|nr|on|incl)\b)"
"""What follows a letter that is no unit or word: a mark, the end, or a preposition."""
_PEOPLE = r"(?:[A-Za-z'’()-]+ )"


@cache
def _letters() -> dict[str, str]:
    letters: dict[str, str] = load("shorthand.toml")["letters"]
    return letters


@cache
def _rules() -> tuple[_Rule, ...]:
    data = load("shorthand.toml")
    letters, codes = _letters(), data["codes"]
    one = "".join(letters)
    listed = "|".join(sorted(data["words"], key=len, reverse=True))
    coded = "|".join(codes)
    found = [_Rule(re.compile(f"(?P<it>{phrase})"), {"": full}) for phrase, full in data["phrases"].items()]
    found += [
        _Rule(re.compile(rf"(?<![\w.'’-])(?P<it>(?i:{listed})\b{_STOP})"), data["words"]),
        # "5 soldiers KIA", "3xKIA"
        _Rule(re.compile(rf"\d ?(?:(?=x)|{_PEOPLE}{{0,5}})(?P<it>(?:x ?)?(?:{coded})s?\b{_STOP})"), codes),
        # "3k/5w", "2 d./5 w.": two beside each other prove the code
        _Rule(re.compile(rf"(?<=\d)(?P<it> ?[{one}]\b\.? ?[/&+] ?)(?=\d+ ?[{one}]\b)"), letters),
        _Rule(re.compile(rf"(?<=[{one}][/&+]\d)(?P<it>[{one}]\b{_STOP})"), letters),
        _Rule(re.compile(rf"(?<=[{one}][/&+]\d\d)(?P<it>[{one}]\b{_STOP})"), letters),
        _Rule(re.compile(rf"(?<=\d[ +])(?P<it>[{one}]\b{_STOP}){_ENDS}"), letters),
        # "Gunmen k. 4 miners", "1 old man k., 12 huts burnt"
        _Rule(re.compile(r"(?<=[a-z)] )(?P<it>k\.)(?= (?:\d|an? |the ))"), letters),
        _Rule(re.compile(rf"\d {_PEOPLE}{{1,4}}(?P<it>k\b{_STOP}){_ENDS}"), letters),
    ]
    return tuple(found)


_SIGNS = re.compile(
    r"\d\+? ?[a-z]\b|[A-Z]{3}\b|\b[A-Za-z]{2,5}\.|\b(?:d|k|w)\.| \+ |w/|\b(?:nr|civs?|ppl|incl|wded|inj|kld|unk|govt)\b"
)
"""A cheap look for anything that may be shorthand."""


def expand(text: str) -> Expanded:
    """Write out the shorthand of ``text``."""
    if _SIGNS.search(text) is None:
        return Expanded(text, [])
    pieces: list[str] = []
    changes: list[_Change] = []
    at = length = 0
    for start, end, full in sorted(_found(text)):
        if start < at:
            continue
        space = " " if start and text[start - 1].isdigit() else ""
        pieces += [text[at:start], space, full]
        length += start - at
        changes.append(_Change(length, length + len(space) + len(full), start, end))
        length += len(space) + len(full)
        at = end
    return Expanded("".join([*pieces, text[at:]]), changes) if changes else Expanded(text, [])


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the shorthand in ``text``: start, end and what it stands for."""
    for pattern, meanings in _rules():
        for match in pattern.finditer(text):
            start, end = match.span("it")
            short = match["it"].strip(" ./&+").removeprefix("x").lstrip()
            full = meanings.get("") or meanings.get(short) or meanings.get(short.lower()) or meanings[short.rstrip("s")]
            if short.istitle():
                full = full.capitalize()
            joined = meanings is _letters() and match["it"][-1] in "/&+ "
            yield start, end, f"{full}, " if joined else full
