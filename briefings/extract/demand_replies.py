"""How a request was answered: rejected, accepted or being considered, by whom and which.

A reply is a verb of answering ("rejected the demand", "ruled it out"), a verdict ("called that unacceptable"),
readiness ("is open to the idea"), defiance ("will not bow to threats") or the deed itself refused or promised
("said it would not withdraw").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_grammar import askers_of
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, first_conjunct, kids, prep_objects, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.records import Response

_NOTHING = frozenset({"any", "no", "further", "future", "other"})
_NONE = frozenset({"no", "neither", "none", "nothing"})
_POINTERS = frozenset({"it", "this", "that", "them", "these", "those", "both", "either", "neither", "so", "all"})
_WHOLE = frozenset({"both", "neither", "all", "either"})
_NEEDING = frozenset({"need", "take", "require"})
_HYPOTHETICAL = frozenset({"if", "unless", "until", "whether", "before", "should"})


class Reply(NamedTuple):
    """One answer told at ``word``.

    ``about`` is the noun of the request and ``deed`` the verb refused or promised; where both are None the reply
    points back at what was asked last. ``spoken`` says that whoever speaks replies.
    """

    response: Response
    word: Word
    repliers: tuple[Word, ...]
    about: Word | None = None
    deed: Word | None = None
    spoken: bool = False

    @property
    def whole(self) -> bool:
        """Whether all that was asked in one place is answered: "rejected both", "neither condition would be met"."""
        answered = kids(self.word, {"dobj", "nsubjpass"})
        return any(each.low in _WHOLE for noun in answered for each in (noun, *noun.kids))


def replies(sentence: Sentence) -> Iterator[Reply]:
    """The answers to requests that a sentence tells, in reading order."""
    words = demand_words()
    if not sentence.lemmas & words.reply_gate:
        return
    for word in sentence.words:
        if word.pos in {"VERB", "AUX"} and not _is_imagined(word):
            reply = _direct(word) or _named(word) or _defiant(word) or _countered(word) or _of_deed(word)
            if reply is not None:
                yield reply
        elif word.lemma in words.replying["verdicts"] or word.low in words.replying["open"] | {"question"}:
            yield from _judged(word)


def _is_imagined(verb: Word) -> bool:
    """Whether an answer is only supposed, or asked for: "if Hamas rejects it", "urged Kyiv to accept the plan"."""
    first = first_conjunct(verb)
    for each in {verb, first}:
        if any(kid.low in _HYPOTHETICAL and kid.dep in {"mark", "advmod"} for kid in each.kids):
            return True
    if verb.tag == "VBG" and verb.dep == "pcomp":
        return True  # "should show its goodwill by accepting the plan"
    if first.tag != "VB":
        return False
    aux = {kid.low for kid in first.kids if kid.dep == "aux"}
    if "to" in aux:
        words = demand_words()
        if first.head.lemma in _NEEDING and words.replies.get(verb.lemma) == "considering":
            return False  # "it would need a week to consider the demands"
        return first.head.lemma not in words.replying["deciding"]
    return not aux or bool(aux & demand_words().modals["must"])


def _direct(verb: Word) -> Reply | None:
    """A verb of answering with its object: "rejected the demand", "turned it down", "refused to do so"."""
    response = _response(verb)
    if response is None:
        return None
    about, known = _about(verb)
    if about is None and not known and not _is_bare(verb):
        return None
    if about is not None and verb.lemma in demand_words().replying["denouncing"]:
        known = about.lemma in demand_words().replied_to
        if not known:
            return None
    spoken = _is_agentless(verb)
    return Reply(response, verb, _speakers(verb) if spoken else askers_of(verb), about, spoken=spoken)


def _response(verb: Word) -> Response | None:
    """The answer that ``verb`` gives; a negated acceptance rejects, a refusal not given is none."""
    words = demand_words()
    found = _answer_of(verb)
    if found is None:
        return None
    aux = {kid.low for kid in verb.kids if kid.dep == "aux"}
    if _is_denied(verb):
        return "rejected" if found == "accepted" else None
    if aux & words.modals["future"]:
        return found if found == "considering" and aux & {"will", "would", "'ll", "’ll"} else None
    above = verb.head
    if above is not verb and verb.dep == "xcomp" and above.lemma in {"refuse", "decline"}:
        return "rejected" if found == "accepted" else None
    return found


def _answer_of(verb: Word) -> Response | None:
    """The answer in the meaning of a verb and its particle: "reject", "rule out", "brush aside", "look at"."""
    words = demand_words()
    particles = {kid.low for kid in verb.kids if kid.dep in {"prt", "advmod", "prep"}}
    for response in ("rejected", "accepted", "considering"):
        if particles & words.particles[response].get(verb.lemma, frozenset()):
            return response
    if verb.lemma in words.replying["denouncing"]:
        return "rejected"
    return words.replies.get(verb.lemma)


def _is_denied(verb: Word) -> bool:
    """Whether the verb is negated, by its subject too: "neither condition would be met"."""
    if any(kid.dep == "neg" or kid.low == "never" for kid in verb.kids):
        return True
    return any(noun.low in _NONE or any(kid.low in _NONE for kid in noun.kids) for noun in kids(verb, SUBJECTS))


def _about(verb: Word) -> tuple[Word | None, bool]:
    """(the noun of the request that is answered, whether the verb says what it answers at all)."""
    preps = {"to", "with", "at", "into"} if verb.lemma in demand_words().replying["prepositional"] else frozenset[str]()
    found = kids(verb, {"dobj", "nsubjpass"}) + prep_objects(verb, preps)
    if verb.dep == "relcl" and (not found or found[0].low in {"which", "that"}):
        pointing = bool(found) and found[0].low == "which"
        if not pointing or verb.head.lemma in demand_words().replied_to:
            found = [verb.head]
        else:  # "…, which it refused": the clause before
            return None, True
    for noun in found:
        if noun.low in _POINTERS:
            return None, True
        if not any(kid.low in _NOTHING for kid in noun.kids) and noun.pos == "NOUN":
            return noun, True
    return None, _does_so(verb) or any(noun.low == "principle" for noun in prep_objects(verb, {"in"}))


def _does_so(verb: Word) -> bool:
    """Whether it is "to do so" that is refused or promised."""
    deeds = [deed for deed in kids(verb, {"xcomp"}) if deed.lemma == "do"]
    return any(kid.low in _POINTERS for deed in deeds for kid in deed.kids)


def _is_bare(verb: Word) -> bool:
    """Whether an answer stands alone ("Moscow has so far refused", "Kyiv agreed at once")."""
    if verb.lemma not in demand_words().replying["bare"] or verb.tag == "VBG":
        return False
    if verb.dep in {"amod", "acl"} or prep_objects(verb, {"on", "upon", "to", "with", "that"}):
        return False
    return not kids(verb, {"dobj", "xcomp", "ccomp", "nsubjpass", "auxpass"})


def _is_agentless(verb: Word) -> bool:
    """Whether a passive leaves unsaid who answers: "said neither demand would be met"."""
    return any(kid.dep in {"nsubjpass", "auxpass"} for kid in verb.kids) and not askers_of(verb)


def _speakers(word: Word) -> tuple[Word, ...]:
    """The subject of the verb of saying over ``word``."""
    for each in ancestors(word):
        if each.pos == "VERB" and each.lemma in demand_words().verbs["stating"]:
            return askers_of(each)
    return ()


def _named(verb: Word) -> Reply | None:
    """A verdict on what was asked: "called that unacceptable", "described the plan as a trap"."""
    replying = demand_words().replying
    if verb.lemma not in replying["naming"] or _is_denied(verb):
        return None
    if not any(word.low in replying["verdicts"] for word in _names(verb)):
        return None
    objects = kids(verb, {"dobj"})
    about = next((noun for noun in objects if noun.pos == "NOUN"), None)
    if about is not None and about.lemma not in demand_words().replied_to:
        return None
    pointing = about is not None or any(w.low in _POINTERS for w in walk(verb) if w.dep != "mark" and w.pos != "SCONJ")
    return Reply("rejected", verb, askers_of(verb), about) if pointing else None


def _names(verb: Word) -> list[Word]:
    """What something is called: the complement, or the words after "as"."""
    called = kids(verb, {"oprd", "acomp", "ccomp", "xcomp", "attr"}) + prep_objects(verb, {"as"})
    called += [kid for prep in kids(verb, {"prep"}) if prep.low == "as" for kid in prep.kids]
    called += [kid for noun in kids(verb, {"dobj"}) for kid in kids(noun, {"amod", "acomp", "appos"})]
    return [word for each in called for word in walk(each)]


def _judged(word: Word) -> Iterator[Reply]:
    """A verdict or readiness in "be": "that was out of the question", "is open to the idea"."""
    words = demand_words()
    here = word
    if word.low == "question":  # "out of the question"
        here = word.head.head
        if word.head.low != "of" or here.low != "out":
            return
    be = here.head
    if be.lemma not in {"be", "remain"} or _is_imagined(be) or _is_denied(be):
        return
    if word.low in words.replying["open"]:
        for noun in prep_objects(word, {"to"}):
            if noun.lemma in words.replied_to or noun.low in _POINTERS:
                yield Reply("considering", word, askers_of(be), noun if noun.pos == "NOUN" else None)
        return
    for noun in kids(be, SUBJECTS):
        if noun.lemma in words.replied_to or noun.low in _POINTERS:
            yield Reply("rejected", word, _speakers(be), noun if noun.pos == "NOUN" else None, spoken=True)


def _defiant(verb: Word) -> Reply | None:
    """A refusal to give way at all: "will not bow to threats", "will not be blackmailed"."""
    if verb.lemma not in demand_words().replying["yielding"] or not _is_denied(verb) or kids(verb, {"dobj"}):
        return None
    return Reply("rejected", verb, askers_of(verb) or tuple(kids(verb, SUBJECTS)))


def _countered(verb: Word) -> Reply | None:
    """An answer that all stays as it is: "replied that the ban would stay", "retorted that the troops will remain"."""
    replying = demand_words().replying
    if verb.lemma not in replying["answering"] or _is_denied(verb):
        return None
    for clause in kids(verb, {"ccomp"}):
        aux = {kid.low for kid in kids(clause, {"aux"})}
        if clause.lemma in replying["staying"] and aux & demand_words().modals["future"] and not _is_denied(clause):
            return Reply("rejected", verb, askers_of(verb))
    return None


def _of_deed(verb: Word) -> Reply | None:
    """The deed itself refused or promised: "refused to withdraw", "said it would not withdraw", "agreed to go"."""
    words = demand_words()
    aux = {kid.low for kid in verb.kids if kid.dep == "aux"}
    if _is_denied(verb) and aux & words.modals["future"]:
        return Reply("rejected", verb, askers_of(verb), deed=verb)
    above = verb.head
    if verb.dep == "xcomp" and verb.tag == "VB" and above.lemma in words.replying["bare"] and not _is_denied(above):
        response = words.replies.get(above.lemma)
        if response is not None:
            return Reply(response, verb, askers_of(above), deed=verb)
    return None
