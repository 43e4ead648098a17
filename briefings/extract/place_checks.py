"""Whether a name that could be a place is meant as one: not as a person, an organisation or a common word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.place_words import common_words, demonyms, words

if TYPE_CHECKING:
    from briefings.extract.gazetteer import Entry
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.place_spans import Hit

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_LARGE = 100_000
"""Inhabitants from which a city is meant though the article speaks of no other place of its country."""

_TOWN = 5_000
_HOME = 0.15
"""Share of an article's countries from which a small place of one of them is expected."""


class Setting(NamedTuple):
    """How a name stands.

    ``inside``: in a place that its words name; ``located``: something is there, by grammar; ``share``: how
    much of the article is about its country, 0 to 1; ``scene``: "in" or "near" puts violence there,
    or a note posts it as its place.
    """

    inside: bool
    located: bool
    share: float
    scene: bool = False


def is_plausible(sentence: Sentence, hit: Hit, entry: Entry | None, setting: Setting) -> bool:
    """Whether the hit means the place ``entry`` (None: one that the gazetteer lacks)."""
    tokens = sentence.words[hit.start : hit.stop + 1]
    called = hit.generic in {"settlement", "camp"} or (hit.generic == "region" and entry is not None)
    if hit.dateline:
        return entry is not None and (entry.kind != "city" or entry.population > 1000)
    if len(tokens) == 1 and tokens[0].low in demonyms():
        return False
    firm = called or setting.inside or setting.located
    if _is_person(sentence, hit, entry, firm=firm) or _in_body(sentence, hit, entry):
        return False
    if entry is None:
        return not hit.entries or _is_namesake(tokens, hit, setting)
    if entry.key in common_words() and entry.kind != "country":
        return setting.located and (called or setting.inside or _is_like_place(tokens))
    return called or _is_known_well(tokens, entry, setting) or _is_expected(tokens, entry, setting)


def _is_namesake(tokens: list[Word], hit: Hit, setting: Setting) -> bool:
    """Whether an unknown place is meant that shares its name with known ones elsewhere."""
    put = setting.scene or setting.inside or _is_like_place(tokens)
    return setting.located and hit.entries[0].key not in common_words() and put


def _is_like_place(tokens: list[Word]) -> bool:
    """Whether the entity recogniser takes the words for a place."""
    return all(word.ent in _PLACE_ENTITIES or not word.text[0].isalnum() for word in tokens)


def _is_known_well(tokens: list[Word], entry: Entry, setting: Setting) -> bool:
    """Whether the place is one that needs no introduction: a country, a sea, a large city or region."""
    if entry.kind in {"country", "water"}:
        return True
    named = any(word.pos == "PROPN" for word in tokens)
    return entry.population >= _LARGE and (named or (entry.kind == "region" and setting.located))


def _is_expected(tokens: list[Word], entry: Entry, setting: Setting) -> bool:
    """Whether a smaller place is to be expected here: by the article's country, by grammar, by its like."""
    like_place = _is_like_place(tokens)
    if setting.inside or setting.share >= _HOME:
        return like_place or setting.located
    if not setting.located:
        return False
    if like_place:
        return setting.share > 0 or len(tokens) > 1 or entry.population > _TOWN
    sized = entry.population > _TOWN or setting.scene
    return sized and all(word.pos == "PROPN" or not word.text[0].isalpha() for word in tokens)


def _is_person(sentence: Sentence, hit: Hit, entry: Entry | None, *, firm: bool) -> bool:
    """Whether the name is a person's, or part of one."""
    tokens = sentence.words
    before = tokens[hit.start - 1] if hit.start > hit.first or hit.first > 0 else None
    after = tokens[hit.stop + 1] if hit.stop + 1 < len(tokens) else None
    if hit.first == hit.start and before is not None and before.low in words("title"):
        return before.text[0].isupper() or entry is None or entry.kind != "country"
    span = tokens[hit.start : hit.stop + 1]
    people = [word.ent == "PERSON" for word in span]
    if not any(people):
        return False
    beyond = (before is not None and before.ent == "PERSON" and hit.first == hit.start and before.low != "'s") or (
        after is not None and after.ent == "PERSON" and after.text[0].isupper() and hit.last == hit.stop
    )
    if beyond:
        return not (entry is not None and entry.kind == "country")
    return not (firm or (entry is not None and (entry.kind != "city" or entry.population >= _LARGE)))


def _in_body(sentence: Sentence, hit: Hit, entry: Entry | None) -> bool:
    """Whether the name is part of a longer one that is no place: "Bank of Sudan", "the Moscow Times"."""
    tokens = sentence.words
    if hit.first >= 2 and tokens[hit.first - 1].low == "of" and hit.first == hit.start:
        body = tokens[hit.first - 2]
        if body.low in words("body") and body.text[0].isupper():
            return True
    before = tokens[hit.first - 1] if hit.first else None
    if (
        before is not None
        and before.pos == "PROPN"
        and before.text[0].isupper()
        and before.dep in {"compound", "nmod", "amod"}
        and before.head.i == hit.stop
        and before.low not in words("direction") | {"greater", "old", "downtown", "new"}
        and before.low not in demonyms()
    ):
        return not (before.ent == "" and all(word.ent == "GPE" for word in tokens[hit.start : hit.stop + 1]))
    return _is_begun_name(sentence, hit, entry)


def _is_begun_name(sentence: Sentence, hit: Hit, entry: Entry | None) -> bool:
    """Whether a name goes on as another's: "Moscow Times", "Euphrates Shield", but not "Odesa Airport"."""
    tokens = sentence.words
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    if after is None or not after.text[0].isupper() or after.pos != "PROPN" or after.ent == "DATE":
        return False
    inside = tokens[hit.stop]
    if not (inside.head.i > hit.last and inside.dep in {"compound", "nmod", "amod"} and after.i <= inside.head.i):
        return False
    if any(word.low in words("building") | words("title") for word in tokens[hit.last + 1 : inside.head.i + 1]):
        return False
    if inside.ent == "GPE" and after.ent == "PERSON":
        return False  # "the envoy to Gaza Jane Roe"
    return entry is None or entry.kind != "country" or after.ent == inside.ent == "ORG"
