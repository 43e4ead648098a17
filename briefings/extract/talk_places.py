"""Where talks are held, as their own words say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.gazetteer import find, fold
from briefings.extract.parties import countries
from briefings.extract.talk_frames import dateline_end
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, ancestors, kids, prep_objects, subjects
from briefings.records import Place

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame


_CLIMB = 7
"""Steps up the tree from a place to the talks that it may be the place of."""


_NEAR = 5
"""Steps up the tree from such a clause to the talks: "talks with the group, due to open in X"."""
_LOCATING = frozenset(
    {
        "begin",
        "start",
        "hold",
        "host",
        "resume",
        "open",
        "take",
        "continue",
        "convene",
        "mediate",
        "schedule",
        "plan",
        "set",
    }
)


def place_of(reading: Reading, framed: Frame) -> Place | None:
    """The place at which the frame's words say the talks are, the finest one."""
    best: tuple[tuple[bool, bool, int], Place] | None = None
    start = dateline_end(framed.sentence)
    framed = _venues_only(framed)
    for mention in reading.places.mentions(framed.sentence):
        if mention.first < start:
            continue
        there = _at(mention.head, framed)
        if not there and not _compounded(framed, mention.head):
            continue
        country = mention.place.precision == "country"
        # "another round of the Astana talks in Sochi": named after one town, held in the other
        rank = (country, not (there or country), abs(mention.first - framed.word.i))
        if best is None or rank < best[0]:
            best = rank, mention.place
    if best is None or best[0][0]:
        seat = _capital(reading, framed)
        if seat is not None:
            return seat
    return best[1] if best else _where(reading, framed) or _left(reading, framed) or _filed(reading, framed)


def _filed(reading: Reading, framed: Frame) -> Place | None:
    """Where the report was filed, for a deal or talks that its lead tells by its main verb."""
    sentence = framed.sentence
    if framed.verb is None or framed.verb.head is not framed.verb or sentence.index > 0:
        return None
    return next((each.place for each in reading.places.mentions(sentence) if each.dateline), None)


def _capital(reading: Reading, framed: Frame) -> Place | None:
    """The capital that is told by its country: "in the Ethiopian capital"."""
    for word in framed.sentence.words:
        if word.lemma != "capital" or not _at(word, framed):
            continue
        return _owned_seat(reading, framed.sentence, word)
    return None


def _owned_seat(reading: Reading, sentence: Sentence, capital: Word) -> Place | None:
    """The capital of whom the words around it name: "the Ethiopian capital", "the capital of Chad"."""
    owners = [*kids(capital, {"amod", "poss", "compound", "nmod"}), *prep_objects(capital, {"of"})]
    at = {owner.i for owner in owners}
    named = [each for each in reading.actors.mentions(sentence) if each.kind == "country" and each.last in at]
    return _seat_of(named[0].name) if named else None


@cache
def _seat_of(country: str) -> Place | None:
    """The capital of a country by the country's name."""
    for party, (_, _, cities) in countries():
        if party.name == country and cities:
            entry = next((each for each in find(fold(cities[0])) if each.country == party.code), None)
            if entry is not None:
                return Place(
                    name=cities[0],
                    admin=entry.admin or None,
                    country=entry.country or None,
                    lat=entry.lat,
                    lon=entry.lon,
                    precision="exact",
                )
    return None


def _where(reading: Reading, framed: Frame) -> Place | None:
    """The place that a "where" looks back to: "was in X on Thursday, where he met Y"."""
    verb = framed.verb
    if verb is None:
        return None
    marks = [kid for each in (verb, verb.head) for kid in each.kids if kid.low == "where" and kid.i < framed.word.i]
    seats = [word for word in framed.sentence.words if marks and word.lemma == "capital" and word.i < marks[0].i]
    if seats and (found := _owned_seat(reading, framed.sentence, seats[-1])) is not None:
        return found
    before = [each for each in reading.places.mentions(framed.sentence) if marks and each.last < marks[0].i]
    return before[-1].place if before else None


def _left(reading: Reading, framed: Frame) -> Place | None:
    """The place that somebody left after the talks: "left Cairo after four days of talks"."""
    adjunct = any(word.dep == "prep" and word.low in {"after", "following"} for word in ancestors(framed.word))
    for mention in reading.places.mentions(framed.sentence) if adjunct else ():
        head = mention.head
        if head.dep == "dobj" and head.head.lemma in {"leave", "depart"} and head.i < framed.word.i:
            return mention.place
    return None


def _venues_only(framed: Frame) -> Frame:
    """The frame without words whose place is no venue: "the deal provides for aid to X", "a ceasefire in X"."""
    words = talk_words()
    chain, verb = framed.chain, framed.verb
    if (
        verb is not None
        and verb is not framed.word
        and verb.lemma in words.verbs["hold"]
        and framed.top in subjects(verb)
    ):
        verb = None
    if framed.word.lemma in words.deals["stopping"] and verb is not None:
        chain = ()
    return framed._replace(chain=chain, verb=verb)


def _compounded(framed: Frame, head: Word) -> bool:
    """As in "the Istanbul meeting", "the Doha talks"."""
    return any(
        head.head is noun and head.dep in {"compound", "nmod", "amod"} for noun in framed.chain
    ) and head.ent in {"GPE", "LOC", "", "FAC"}


def _at(head: Word, framed: Frame) -> bool:
    """Whether ``head`` is joined to the talks by "in" or "at" alone, or by nouns that name a venue."""
    here, inside = head, False
    if head.dep in {"compound", "poss", "amod"}:
        venue = head.head
        if venue.dep != "pobj" or venue.head.low not in {"in", "at"} or venue.pos not in {"NOUN", "PROPN"}:
            return False
        if venue in framed.chain or venue.lemma in talk_words().people["officials"]:
            return False
        if any(kid.low == "this" for kid in venue.kids):
            return False  # "in this Red Sea port": where the report was filed
        here = venue  # "at Oslo City Hall", "in a Cairo hotel"
    for _ in range(_CLIMB):
        if here in framed.anchors:
            return inside
        above = here.head
        if above is here or here.dep in SUBJECTS:
            return False
        if here.dep == "prep" or here.pos == "ADP":
            travels = here.low == "to" and above.lemma in talk_words().verbs["travel"]
            aside = here.low == "on" and any(kid.lemma in {"sideline", "margin", "fringe"} for kid in here.kids)
            if here.low in {"in", "at", "inside", "near", "outside"} or travels or aside:
                inside = True
            elif not (inside or here.low in {"of", "near", "outside"}) or here.low not in {
                "of",
                "with",
                "between",
                "among",
                "for",
                "near",
                "outside",
                "during",
                "at",
                "from",
            }:
                return False
        if above.pos in {"VERB", "AUX"} and above not in framed.anchors:
            return inside and above.dep in {"xcomp", "acl", "relcl", "amod"} and _belongs(above, framed)
        here = above
    return False


def _belongs(verb: Word, framed: Frame) -> bool:
    """Whether the clause of ``verb`` tells where the talks themselves are: "talks due to begin in Geneva"."""
    if not (verb.lemma in _LOCATING or verb.lemma in talk_words().verbs["reached"]):
        return False
    return any(above in framed.anchors for above in list(ancestors(verb))[:_NEAR])
