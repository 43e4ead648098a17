"""Requests that a verb makes: "urge Y to do it", "demand that Y do it", "call for a truce"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import NOMINAL, Frame, antecedent, askers_of, joined_clauses, joint
from briefings.extract.demand_phrases import can_act
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, kids, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word

_CALLED = frozenset({"on", "upon", "for"})
"""Particles of asking; others make another verb of it ("pushed back", "called off")."""

_FINITE = frozenset({"VBD", "VBZ", "MD"})
_INSIDE = frozenset({"compound", "poss", "amod", "nmod", "det", "nummod", "case", "npadvmod"})
_INDICATIVE = frozenset({"would", "will", "could", "can", "may", "might", "had", "has", "have", "was", "were", "is"})


def verb_frames(sentence: Sentence, verb: Word) -> Iterator[Frame]:
    """Requests that ``verb`` makes by infinitive, clause, gerund or noun phrase."""
    words = demand_words()
    if _is_retracted(verb) or not _takes(verb):
        return
    askers = askers_of(verb)
    if verb.lemma == "invite" and not askers and kids(verb, {"nsubjpass", "auxpass"}):
        return  # "were invited to mediate": only told of them
    kind = words.kinds.get(verb.lemma, "demand")
    if (undergone := _undergone(sentence, verb)) is not None:
        done, themes = undergone
        if themes:
            yield Frame(verb, kind, askers, (), (done,), doers=themes)
        return
    clause = _clause(sentence, verb)
    asked = _asked(sentence, verb, clause)
    if clause is not None:
        if verb.lemma in words.verbs["expecting"] and not _is_awaited(verb, clause):
            return
        own_deed = verb.lemma in words.verbs["own_deed"] and clause.tag == "VB" and not asked
        if (
            verb.lemma in words.verbs["own_deed"] | {"require"}
            and asked
            and clause.tag == "VB"
            and not _is_somebody(asked, clause)
        ):
            # "demanded steps to protect them": a thing and what it is for
            if nouns := [noun for noun in asked if noun.dep == "dobj" and unwrap_deed(noun)]:
                yield Frame(verb, kind, askers, (), (), tuple(nouns[:1]))
            return
        own_deed = own_deed and any(kid.low == "to" for kid in clause.kids)
        if not own_deed and verb.lemma != "include":
            yield Frame(verb, kind, askers, tuple(asked), (clause, *_joined_subjunctives(verb, clause)))
        return
    if (deed := _deed(sentence, verb)) is not None:
        yield Frame(verb, kind, askers, (deed.doer,), (deed.verb,), doers=(deed.doer,))
        return
    if verb.lemma in words.verbs["gerund"]:
        doing = [
            kid for kid in verb.kids if kid.dep in {"xcomp", "ccomp", "pcomp"} and kid.tag == "VBG" and kid.i > verb.i
        ]
        if doing:
            yield Frame(verb, kind, askers, tuple(asked), (doing[0],))
            return
    if nouns := _things(verb, asked):
        yield Frame(verb, kind, askers, tuple(asked), (), tuple(nouns))


def _takes(verb: Word) -> bool:
    """Whether ``verb`` has the particle that it needs to ask, and none that makes another verb of it."""
    needed = demand_words().particle.get(verb.lemma)
    particles = {kid.low for kid in verb.kids if kid.dep == "prt"}
    if needed is not None:
        return bool(needed & {kid.low for kid in verb.kids})
    return particles <= _CALLED and not any(kid.low in {"back", "aside"} for kid in verb.kids)


def ultimatum_frames(sentence: Sentence, verb: Word) -> Iterator[Frame]:
    """What Y is given a time for: "gave the army 48 hours to lay down its arms", "was given until May to go"."""
    if verb.lemma not in demand_words().verbs["granting"] or _is_retracted(verb):
        return
    given = kids(verb, {"dative", "dobj", "nsubjpass", "npadvmod"}) + prep_objects(verb, {"to"})
    times = [noun for noun in given if _is_time(noun)]
    asked = [each for noun in given if noun not in times and noun.pos in NOMINAL for each in joint(noun)]
    clause = infinitive(sentence, verb)
    if (
        clause is not None
        and asked
        and (times or any(_is_time(noun) for noun in prep_objects(verb, {"until", "till"})))
    ):
        yield Frame(verb, "demand", askers_of(verb), tuple(antecedent(each) for each in asked), (clause,))


def _is_time(noun: Word) -> bool:
    """Whether ``noun`` names a span or a point of time."""
    return noun.ent in {"DATE", "TIME"} or noun.lemma in demand_words().nouns["times"]


def _is_retracted(verb: Word) -> bool:
    """Whether the request is denied, imagined or only possible."""
    words = demand_words()
    if any(kid.dep == "neg" for kid in verb.kids):
        return True
    if any(kid.dep == "aux" and kid.low in {"could", "might", "may"} for kid in verb.kids):
        return True
    if verb.dep == "advcl" and any(kid.dep == "mark" and kid.low in {"if", "whether"} for kid in verb.kids):
        return True
    above = verb.head
    if words.kinds.get(verb.lemma) == "proposal" and verb.tag == "VB" and above.dep == "acl" and above.tag == "VBN":
        return True  # "a panel set up to offer an amnesty"
    return above is not verb and above.lemma in words.verbs["retracting"] and verb.dep in {"xcomp", "pcomp"}


def _clause(sentence: Sentence, verb: Word) -> Word | None:
    """The verb that heads what is asked in an infinitive or a that-clause of ``verb``, or None."""
    words = demand_words()
    if verb.lemma in words.verbs["clause"]:
        for kid in kids(verb, {"ccomp", "xcomp", "advcl"}):
            if kid.i > verb.i and _is_subjunctive(verb, kid):
                return kid
        above = verb.head
        if verb.dep == "ccomp" and any(kid.low == "that" and kid.i > verb.i for kid in kids(above, {"mark"})):
            return above if _is_subjunctive(verb, above) else None  # "X insisted, in a letter, that Y go"
        if (misread := _misread_subjunctive(sentence, verb)) is not None:
            return misread
    if verb.lemma in words.verbs["infinitive"] | words.verbs["document"]:
        return infinitive(sentence, verb)
    return None


def _undergone(sentence: Sentence, verb: Word) -> tuple[Word, tuple[Word, ...]] | None:
    """(verb, what it is done to) of a passive that is asked for: "wants Y kept away", "asked for Y to be freed"."""
    words = demand_words()
    if verb.lemma in words.verbs["wanting"]:
        for kid in kids(verb, {"ccomp", "xcomp", "oprd"}):
            themes = kids(kid, SUBJECTS) or [noun for noun in kids(verb, {"dobj"}) if noun.i < kid.i]
            if kid.tag in {"VBN", "VBD"} and themes and kid.i > verb.i and not kids(kid, {"aux", "auxpass", "mark"}):
                return kid, tuple(themes)
        for noun in kids(verb, {"dobj"}):
            for kid in kids(noun, {"acl"}):
                if kid.tag == "VBN" and kid.i == noun.i + 1 and noun.pos == "PROPN":
                    return kid, (noun,)
    if verb.lemma not in words.verbs["infinitive"]:
        return None
    for kid in kids(verb, {"ccomp", "xcomp", "advcl", "acl"}):
        if kid.tag == "VBN" and kid.i > verb.i and kids(kid, {"auxpass"}) and any(k.low == "to" for k in kid.kids):
            return kid, tuple(kids(kid, SUBJECTS)) or tuple(_asked(sentence, verb, kid))
    return None


def _is_awaited(verb: Word, clause: Word) -> bool:
    """Whether what is expected of somebody is a favour: not "is expected to win", not "expects Y to attack"."""
    words = demand_words()
    if kids(verb, {"nsubjpass", "auxpass"}) or clause.lemma in words.doing["hostile"]:
        return False
    return clause.lemma in words.deed_verbs | words.verbs["conceding"] | words.doing["ending"]


def _joined_subjunctives(verb: Word, clause: Word) -> list[Word]:
    """The that-clauses beside the first one: "that both armies stop and that Moscow free the prisoners"."""
    joined = joined_clauses(clause)[1:]
    marked = [kid for kid in kids(verb, {"conj"}) if any(each.low == "that" for each in kids(kid, {"mark"}))]
    later = sorted({each.i: each for each in (*joined, *marked) if each.i > clause.i}.items())
    return [each for _, each in later if kids(each, SUBJECTS) and _is_subjunctive(verb, each)]


class _Deed(NamedTuple):
    """A gerund with its doer."""

    verb: Word
    doer: Word


def _deed(sentence: Sentence, verb: Word) -> _Deed | None:
    """Whom a request by preposition wants to do what: "insists on Iran ending its support"."""
    for noun in prep_objects(verb, demand_words().thing.get(verb.lemma, frozenset())):
        if noun.tag == "VBG" and (subjects := kids(noun, SUBJECTS)):
            return _Deed(noun, subjects[0])
        following = sentence.words[noun.i + 1] if noun.i + 1 < len(sentence.words) else noun
        if following.tag == "VBG" and following.pos == "VERB" and noun.pos == "PROPN" and can_act(noun):
            return _Deed(following, noun)
    return None


def _misread_subjunctive(sentence: Sentence, verb: Word) -> Word | None:
    """The base form after "that X" that was taken for an adjective: "that Sweden extradite …"."""
    words = sentence.words
    if verb.lemma in demand_words().verbs["asserting"] or not any(
        w.low == "that" for w in words[verb.i + 1 : verb.i + 3]
    ):
        return None
    for word in words[verb.i + 2 : verb.i + 10]:
        if word.tag in {"JJ", "NN"} and kids(word, {"nsubj"}) and not kids(word, {"cop", "aux", "det"}):
            return word
    return None


def _is_subjunctive(verb: Word, clause: Word) -> bool:
    """Whether a that-clause tells what is to be done and not what is so."""
    subject = kids(clause, SUBJECTS)
    aux = {kid.low for kid in clause.kids if kid.dep in {"aux", "auxpass"}}
    if not subject or clause.tag == "MD":
        return False
    if aux & {"should", "must", "shall", "to"} or (not aux & _INDICATIVE and (clause.tag == "VB" or "be" in aux)):
        return True
    return not aux & _INDICATIVE and _is_base(verb, clause, subject[0])


def _is_base(verb: Word, clause: Word, subject: Word) -> bool:
    """Whether a form that may be finite is a base form here: by number, tense, or what ``verb`` can govern."""
    asserting = verb.lemma in demand_words().verbs["asserting"]
    if clause.tag == "VBP":
        plural = subject.tag in {"NNS", "NNPS"} or subject.low in {"they", "we", "you", "i"}
        return not plural or not asserting or verb.tag in {"VBD", "VBN"}
    if clause.tag in {"NN", "JJ"}:  # a base form that the tagger took for a noun: "that Pakistan hand over …"
        return not asserting and any(kid.low == "that" for kid in clause.kids)
    return clause.tag in {"VBD", "VBN"} and not asserting and clause.lemma == clause.low


def infinitive(sentence: Sentence, verb: Word) -> Word | None:
    """The "to do" of ``verb``: by the tree, else the first one in the line of words after it."""
    for kid in kids(verb, {"xcomp", "ccomp", "advcl", "acl", "oprd", "conj"}):
        if kid.i > verb.i and kid.tag == "VB" and any(each.low == "to" and each.dep == "aux" for each in kid.kids):
            return kid
    words = sentence.words
    for at in range(verb.i + 1, min(len(words) - 1, verb.i + 40)):
        word = words[at]
        if word.tag in _FINITE or word.text in {";", ".", ":"} or word.low in {"that", "whether", "if"}:
            return None
        if word.tag == "TO" and word.dep == "aux":
            head = word.head
            between = {each.pos for each in words[verb.i + 1 : at]}
            return head if head.i > at and head.tag == "VB" and between & NOMINAL and _reaches(head, verb) else None
    return None


def _reaches(word: Word, verb: Word) -> bool:
    """Whether the infinitive ``word`` hangs on ``verb`` directly or over the nouns that are asked."""
    for each in ancestors(word):
        if each is verb:
            return True
        if each.pos == "VERB":
            return False
    return False


def _asked(sentence: Sentence, verb: Word, clause: Word | None) -> list[Word]:
    """The nouns of those who are asked: objects, "on X", "to X", or the passive's subject."""
    words = demand_words()
    if any(kid.dep in {"nsubjpass", "auxpass"} for kid in verb.kids):
        return [antecedent(each) for kid in kids(verb, {"nsubjpass"}) for each in joint(kid)]
    found = [each for obj in prep_objects(verb, words.asked.get(verb.lemma, frozenset())) for each in joint(obj)]
    found += [each for obj in kids(verb, {"dative"}) if obj.pos in NOMINAL for each in joint(obj)]
    if clause is None:
        if prep_objects(verb, words.thing.get(verb.lemma, frozenset())):
            found += [each for obj in kids(verb, {"dobj"}) if obj.pos in NOMINAL for each in joint(obj)]
        return [antecedent(each) for each in found]
    if any(kid.low == "to" and kid.dep == "aux" for kid in clause.kids):
        stop = next((kid.i for kid in clause.kids if kid.low == "to"), clause.i)
        found = [word for word in sentence.words[verb.i + 1 : stop] if _names_addressee(word, verb)]
        if not found and not kids(clause, SUBJECTS):
            found = [kid for kid in kids(verb, {"dobj"}) if kid.i < verb.i or kid.i < clause.i]
    return [antecedent(each) for each in found]


