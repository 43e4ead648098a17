"""Where a name stands when it says where, whatever the parse: "…, Jolo", "at Sanban, Dhamar", "Baquba: …".

Coders' notes, headlines and agency briefs put the place behind a comma at the end, or before a colon at the start;
and a name before one of a known region or country ("El Adde, Somalia") is a place though no list knows it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract import gazetteer
from briefings.extract.people import is_person
from briefings.extract.place_words import attack_nouns, attack_verbs, words
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.place_spans import Hit

_LONGEST_NOTE = 40
"""Words of the longest sentence that may be a note's."""
_CAPITALS = 0.75
"""Share of capitalised words from which it's a headline in title case, where capitals tell nothing."""
_PROSE = frozenset({"the", "he", "she", "his", "her", "i", "we", "our", "my", "you"})
"""Words that a telegraphic sentence leaves out."""
_CLOSES = frozenset({".", ";", ":", "(", ")", ",", "-", "–", "—", "/"})
_SITE = 4
"""Words at most between a building's name and its town."""
_CONTAINER = 4
"""Words that the name of a region or country after a comma may have."""
_SURELY = frozenset({"in", "near", "outside", "off"})
_LEADS = frozenset({"of", "on", "to", "from", "off"})


@cache
def _leaders() -> frozenset[str]:
    """Nouns whose "of" or "to" leads to a place: "the outskirts of", "the road to", "the mayor of"."""
    return words("near_of") | words("settlement") | words("building") | words("to_scene") | words("officers")


def is_violent(sentence: Sentence) -> bool:
    """Whether the sentence has a word of attack or of loss, or a weapon."""
    known = attack_verbs() | attack_nouns() | words("deadly")
    return not sentence.lemmas.isdisjoint(known) or bool(find_weapons(sentence))


def is_telegraphic(sentence: Sentence) -> bool:
    """Whether a sentence of violence leaves out what prose would not: "2 soldiers killed in clashes, Jolo"."""
    tokens = sentence.words
    if len(tokens) > _LONGEST_NOTE or any(word.low in _PROSE for word in tokens):
        return False
    letters = [word for word in tokens if word.text[0].isalpha()]
    capitals = sum(word.text[0].isupper() for word in letters)
    return capitals <= max(2, _CAPITALS * len(letters)) and is_violent(sentence)


def is_scene(sentence: Sentence, first: int) -> bool:
    """Whether "in" or the like before word ``first`` puts violence there."""
    return first > 0 and sentence.words[first - 1].low in _SURELY and is_violent(sentence)


def is_posted(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a note posts the name from ``start`` to ``stop`` as its place: "…, Jolo", "Car bomb Azaz, 7 killed"."""
    if start == 0 or not is_telegraphic(sentence):
        return is_label(sentence, start, stop)
    tokens = sentence.words
    before = tokens[start - 1]
    after = tokens[stop + 1] if stop + 1 < len(tokens) else None
    closed = after is None or after.low in _CLOSES or after.low in words("settlement") | words("region") | {"road"}
    if before.low in {",", ")"} and start > 1:
        return closed and not _is_listed(tokens, start, stop)
    return closed and before.lemma in attack_nouns() | words("posted_after") and before.pos in {"NOUN", "PROPN"}


def is_label(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether the name before a colon opens the sentence as its place: "Baquba: a car bomb killed three"."""
    tokens = sentence.words
    if start != 0 or stop + 2 >= len(tokens) or tokens[stop + 1].low != ":" or sentence.text[0] in "\"'“":
        return False
    return not tokens[0].text.isupper() and is_violent(sentence)


def in_container(sentence: Sentence, stop: int) -> bool:
    """Whether a known region or country stands behind the name and a comma: "Sanban, Dhamar"."""
    tokens = sentence.words
    if stop + 2 >= len(tokens) or tokens[stop + 1].low != "," or not tokens[stop + 2].text[0].isupper():
        return False
    for last in range(min(stop + 1 + _CONTAINER, len(tokens) - 1), stop + 1, -1):
        entries = gazetteer.find(gazetteer.fold(sentence.slice(stop + 2, last)))
        if any(entry.kind in {"region", "country"} for entry in entries):
            return True
    return False


def is_addressed(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether what stands around an unknown name makes it a place's: "in X, Y", "at X" in a note, "…, X"."""
    tokens = sentence.words
    span = tokens[start : stop + 1]
    banned = (words("building") | words("title") | words("body")) - words("in_names")
    if any(word.low in banned for word in span):
        return False
    before = tokens[start - 1].low if start else ""
    contained = in_container(sentence, stop)
    if before in words("firmly_locative"):
        return (contained or before == "at") and is_violent(sentence) and (contained or _is_at(sentence, span, stop))
    if before in _LEADS:
        lead = tokens[start - 2] if start > 1 else None
        fits = lead is not None and (lead.low in _leaders() or lead.lemma in attack_nouns())
        return contained and is_violent(sentence) and (fits or before == "off")
    if start and tokens[start - 1].lemma in attack_verbs() | words("taking"):  # "attacked Binedama, Mopti"
        sure = tokens[start - 1].lemma in words("hits_places") and _is_at(sentence, span, stop)
        return (contained or sure) and is_violent(sentence)
    thing = start > 1 and tokens[start - 2].pos == "NOUN" and not is_person(tokens[start - 2])
    nobody = contained or thing or all(word.ent != "PERSON" for word in span)
    return nobody and start > 0 and is_posted(sentence, start, stop)


def is_site_within(sentence: Sentence, hit: Hit, town: Hit) -> bool:
    """Whether the name is a building's that the next words put in a town: "the Dubrovka theatre in Moscow"."""
    between = [word.low for word in sentence.words[hit.last + 1 : town.first]]
    if not 1 < len(between) <= _SITE or between[-1] not in {"in", "at", "near", "outside"}:
        return False
    return between[0] in words("building") - words("settlement") and not {",", "and"} & set(between)


def _is_at(sentence: Sentence, span: list[Word], stop: int) -> bool:
    """Whether "at" leads to a town and not to a firm or a person: the name ends its phrase."""
    after = sentence.words[stop + 1] if stop + 1 < len(sentence.words) else None
    ends = after is None or after.low in _CLOSES or after.pos in {"ADP", "SCONJ", "VERB", "AUX", "CCONJ"}
    return ends and (is_telegraphic(sentence) or all(word.ent in {"", "GPE", "LOC", "FAC"} for word in span))


def _is_listed(tokens: list[Word], start: int, stop: int) -> bool:
    """Whether the name goes on a list of names, or a person is told by it: "Ali, Hassan and Omar"."""
    after = tokens[stop + 1] if stop + 1 < len(tokens) else None
    joined = after is not None and after.low == "," and stop + 2 < len(tokens) and tokens[stop + 2].low in {"and", "or"}
    return joined or (tokens[start - 2].lemma in words("title") and tokens[start - 2].low != "private")
