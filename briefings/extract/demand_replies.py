"""How a request was answered: rejected, accepted or being considered, by whom and which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_grammar import askers_of
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import kids, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.records import Response

_NOTHING = frozenset({"any", "no", "further", "future", "other"})


class Reply(NamedTuple):
    """One answer told at ``word``; ``about`` is the noun of the request, None for a bare refusal."""

    response: Response
    word: Word
    repliers: tuple[Word, ...]
    about: Word | None


def replies(sentence: Sentence) -> Iterator[Reply]:
    """The answers to requests that a sentence tells, in reading order."""
    words = demand_words()
    if not sentence.lemmas & words.reply_gate:
        return
    for verb in sentence.words:
        if verb.pos != "VERB" or (response := _response(verb)) is None:
            continue
        about = _about(verb)
        if about is None and not (response == "rejected" and _is_bare(verb)):
            continue
        yield Reply(response, verb, askers_of(verb), about)


def _response(verb: Word) -> Response | None:
    """The answer that ``verb`` gives; a negated acceptance rejects, a refusal not given is none."""
    words = demand_words()
    if verb.lemma in words.particles:
        found: Response | None = "rejected"
        if not any(kid.low == words.particles[verb.lemma] for kid in verb.kids):
            return None
    else:
        found = words.replies.get(verb.lemma)
    if found is None or any(kid.dep == "aux" and kid.low in words.modals["future"] for kid in verb.kids):
        refusing = any(kid.dep == "neg" for kid in verb.kids) and found == "accepted"
        return "rejected" if refusing else None
    above = verb.head
    if above is not verb and above.lemma in {"refuse", "decline"} and verb.dep == "xcomp":
        return "rejected" if found == "accepted" else None
    if above is not verb and above.lemma in {
        "urge",
        "ask",
        "call",
        "want",
        "press",
        "push",
        "demand",
        "require",
    }:
        return None
    if any(kid.dep == "neg" for kid in verb.kids):
        return "rejected" if found == "accepted" else None
    return found


def _about(verb: Word) -> Word | None:
    """The noun of the request that is answered."""
    words = demand_words()
    preps = {"to", "with"} if verb.lemma in {"agree", "consent", "accede", "comply"} else frozenset[str]()
    found = kids(verb, {"dobj", "nsubjpass"}) + prep_objects(verb, preps)
    if verb.dep == "relcl" and (not found or found[0].low in {"which", "that"}):
        found = [verb.head]
    for noun in found:
        if any(kid.low in _NOTHING for kid in noun.kids):
            continue
        if noun.pos == "NOUN":
            return noun
        if noun.low in {"it", "this", "that", "them", "these"} and verb.lemma in words.replies:
            return None
    return None


def _is_bare(verb: Word) -> bool:
    """Whether a refusal stands alone ("Moscow has so far refused")."""
    return verb.lemma == "refuse" and not any(kid.dep in {"dobj", "xcomp"} for kid in verb.kids)
