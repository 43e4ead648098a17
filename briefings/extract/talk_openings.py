"""Which mentions of talks tell enough, and of the conflict, that a round is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.parties import known
from briefings.extract.talk_frames import modifiers
from briefings.extract.talk_outcomes import AHEAD
from briefings.extract.talk_pairs import is_talks
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import prep_objects

if TYPE_CHECKING:
    from briefings.extract.talk_mentions import Mention

_MAKING = frozenset(
    {"be", "sign", "reach", "conclude", "finalise", "finalize", "agree", "seal", "announce", "initial", "ratify"}
)
"""Verbs by which a deal that lies ahead is a meeting still to come."""


def _is_armed(name: str) -> bool:
    """Whether the party is an armed group: no country, and no organisation of states."""
    party = known().get(name)
    return party is None or party.kind == "group"


def is_empty(mention: Mention) -> bool:
    """Whether a deal is only spoken of: neither made, nor being made, nor to be made on a day, nor "the deal"."""
    if mention.sort != "deal" or mention.reached or mention.word.pos == "PRON":
        return False  # "Under its terms, X would …": the deal told of just before
    if mention.status in AHEAD:
        verb = mention.frame.verb
        return mention.when is None or verb is None or verb.lemma not in _MAKING
    return not (mention.definite or is_effort(mention) or _is_earlier(mention))


def opens(mention: Mention, pair: tuple[str, ...], negotiating: tuple[str, ...], fighting: frozenset[str]) -> bool:
    """Whether a mention that fits no round tells enough of one that it opens it."""
    if mention.sort == "deal" and not mention.reached and mention.status not in {"planned", "ongoing"}:
        return bool(pair) and _is_earlier(mention) and (mention.topical or mention.place is not None)
    if mention.sort == "deal" and not mention.reached and not (mention.mediators or mention.when):
        return False
    located = mention.when is not None or mention.place is not None
    if mention.status == "called_off" and not located and not mention.parties:
        return False  # "the two men had refused to meet": no round that was fixed
    named = len({*mention.parties, *mention.mediators})
    told = len(mention.parties) + (2 if mention.joint and pair else 0)
    if mention.parties and mention.sides > 1:
        told = max(told, mention.sides)
    if mention.sort == "deal" and mention.word.pos == "VERB" and told < 2:
        return False
    # "the first meeting", "that earlier deal": told apart from others, it is one of those that the article is about
    apart = bool(mention.order or mention.round) and not mention.parties
    of_known = bool(pair) and (mention.word.lemma in {"round", "process"} or apart)
    if not (of_known or _about_conflict(mention, negotiating) or _of_fighters(mention, fighting)):
        return False
    if told >= 2 or (mention.parties and mention.mediators):
        return True
    talks = mention.word.pos == "NOUN" and mention.word.lemma in talk_words().meetings["strong"]
    dated = mention.when is not None and mention.place is not None
    if talks and dated and any(_is_armed(name) for name in mention.parties):
        return True  # a group at talks with whomever: "held discussions in X on Wednesday with envoys of ten countries"
    if mention.when is not None and _goes_between(mention):
        return True
    if mention.order or mention.round or of_known:
        return located and bool(pair)
    if mention.parties and (located or mention.status in {"suspended", "called_off"}) and mention.topical:
        return True
    enough = named or mention.reached or mention.status in {*AHEAD, "called_off", "suspended"}
    if mention.topical and mention.place is not None and mention.place.precision == "exact":
        enough = enough or mention.status in {"held", "ongoing"}  # "peace talks in Geneva": those of the pair
    located = located or (mention.reached and bool(mention.mediators))
    return bool(pair) and is_talks(mention) and located and bool(enough) and mention.status is not None


def _is_earlier(mention: Mention) -> bool:
    """Whether a deal is told of as one before this, on a day of its own: "the last swap, in October, …"."""
    return mention.order == "previous" and mention.when is not None and mention.status != "proposed"


def _goes_between(mention: Mention) -> bool:
    """Whether go-betweens are told of talks whose parties stay unnamed, so that they are some of a conflict."""
    strong = mention.word.lemma in talk_words().meetings["strong"]
    if mention.place is not None and mention.mediators and _names_conflict(mention):
        return True
    return len(mention.mediators) > 1 and mention.sort == "meeting" and strong


def _names_conflict(mention: Mention) -> bool:
    """Whether talks whose parties stay unnamed are of a conflict: peace talks, "a Libya summit", "talks on Sudan"."""
    if mention.sort != "meeting":
        return False
    about = [*modifiers(mention.frame), *prep_objects(mention.word, {"on", "about", "over"})]
    return mention.topical or any(word.ent in {"GPE", "LOC", "NORP"} for word in about)


def _of_fighters(mention: Mention, fighting: frozenset[str]) -> bool:
    """Whether a meeting or call has a party that fights, and nothing else is told to be its matter."""
    if mention.sort != "meeting" or len(mention.parties) < 2 or not fighting & {*mention.parties}:
        return False
    located = mention.when is not None or mention.place is not None
    lemmas = {word.lemma for word in mention.sentence.words if word.pos != "PROPN"}
    return (located or mention.word.lemma in talk_words().verbs["tell"]) and not lemmas & talk_words().topic["other"]


def _about_conflict(mention: Mention, pair: tuple[str, ...]) -> bool:
    """Whether the talks are about the conflict, by their own words, their sentence's, or their parties."""
    topic = talk_words().topic
    # "African Union", "Front" in a name tell nothing of the topic.
    lemmas = {word.lemma for word in mention.sentence.words if word.pos != "PROPN"}
    if any(word.lemma in topic["other"] and word.pos != "PROPN" for word in modifiers(mention.frame)):
        return False
    if mention.topical or _names_conflict(mention):
        return True
    if lemmas & topic["other"] and not lemmas & topic["conflict"]:
        return False
    if mention.reached and len(mention.parties) > 1:
        return True
    if mention.word.lemma in talk_words().meetings["strong"] or any(_is_armed(name) for name in mention.parties):
        return True
    return bool(lemmas & topic["conflict"]) or (
        set(pair) <= {*mention.parties} if pair and not mention.joint else mention.joint
    )


def is_effort(mention: Mention) -> bool:
    """Whether a go-between is only trying: "efforts to broker a ceasefire"."""
    verb = mention.frame.verb
    return mention.sort == "deal" and mention.status == "ongoing" and verb is not None and bool(mention.mediators)
