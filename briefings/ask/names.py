"""The parties and places that a question names, by the lexicon, the gazetteer and the names of the store's events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.ask.words import filler, function_words, spoken
from briefings.extract import gazetteer, parties
from briefings.extract.party_words import WORDS
from briefings.extract.place_words import common_words
from briefings.extract.place_words import words as place_words
from briefings.store.keys import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.store.records import KnownNames

_LONGEST = 6
"""Words of a name at most: "Movement for the Emancipation of the Niger Delta" is told by its acronym in chats."""
_TOWN = 200_000
"""Inhabitants from which a town is known in lower case, without a preposition that says that it is a place."""
_SHORT = 2
"""Letters up to which a word alone is no place, however many villages are called so."""
_ALSO_WORDS = frozenset(WORDS["also_words"])
_BEFORE_PLACES = frozenset({"in", "at", "near", "around", "across", "inside", "outside", "from", "of", "on", "over"})
_ENDINGS = frozenset({"s", "re", "t", "ve", "ll", "d", "m"})
_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")


class Word(NamedTuple):
    """A word of a question, where it starts and ends there; ``owns`` where "'s" follows."""

    text: str
    start: int
    end: int
    owns: bool = False

    @property
    def low(self) -> str:
        """In lower case."""
        return self.text.lower()


class Name(NamedTuple):
    """A name from word ``first`` to ``last``: a party, a place, or what may be either, each by its common name.

    ``capital`` is a city that stands for its state, ``adjective`` a form such as "Russian".
    """

    first: int
    last: int
    party: str | None = None
    place: str | None = None
    capital: bool = False
    adjective: bool = False


def words_of(question: str) -> list[Word]:
    """The words of a question, possessives without their ending."""
    text = question.replace("’", "'")
    found = []
    for match in _WORD.finditer(text):
        owns = text[match.end() : match.end() + 2].lower() == "'s" or text[match.end() : match.end() + 1] == "'"
        if text[: match.start()].endswith("'") and match[0].lower() in _ENDINGS:
            continue
        found.append(Word(match[0], match.start(), match.end(), owns))
    return found


def names_in(question: str) -> frozenset[str]:
    """The folded names that a question may hold: what a store is to be asked for with ``known_names``."""
    words = words_of(question)
    return frozenset(key for first, last in _spans(words) if (key := fold(_text(words, first, last))))


def find_names(words: Sequence[Word], known: KnownNames) -> list[Name]:
    """The names in reading order, the longest of those that overlap."""
    found: list[Name] = []
    taken: set[int] = set()
    for first, last in sorted(_spans(words), key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(first, last + 1)) and (name := _name(words, first, last, known)):
            found.append(name)
            taken.update(range(first, last + 1))
    return sorted(found)


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST, len(words))):
            yield first, last


def _text(words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(word.text for word in words[first : last + 1])


def _name(words: Sequence[Word], first: int, last: int, known: KnownNames) -> Name | None:
    """What the words stand for together; "the" belongs to no name."""
    if first == last and not _may_be_name(words, first):
        return None
    if first < last and (words[first].low in function_words() or words[last].low in function_words()):
        return None
    text = _text(words, first, last)
    party, use = _party(text)
    if party is None and len(text) > 4 and text.endswith("s"):  # "kyivs team"
        party, use = _party(text[:-1])
    if use == "adjective" and (_is_part(words, last) or _is_building(words, last)):
        return None
    place = None if first == last and _is_part(words, last) else _place(words, first, last, known)
    if party is None and place is None:
        party = text if fold(text) in known.parties else None
    if party is None and place is None:
        return None
    return Name(first, last, party, place, use == "capital", use == "adjective")


def _may_be_name(words: Sequence[Word], at: int) -> bool:
    """Whether a word alone may be a name: "US" is one, "us" only after "the"."""
    word = words[at]
    if word.low in _ALSO_WORDS:
        led = at > 0 and words[at - 1].low in {"the", "does", "did"}
        return word.text.isupper() or (led and word.low == "us")
    return word.low not in filler() and word.low not in spoken() and not word.text.isdigit()


def _is_part(words: Sequence[Word], last: int) -> bool:
    """Whether a name goes on in another that is no common word: "Saudi Hospital"."""
    after = words[last + 1] if last + 1 < len(words) else None
    tied = after and after.start == words[last].end + 1  # no comma between them
    return bool(after and tied and after.text[0].isupper() and after.low not in spoken())


def _is_unheard(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether it is written as a place that nobody knows: "in Blorg Valley"."""
    if not first or words[first - 1].low not in {"in", "near", "at"}:
        return False
    return all(
        word.text[0].isupper()
        and word.low not in filler() | spoken() | common_words()
        and not (parties.called(word.text) or gazetteer.find(fold(word.text)))
        for word in words[first : last + 1]
    )


def _is_building(words: Sequence[Word], last: int) -> bool:
    """Whether a building follows: "the saudi hospital" is of no party."""
    return last + 1 < len(words) and words[last + 1].low in place_words("building")


def _party(text: str) -> tuple[str | None, str]:
    """The one party that is called so, and how: by a name of its own before a capital or a surname."""
    for use in ("name", "adjective", "seat", "capital", "person", "surname"):
        if len(called := parties.called(text, use)) == 1:
            return next(iter(called)), use
    return None, ""


def _place(words: Sequence[Word], first: int, last: int, known: KnownNames) -> str | None:
    """The place that is called so, by its common name."""
    text, key = _text(words, first, last), fold(_text(words, first, last))
    if len(key) <= _SHORT and not parties.called(text, "name"):
        return None
    entries = gazetteer.find(key)
    if parties.called(text, "adjective"):
        return None
    if key in known.places and (first < last or key not in common_words() or words[first].text[0].isupper()):
        return entries[0].name if entries and fold(entries[0].name) == key else text
    if not entries:
        return text if _is_unheard(words, first, last) else None
    led = first > 0 and words[first - 1].low in _BEFORE_PLACES
    capital = words[first].text[0].isupper() and first > 0
    if first == last and (key in common_words() and not (led and capital)):
        return None
    sure = led or capital or entries[0].kind != "city" or entries[0].population >= _TOWN
    if not sure:
        return None
    return entries[0].name if fold(entries[0].name) == key else text
