"""The word lists of places: words around names, names that are common words, peoples of countries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefings.extract.gazetteer import fold
from briefings.extract.lexicon import load

_LEXICON = Path(__file__).with_name("lexicon")


@cache
def words(name: str) -> frozenset[str]:
    """The list ``name`` of places.toml."""
    return frozenset(load("places.toml")[name])


@cache
def attack_verbs() -> frozenset[str]:
    """Lemmas of verbs whose object is attacked."""
    verbs = load("violence.toml")["verbs"]
    return frozenset(verbs["sure"]) | frozenset(verbs["unsure"])


@cache
def attack_nouns() -> frozenset[str]:
    """Lemmas of nouns that tell an attack or a battle."""
    nouns = load("violence.toml")["nouns"]
    return frozenset(nouns["sure"]) | frozenset(nouns["unsure"]) | frozenset(nouns["fights"]) | words("fight")


@cache
def common_words() -> frozenset[str]:
    """Keys of names that mostly mean something other than a place."""
    lines = (_LEXICON / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def demonyms() -> dict[str, str]:
    """ISO codes by lower-case adjective or name of a people: "syrians" → "SY"."""
    found: dict[str, str] = {}
    for line in (_LEXICON / "countries.tsv").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and len(columns) > 3 and columns[0]:
            found.update((people.lower(), columns[0]) for people in columns[3].split("|") if people)
    return found
