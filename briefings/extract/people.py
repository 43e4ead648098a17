"""Nouns for people, as the lexicon of casualties lists them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from briefings.extract.parse import Word


@cache
def _persons() -> frozenset[str]:
    return frozenset(load("casualties.toml")["persons"]["words"])


def is_person(word: Word) -> bool:
    """Whether ``word`` is a noun for people."""
    return word.lemma in _persons() or word.low in _persons()
