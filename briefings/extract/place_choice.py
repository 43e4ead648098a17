"""Which of several places of one name is meant, and what contains a place.

Namesakes are told apart by what the sentence says they lie in ("Tripoli, Lebanon"), by what was said of the
name before, by the countries that the article speaks of, then by population.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from briefings.extract.gazetteer import Entry, fold
from briefings.extract.place_grammar import people_before
from briefings.extract.place_words import common_words, demonyms

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence
    from briefings.extract.place_spans import Hit

# What speaks for a namesake, in powers of ten of population: the place that the words put it in outweighs any
# city, a country much spoken of a hundredfold larger one.
_WITHIN = 6.0
_WITHIN_REGION = 2.0
_KNOWN_BEFORE = 6.0
_COUNTRY_SPOKEN_OF = 2.0
_OTHER_SPELLING = 0.7
_CONTAINS = 6.0
_TOWN_WITHIN = 1.0

_MUCH = 0.3
"""Share of an article's countries from which one counts in full for its namesakes."""

_CERTAIN = 50_000
"""Inhabitants from which a name without namesakes tells a country."""

_WORLD_CITY = 500_000
"""Inhabitants from which a city is meant whatever follows it: "Kyiv in Crimea", an actor and a place."""

_HARDLY = 0.05
"""Share of an article's countries below which one is named by chance: a namesake of a village elsewhere."""

_HOME = 0.5
"""Share of an article's countries from which a place of unknown country is taken to lie there."""

_FITTING = {
    "region": frozenset({"region", "country", "water"}),
    "district": frozenset({"region", "city"}),
    "settlement": frozenset({"city"}),
    "camp": frozenset({"city"}),
}
"""Kinds of place that fit the generic word beside a name."""

_JOINING = frozenset({"and", "or", "&"})
_CONTAINED = frozenset({",", "in", "of", "(", "the"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Namesakes:
    """The choice among namesakes in one article, in the light of all that it names."""

    def __init__(self, sentences: list[Sentence], hits: Iterable[Hit], homes: Counter[str]) -> None:
        """Count the countries that the article names beyond doubt: by name, people or unique city.

        ``homes`` are those of the armed groups that it names.
        """
        tally = homes.copy()
        people = demonyms()
        for sentence in sentences:
            for word in sentence.words:
                if word.low in people and word.text[0].isupper():
                    tally[people[word.low]] += 1
        towns: dict[str, set[str]] = {}
        for hit in hits:
            tally.update(_certain_country(hit))
            if _is_unmistaken(hit):
                towns.setdefault(hit.entries[0].country, set()).add(hit.entries[0].key)
        tally.update({country: 1 for country, keys in towns.items() if len(keys) > 1})
        total = sum(tally.values())
        self.shares = {country: count / total for country, count in tally.items() if country}
        self._known: dict[str, Entry] = {}

    def home(self) -> str | None:
        """The country that the article is mostly about, if there is one."""
        likely = max(self.shares, key=lambda each: (self.shares[each], each), default="")
        return likely if self.shares.get(likely, 0.0) >= _HOME else None

    def is_strange(self, entry: Entry) -> bool:
        """Whether a small place or a region lies in a country of which the article says no more than its name."""
        small = entry.kind == "region" or (entry.kind == "city" and entry.population < _WORLD_CITY)
        return small and bool(entry.country) and bool(self.shares) and self.shares.get(entry.country, 0.0) < _HARDLY

    def choose(self, name: str, hit: Hit, inside: list[Entry], *, contains: bool = False) -> Entry | None:
        """The place that fits best, None where all known ones lie elsewhere than the words around say.

        ``contains``: it stands where the region of the place before it does, as Marib in "Sirwah, Marib".
        """
        if not hit.entries:
            return None
        wanted = _FITTING.get(hit.generic)
        fitting = [each for each in hit.entries if wanted is None or each.kind in wanted] or list(hit.entries)
        best = max(
            fitting,
            key=lambda each: (
                self._weight(each, name, inside) + _CONTAINS * (contains and each.kind == "region"),
                each.population,
                each.lat or 0.0,
            ),
        )
        if inside and _lies_elsewhere(best, inside):
            return None
        if inside:
            self._known.setdefault(name, best)
        return best

    def _weight(self, entry: Entry, name: str, inside: list[Entry]) -> float:
        weight = log10(entry.population + 10)
        weight += _COUNTRY_SPOKEN_OF * min(self.shares.get(entry.country, 0.0) / _MUCH, 1.0)
        if fold(entry.name) != name and entry.kind == "city":
            weight -= _OTHER_SPELLING
        for container in inside:
            if container.country and container.country == entry.country and entry.kind != "country":
                weight += _WITHIN
                if container.kind == "region" and fold(container.name) == fold(entry.admin):
                    weight += _WITHIN_REGION
        if entry.kind == "city" and any(container.kind == "region" for container in inside):
            weight += _TOWN_WITHIN
        if not inside and self._known.get(name) == entry:
            weight += _KNOWN_BEFORE
        return weight


def _certain_country(hit: Hit) -> set[str]:
    """The one country that a name points to, nothing where namesakes or common words leave doubt."""
    countries = {entry.country for entry in hit.entries}
    if len(countries) != 1 or hit.dateline:
        return set()
    chief = hit.entries[0]
    sure = chief.kind == "country" or (chief.population > _CERTAIN and chief.key not in common_words())
    return countries if sure else set()


def _is_unmistaken(hit: Hit) -> bool:
    """Whether all namesakes are towns of one country: one may be chance, several of a country are not."""
    countries = {entry.country for entry in hit.entries}
    return len(countries) == 1 and not hit.dateline and hit.entries[0].key not in common_words()


def _lies_elsewhere(entry: Entry, inside: list[Entry]) -> bool:
    """Whether the words put the name in a country where the gazetteer has none: "Palma, Cabo Delgado"."""
    countries = {each.country for each in inside if each.country}
    small = entry.kind == "city" and entry.population < _WORLD_CITY
    return small and bool(countries) and entry.country not in countries


def contains(sentence: Sentence, hit: Hit, previous: Hit | None) -> bool:
    """Whether the name stands behind another and a comma as what that lies in, and is no item of a list."""
    tokens = sentence.words
    if previous is None or hit.first != previous.last + 2 or tokens[previous.last + 1].low != ",":
        return False
    after = [word.low for word in tokens[hit.last + 1 : hit.last + 4]]
    return not (after and (after[0] in _JOINING or (after[0] == "," and _JOINING & set(after[1:]))))


def containers(
    sentence: Sentence, hit: Hit, previous: Hit | None, following: tuple[Hit, Entry | None] | None
) -> list[Entry]:
    """What the sentence puts the name in: "X, Y", "X in Y", "Y's X", "the Syrian town of X".

    ``previous`` is the hit before; ``following`` the place after with the entry chosen for it.
    """
    inside: list[Entry] = []
    if following is not None and following[1] is not None and following[1].kind in {"country", "region"}:
        between = [word.low for word in sentence.words[hit.last + 1 : following[0].first]]
        if between and set(between) <= _CONTAINED and between[0] != "the":
            inside.append(following[1])
    if previous is not None and hit.first - previous.last <= 4:
        between = [word.low for word in sentence.words[previous.last + 1 : hit.first]]
        if between and between[0] in _POSSESSIVES and not {",", "in", "on"} & set(between):
            inside.extend(each for each in previous.entries[:1] if each.kind in {"country", "region"})
    people = people_before(sentence, hit.first)
    if people:
        inside.append(Entry("", "", "country", people, "", None, None, 0))
    return inside
