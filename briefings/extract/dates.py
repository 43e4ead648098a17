"""Dates of an article: every expression of time, resolved to days, and the date of an event."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.date_clauses import distance, tense_at
from briefings.extract.date_meanings import Setting
from briefings.extract.date_phrases import Look, read_phrases
from briefings.records import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.extract.date_atoms import Atom
    from briefings.extract.date_phrases import Phrase
    from briefings.extract.parse import Sentence, Word

_MEMORY = 3
"""Sentences for which a day told of can still be counted from ("two days later")."""

_HOURS = frozenset({"dawn", "dusk", "noon", "midnight", "midday", "daybreak", "sunrise", "sunset", "nightfall"})
"""Hours of a day that an attack is told to be before or after."""
_DATELINE = re.compile(r"[^a-z\n]{2}[^\n]{0,80}?(?:\)\s*[-–—]+|\s[-–—]+)\s")
"""The head of a dispatch, up to its dash: place, day and agency."""


class DateMention(NamedTuple):
    """An expression of time: its first and last word in the sentence, both included, and what it means."""

    first: int
    last: int
    when: When


class Dates:
    """The dates of an article, resolved against its day of publication (None: unknown)."""

    def __init__(self, sentences: list[Sentence], published: date | None) -> None:
        """Read all ``sentences`` of the article in order."""
        self._published = published
        self._told: tuple[int, date] | None = None
        self._mentions = {sentence.index: self._read(sentence) for sentence in sentences}

    def mentions(self, sentence: Sentence) -> Sequence[DateMention]:
        """Return the expressions of time in ``sentence``, in reading order and without overlap."""
        return self._mentions.get(sentence.index, ())

    def nearest(self, sentence: Sentence, word: Word) -> When | None:
        """Return the date of the event told at ``word``, a verb or noun; None where none is told.

        The date must hang on the word's own clause or noun phrase, or on one that shares its time; a date of
        saying or of another event isn't taken. Of several the nearest in the tree counts, then in the line.
        """
        best: tuple[int, int, int] | None = None
        found: When | None = None
        head_end = _dateline_end(sentence)
        for mention in self.mentions(sentence):
            if mention.first <= word.i <= mention.last or sentence.words[mention.last].end <= head_end:
                continue
            steps = distance(_top(sentence, mention), word)
            if steps is None:
                continue
            rank = (steps + _vagueness(sentence, mention), abs(word.i - mention.first), mention.first)
            if best is None or rank < best:
                best, found = rank, mention.when
        return found

    def _read(self, sentence: Sentence) -> tuple[DateMention, ...]:
        found: list[DateMention] = []
        starts: list[int] = []

        def word_at(offset: int) -> Word:
            if not starts:
                starts.extend(word.start - sentence.start for word in sentence.words)
            return sentence.words[max(0, bisect_right(starts, offset) - 1)]

        def setting(atom: Atom) -> Setting:
            return Setting(self._published, self._told_near(sentence), tense_at(word_at(atom.start)))

        def modifies(atom: Atom) -> bool:
            return _modifies(sentence, word_at(atom.start), word_at(atom.end - 1))

        for phrase in read_phrases(sentence.text, Look(setting, modifies)):
            first, last = word_at(phrase.start).i, word_at(phrase.end - 1).i
            if not found or first > found[-1].last:
                found.append(DateMention(first, last, self._when(sentence, phrase, (first, last))))
        return tuple(found)

    def _when(self, sentence: Sentence, phrase: Phrase, span: tuple[int, int]) -> When:
        """Make the record, and keep a single day in mind for "two days later"."""
        text = sentence.slice(*span)
        if phrase.days is None:
            return When(text=text)
        start, end = phrase.days
        if start and start == end:
            self._told = (sentence.index, start)
        return When(text=text, start=start, end=end)

    def _told_near(self, sentence: Sentence) -> date | None:
        if self._told is None or sentence.index - self._told[0] > _MEMORY:
            return None
        return self._told[1]


def _modifies(sentence: Sentence, first: Word, last: Word) -> bool:
    """Whether the words modify a noun after them: "Friday's attack", "the May 16 talks"."""
    after = sentence.words[last.i + 1] if last.i + 1 < len(sentence.words) else None
    if after is not None and after.low in {"'s", "’s", "'", "’"}:
        return True
    if first.i and sentence.words[first.i - 1].low == "on":
        # "On Friday shells fell": the parser takes the day for a part of the noun.
        return False
    return any(
        word.dep in {"poss", "compound", "nmod", "amod", "nummod"}
        and word.head.i > last.i
        and word.head.pos in {"NOUN", "PROPN"}
        for word in sentence.words[first.i : last.i + 1]
    )


def _top(sentence: Sentence, mention: DateMention) -> Word:
    """Return the word of a mention by which it hangs on the rest of the sentence."""
    words = sentence.words[mention.first : mention.last + 1]
    outside = [word for word in words if word.head is word or not mention.first <= word.head.i <= mention.last]
    top = next((word for word in outside if word.dep not in {"punct", "det"}), words[0])
    hour = top.head
    if hour.lemma in _HOURS and hour.head.dep == "prep":  # "before dawn on Monday" is a time as a whole
        return hour.head
    return top


def _vagueness(sentence: Sentence, mention: DateMention) -> int:
    """Weigh an expression that dates an event less well: unresolved, or a time that lasts until now."""
    lasting = sentence.words[mention.first].low in {"since", "ever", "until", "till"}
    return 5 * lasting + 3 * (mention.when.start is None)


def _dateline_end(sentence: Sentence) -> int:
    """Return the offset in the article where the sentence's date line ends, its start where it has none."""
    head = _DATELINE.match(sentence.text)
    return sentence.start + head.end() if head else sentence.start
