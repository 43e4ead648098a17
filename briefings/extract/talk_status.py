"""Whether talks are told as held, under way, planned, proposed, suspended or called off, or are only imagined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_frames import clauses_at, is_verb
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, is_negated, kids, prep_objects

if TYPE_CHECKING:
    from briefings.extract.parse import Word
    from briefings.extract.talk_frames import Frame
    from briefings.records import TalkStatus

_CLIMB = 6
"""Steps from the talks to the clause that still bears on whether they are real."""
_WOULD = frozenset({"would", "could", "might", "may", "can", "should", "must"})
_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_CONDITIONS = frozenset({"if", "unless", "until", "whether", "once"})
_UNDER_WAY = frozenset({"underway", "ongoing", "under"})
_LASTING = frozenset({"make", "be", "focus", "drag", "continue", "resume", "begin", "start", "open", "enter"})
_ADJUNCTS = frozenset({"during", "after", "following", "at", "before", "in", "since", "amid", "of", "on", "from", "by"})


def status_of(framed: Frame) -> tuple[TalkStatus | None, bool]:
    """The status that the sentence gives the talks (None: it leaves it open), and whether they are real at all."""
    marked = _marked(framed)
    if marked in {"planned", "proposed"}:
        return _ended(framed) or marked, True
    acl = _participle(framed)
    if acl is not None:
        # a deal that was signed was made, whatever became of it: "an accord signed in May broke down"
        return acl if acl == "held" else _ended(framed) or acl, True
    if framed.verb is framed.word:
        return _told(framed.word, framed.word)
    if framed.top.head.low == "under":
        return None, True
    if _denied(framed.top):
        return None, False
    for noun in framed.chain[1:]:
        if (final := _final(noun)) is not None:
            return final, True
    return _climbed(framed.top, marked)


def _final(word: Word) -> TalkStatus | None:
    """The end of talks that a noun or verb tells by itself: "suspension", "cancelled"."""
    status = talk_words().status
    if word.lemma in status["called_off"]:
        return "called_off"
    return "suspended" if word.lemma in status["suspended"] else None


def _climbed(top: Word, status: TalkStatus | None) -> tuple[TalkStatus | None, bool]:
    """The status that the words above the talks give them; ``status`` is what their own words say."""
    words = talk_words()
    here = top
    for _ in range(_CLIMB):
        above = here.head
        if above is here:
            return (status or "held") if is_verb(here) else status, True
        if is_verb(above):
            if here.dep in {"prep", "advmod", "npadvmod"} and here.low in _ADJUNCTS and not _is_meeting_verb(above):
                return status or "held", True
            told, real = _told(above, here)
            return (status if status == "ongoing" and told == "held" else told), real
        if above.low in {"eve", "ahead", "run-up"} and here.dep == "prep":
            return status or "planned", True
        if above.lemma in words.status["idle"] and here.dep in {"prep", "acl", "relcl", "compound"}:
            return None, False
        if above.lemma in words.status["proposing"] and above.pos in {"NOUN", "ADJ"}:
            return "proposed", True
        if above.lemma in words.status["suspended"] and above.pos == "NOUN":
            return "suspended", True
        here = above
    return status, True


def _ended(framed: Frame) -> TalkStatus | None:
    """As in "called_off" or "suspended" where the verb tells so of talks that were planned."""
    if framed.verb is None or framed.top.head is not framed.verb:
        return None
    told = _told(framed.verb, framed.top)[0]
    return told if told in {"called_off", "suspended"} else None


def _is_meeting_verb(verb: Word) -> bool:
    words = talk_words().verbs
    return verb.lemma in words["meet"] or verb.lemma in words["take_part"]


def _marked(framed: Frame) -> TalkStatus | None:
    """The status that an adjective tells: "upcoming talks", "a possible meeting", "ongoing negotiations"."""
    order = talk_words().order
    for noun in framed.chain:
        for kid in noun.kids:
            if kid.i > noun.i or kid.dep not in {"amod", "nmod", "compound", "advmod"}:
                continue
            if kid.low in order["planned"]:
                return "planned"
            if kid.low in order["proposed"]:
                return "proposed"
            if kid.low in {"ongoing", "continuing", "current"}:
                return "ongoing"
    return None


def _participle(framed: Frame) -> TalkStatus | None:
    """The status that a participle after the noun tells: "talks due to begin", "a truce signed in May"."""
    words = talk_words()
    for noun in framed.chain:
        for kid in dict.fromkeys([*noun.kids, *clauses_at(noun)]):
            if kid.i < noun.i or kid.dep not in {"acl", "amod", "relcl", "advcl"}:
                continue
            if any(each.lemma in {"last", "run", "take", "focus"} for each in kids(kid, {"xcomp"})):
                continue  # "the talks, expected to last several days"
            if kid.low in {"due", "scheduled", "planned", "slated", "expected", "set", "supposed"} or any(
                each.low in {"due", "scheduled", "set", "expected"}
                for each in kid.kids
                if each.dep in {"acomp", "xcomp"}
            ):
                refused = framed.verb is not None and _refuses(framed.verb)
                continued = any(each.lemma in {"continue", "resume"} for each in _deep(kid))
                return "called_off" if refused else "ongoing" if continued else "planned"
            if kid.dep == "relcl" and (ahead := _relative(kid)) is not None:
                return ahead
            deal = noun.lemma not in words.meetings["strong"] | words.meetings["weak"]
            if deal and kid.dep == "acl" and kid.tag == "VBN" and kid.lemma in words.verbs["reached"]:
                return "held"
    return None


def _relative(verb: Word) -> TalkStatus | None:
    """The status that a relative clause tells of talks to come: "talks, which X has offered to host"."""
    status = talk_words().status
    if is_negated(verb):
        return None
    if any(kid.dep == "aux" and kid.low in _WILL for kid in verb.kids):
        return "planned"
    infinitive = any(kid.dep == "xcomp" for kid in verb.kids)
    return "proposed" if infinitive and verb.lemma in status["proposing"] else None


def _deep(word: Word) -> list[Word]:
    return [*word.kids, *(below for kid in word.kids for below in kid.kids)]


def _denied(noun: Word) -> bool:
    """Whether there are none: "no talks", "without negotiations"."""
    return any(kid.low in {"no", "neither"} for kid in noun.kids) or noun.head.low == "without"


def _refuses(verb: Word) -> bool:
    """Whether taking part is refused: "will not attend", "refused to meet"."""
    status = talk_words().status
    if verb.lemma in status["taking_part"] and is_negated(verb):
        return True
    takes_part = verb.lemma in status["taking_part"] or _is_meeting_verb(verb)
    return verb.head.lemma in status["refusing"] and verb.dep == "xcomp" and takes_part


def _told(verb: Word, here: Word) -> tuple[TalkStatus | None, bool]:
    """The status that ``verb`` gives the talks that hang on it through ``here``."""
    if _refuses(verb) and here.dep != "advcl":
        return ("called_off", True) if _planned_tense(verb) else (None, False)
    role_subject = here.dep in {"nsubj", "nsubjpass"}
    if is_negated(verb) and role_subject and _falls_through(verb):
        return "called_off", True
    if is_negated(verb):
        return ("held", True) if role_subject and _is_fruitless(verb) else (None, False)
    role_object = here.dep in {"dobj", "obj"} or (here.dep == "prep" and here.low in {"of", "in", "from", "off"})
    final = _final(verb)
    if final is not None and (role_subject or role_object) and not _modal(verb):
        return final, True
    for later in verb.kids:
        if (
            later.dep in {"conj", "ccomp"}  # a ccomp: "talks planned for Tuesday were cancelled", misread
            and role_subject
            and not any(kid.dep in SUBJECTS for kid in later.kids)
            and not is_negated(later)
        ):
            ended = _final(later)
            if ended is not None:
                return ended, True
    if role_subject and _foreseen(verb):
        return "planned", True
    if verb.lemma == "invite" and here.dep == "prep" and here.low in {"to", "for"}:
        return "proposed", True
    if role_object and verb.lemma == "put" and any(o.lemma in {"hold", "ice"} for o in prep_objects(verb, {"on"})):
        return "suspended", True
    if verb.lemma == "call" and any(kid.low == "off" for kid in verb.kids):
        return "called_off", True
    if verb.lemma in {"break", "cut"} and any(kid.low in {"off", "down"} for kid in verb.kids):
        return "suspended", True
    return _by_tense(verb, here)


def _foreseen(verb: Word) -> bool:
    """Whether talks or a deal are said to be expected or planned: "a final accord is expected by July"."""
    now = any(kid.dep == "auxpass" and kid.low in {"is", "are"} for kid in verb.kids)
    return now and verb.tag == "VBN" and verb.lemma in talk_words().status["foreseen"] and not kids(verb, {"xcomp"})


def _falls_through(verb: Word) -> bool:
    """Whether a negated past tells that talks were not held after all: "did not take place", "never happened"."""
    past = verb.tag == "VBD" or any(kid.dep == "aux" and kid.low in {"did", "had"} for kid in verb.kids)
    place = any(kid.low in {"place", "ahead", "off", "through"} for kid in verb.kids)
    return past and (verb.lemma in talk_words().status["occurring"] or (verb.lemma in {"take", "go", "come"} and place))


def _is_fruitless(verb: Word) -> bool:
    """Whether a negated past tells that talks brought nothing: "did not yield a deal", "never brought them closer"."""
    past = verb.tag == "VBD" or any(kid.dep == "aux" and kid.low in {"did", "had"} for kid in verb.kids)
    return past and verb.lemma in talk_words().verbs["result"]


def _by_tense(verb: Word, here: Word) -> tuple[TalkStatus | None, bool]:
    current, below = verb, here
    if verb.lemma == "be" and _to_be(verb):
        missed = verb.tag == "VBD" and any(_is_perfect(kid) for kid in verb.kids if kid.dep == "xcomp")
        return ("called_off" if missed else "planned"), True  # "were to have opened on Tuesday": they didn't
    if here.dep == "nsubj" and _lasting(verb):
        return "ongoing", True
    for _ in range(_CLIMB):
        auxiliaries = {kid.low for kid in current.kids if kid.dep in {"aux", "auxpass"}}
        if any(kid.dep in {"mark", "advmod"} and kid.low in _CONDITIONS for kid in current.kids):
            return None, False
        own = _own_tense(current, below, auxiliaries)
        if own is not None:
            return own, True
        infinitive = "to" in auxiliaries
        above = current.head
        if infinitive or current.dep in {"xcomp", "pcomp"} or current.dep in {"ccomp", "acl"}:
            found = _governed(current, above)
            if found is not None:
                return found
        if current is above or not (infinitive or current.dep in {"xcomp", "conj", "pcomp", "prep"}):
            break
        current, below = above, current
        if not is_verb(current):
            break
    return "held", True


def _to_be(verb: Word) -> bool:
    """As in "is to meet", "are due to resume"."""
    planning = talk_words().status["planning"]
    return any(
        (kid.dep == "xcomp" and any(each.low == "to" for each in kid.kids))
        or (kid.dep == "acomp" and kid.lemma in planning and any(each.dep == "xcomp" for each in kid.kids))
        for kid in verb.kids
    )


def _is_perfect(verb: Word) -> bool:
    """As in "to have opened"."""
    return verb.tag == "VBN" and {"to", "have"} <= {kid.low for kid in verb.kids if kid.dep == "aux"}


def _own_tense(verb: Word, below: Word, auxiliaries: set[str]) -> TalkStatus | None:
    """The status that a verb's own tense and meaning give the talks below it."""
    if auxiliaries & _WILL:
        return "planned"
    if auxiliaries & _WOULD:
        return "planned" if "would" in auxiliaries and _reported(verb) else "proposed"
    role = below.dep in {"nsubj", "dobj", "nsubjpass"} or below is verb
    lasting = role and verb.lemma in talk_words().status["ongoing"]
    progressive = verb.tag == "VBG" and auxiliaries & {"is", "are", "'re", "’re", "'s"}
    way = any(kid.dep in {"acomp", "prep", "advmod"} and kid.low in _UNDER_WAY for kid in verb.kids)
    return "ongoing" if lasting or progressive or way else None


