"""Nouns for people: WordNet's (persons.txt, made by tools/persons.py) and those that the lexicon of casualties adds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.extract import lexicon

if TYPE_CHECKING:
    from briefings.extract.parse import Word


@cache
def _persons() -> frozenset[str]:
    listed = Path(lexicon.__file__).with_name("persons.txt").read_text(encoding="utf-8").split()
    data = lexicon.load("casualties.toml")["persons"]
    return frozenset(listed).union(data["words"]).difference(data["things"])


def is_person(word: Word) -> bool:
    """Whether ``word`` is a noun for people."""
    persons = _persons()
    if word.lemma in persons or word.low in persons:
        return True
    return word.tag == "NNPS" and word.low.removesuffix("s") in persons  # no lemma of "Kurds" is given
