"""A question taken apart: its names and times masked, and of each word whether anything was made of it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from briefings.ask.names import Name, Word, find_names, words_of
from briefings.ask.times import Timed, find_time
from briefings.ask.words import NAME, TIME, expression, filler, is_spoken, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from briefings.store.records import KnownNames


LONGEST = 400
"""Characters of a question at most: what is longer is no question that one could answer in two sentences."""
_MENTION = re.compile(r"<[@#!:][^<>]*>|<t:\d+(?::\w)?>")
_LINK = re.compile(r"<(?:https?|mailto):[^<>|]*(?:\|([^<>]*))?>|\[([^\]]*)\]\([^)]*\)|https?://\S+")
_MARKS = re.compile(r"[*_~`>|#]+")


class Taken(NamedTuple):
    """A question taken apart: its words, the text in which names and times are masked, and what was recognised."""

    words: tuple[Word, ...]
    names: tuple[Name, ...]
    time: Timed | None
    masked: str
    places: tuple[int, ...]  # where in the masked text each name stands
    used: set[int]  # characters of the masked text that a pattern has taken

    def take(self, match: re.Match[str]) -> None:
        """Count what a pattern matched as understood: its own words, not those that it only leaves room for."""
        for word in re.finditer(r"[^\W_]+", match[0]):
            if word[0] in {NAME, TIME} or word[0].isdigit() or is_spoken(word[0]):
                self.used.update(range(match.start() + word.start(), match.start() + word.end()))


def clean(question: str) -> str:
    """A question as plain text of one line: no mentions, links or marks of a chat's markup."""
    text = unicodedata.normalize("NFKC", question[: 4 * LONGEST])
    text = _MENTION.sub(" ", text)
    text = _LINK.sub(lambda match: match[1] or match[2] or " ", text)
    text = _MARKS.sub(" ", text).replace("’", "'").replace("‘", "'")
    text = "".join("" if unicodedata.category(char) == "Cf" else char if char.isprintable() else " " for char in text)
    misspelt = lexicon()["misspelt"]
    return " ".join(re.sub(r"\w+", lambda match: misspelt.get(match[0].lower(), match[0]), text).split())


def is_foreign(text: str) -> bool:
    """Whether the question is about something else, or an order."""
    filler_words = lexicon()["filler"]
    low = text.lower()
    start = re.match(r"[^\w]*(?:please |can you |could you |now |and |so |but |then )*(.*)", low)
    return bool(
        expression(filler_words["foreign"]).search(low)
        or (start and expression(filler_words["foreign_starts"]).match(start[1]))
        or re.search(r"[{}<>;=\\]", low)
    )


def take_apart(text: str, known: KnownNames, now: datetime) -> Taken:
    """Find the times, then the names in what is left, and mask both."""
    time = find_time(text.lower(), now)
    blank = text if time is None else text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    words = tuple(words_of(blank))
    names = tuple(find_names(words, known))
    spans = [(words[name.first].start, words[name.last].end, NAME) for name in names]
    if time:
        spans.append((time.start, time.end, TIME))
    masked, places, at = "", [], 0
    low = text.lower()
    for start, end, mask in sorted(spans):
        masked += low[at:start]
        if mask == NAME:
            places.append(len(masked))
        masked += mask
        at = end
    masked += low[at:]
    asked = Taken(words, names, time, re.sub(r"(?<=NAME)'s?(?!\w)", "  ", masked), tuple(places), set())
    for table in ("fates", "attacks"):
        for pattern in lexicon()[table].values():
            for match in expression(pattern).finditer(asked.masked):
                asked.take(match)
    return asked


def left(asked: Taken) -> list[str]:
    """The words that no pattern, name or time took and that say something."""
    unknown, words = left_over(asked)
    return [*unknown, *words]


def left_over(asked: Taken) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left: names that nobody knows, by their capitals, and other words."""
    unknown, words = [], []
    named = {i for name in asked.names for i in range(name.first, name.last + 1)}
    shouted = sum(word.text[0].isupper() for word in asked.words) > len(asked.words) / 2
    at = 0
    for i, word in enumerate(asked.words):
        if i in named:
            continue
        start = asked.masked.find(word.low, at)
        if start < 0:
            continue
        at = start + len(word.low)
        if start in asked.used or len(word.low) < 2:
            continue
        if word.low in filler() and (shouted or not _is_of_name(asked.words, i, named)):
            continue
        if word.text[0].isupper() and i and not shouted:
            unknown.append(word.text)
        else:
            words.append(word.low)
    return tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(words))


def _is_of_name(words: Sequence[Word], at: int, named: set[int]) -> bool:
    """Whether a small word belongs to a name, by its capital: "in Of", "by the Region Brigade"."""
    if not at or not words[at].text[0].isupper():
        return False
    after = words[at + 1] if at + 1 < len(words) and at + 1 not in named else None
    return words[at - 1].low == "in" or bool(after and after.text[0].isupper() and after.low not in filler())


def unnamed(asked: Taken) -> Iterator[str]:
    """Who did it without being named ("the army", "rebels"): an event must tell of them."""
    for pattern in lexicon()["roles"]["unnamed"]:
        for match in expression(pattern).finditer(asked.masked):
            yield match["who"]