def _is_somebody(asked: list[Word], clause: Word) -> bool:
    """Whether those between the verb and its infinitive can act, and are no time or thing needed for it."""
    return bool(kids(clause, SUBJECTS)) or any(can_act(noun) for noun in asked)


def _names_addressee(word: Word, verb: Word) -> bool:
    """Whether a noun between the verb and its "to" is one of those addressed."""
    if word.pos not in NOMINAL or word.dep in _INSIDE or word.lemma in {"pressure", "today", "monday"}:
        return False
    if word.ent in {"DATE", "TIME"}:
        return False
    if word.dep == "pobj":
        return word.head.head is verb or word.head.head.pos not in NOMINAL
    return True


def _things(verb: Word, asked: list[Word]) -> list[Word]:
    """The nouns that head what is asked: direct object or "for X", with what is listed beside."""
    words = demand_words()
    wanted = words.thing.get(verb.lemma, frozenset())
    nouns = prep_objects(verb, wanted)
    if not nouns and verb.lemma in words.verbs["object"]:
        nouns = [obj for obj in kids(verb, {"dobj"}) if obj not in asked and obj.i > verb.i]
        if any(kid.dep == "dobj" and kid.low in {"which", "that"} for kid in verb.kids):
            nouns = []
        if verb.lemma in words.verbs["loose"]:
            nouns = [noun for noun in nouns if unwrap_deed(noun)]
        if verb.lemma in words.verbs["wishing"]:
            nouns = [noun for noun in nouns if words.light.get(noun.lemma) not in {"reach", "hold"}]
    nouns = [noun for noun in nouns if noun.pos == "NOUN" and not _is_time(noun)]
    return [noun for noun in nouns if noun.lemma not in words.nouns["markets"]][:1]