def _lasting(verb: Word) -> bool:
    """Whether a perfect tells of talks that go on: "talks have made progress"."""
    perfect = any(kid.dep == "aux" and kid.low in {"has", "have"} for kid in verb.kids)
    return perfect and verb.lemma in _LASTING


def _governed(verb: Word, above: Word) -> tuple[TalkStatus | None, bool] | None:
    """The status that the governor of a clause about talks gives it: "plans to hold", "agreed to meet"."""
    status = talk_words().status
    if above is verb:
        return None
    if above.lemma in {"be", "have"} and any(kid.low == "to" and kid.dep == "aux" for kid in verb.kids):
        return "planned", True
    if is_negated(above) and above.lemma in status["proposing"] | {"agree"}:
        return None, False
    infinitive = any(kid.low == "to" and kid.dep == "aux" for kid in verb.kids)
    if verb.dep == "pcomp" or (verb.dep == "prep" and above.dep == "prep"):
        return None
    if infinitive and above.lemma in status["planning"]:
        return "planned", True
    if above.lemma in status["proposing"] and (infinitive or verb.dep == "xcomp" or verb.tag in {"VB", "VBP"}):
        return ("ongoing" if above.lemma in {"try", "attempt"} else "proposed"), True
    if infinitive and (above.lemma in status["refusing"]):
        return None, False
    if infinitive and above.lemma in status["idle"]:
        return None, False
    if infinitive and verb.dep == "acl" and above.lemma in {"effort", "attempt", "bid"}:
        return "ongoing", True
    return None


def _reported(verb: Word) -> bool:
    """Whether a would is the will of reported speech: "said it would meet"."""
    return (
        verb.dep == "ccomp"
        and verb.head.tag in {"VBD", "VBN"}
        and verb.head.lemma not in talk_words().status["proposing"]
    )


def _modal(verb: Word) -> bool:
    return any(kid.dep == "aux" and kid.low in _WOULD for kid in verb.kids)


def _planned_tense(verb: Word) -> bool:
    """Whether what is refused still lies ahead: "will not attend", "refused to meet"."""
    lows = {kid.low for kid in verb.kids if kid.dep in {"aux", "neg"}}
    return bool(lows & (_WILL | _WOULD)) or verb.dep == "xcomp"
