"""Which words name talks or a deal between parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_bodies import is_pair
from briefings.extract.talk_frames import is_coordinated, is_nominal, joined_by, relation_objects, subjects_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, kids, objects, prep_objects

if TYPE_CHECKING:
    from briefings.extract.parse import Word


_NOUNS = frozenset({"NOUN", "PROPN"})
_TOLD = frozenset({"previous", "last", "earlier", "next", "latest"})


def sort_of(word: Word) -> str:
    """As in "meeting", "deal" or "" for a word that is neither."""
    words = talk_words()
    lemma = word.lemma
    if word.pos in _NOUNS or is_nominal(word):
        return _noun_sort(word)
    if word.pos == "VERB":
        if lemma in words.verbs["agree"] and not _is_order(word):
            return "deal" if lemma != "commit" or _commits(word) else ""
        if lemma in words.verbs["exchange"]:
            return "deal" if any(obj.lemma in words.deals["matter"] for obj in objects(word)) else ""
        if _unites(word) or _goes_on(word) or _sees(word):
            return "meeting" if not _is_attempt(word.head) else ""
        if lemma in words.verbs["meet"] or (lemma in words.verbs["speak"] and _speaks(word)):
            return "meeting"
        if (lemma in words.verbs["receive"] and _receives(word)) or (lemma in words.verbs["tell"] and _calls(word)):
            return "meeting"
    return ""


def _unites(verb: Word) -> bool:
    """Whether parties are brought or sat together: "were brought together by X"."""
    together = any(kid.low == "together" for kid in verb.kids)
    return (
        verb.lemma in talk_words().verbs["unite"]
        and together
        and bool(kids(verb, {"dobj", "nsubjpass"}) or joined_by(verb))
    )


def _sees(verb: Word) -> bool:
    """Whether people see each other or come together: "plan to see each other again", "will come together in May"."""
    words = talk_words()
    if verb.lemma in words.verbs["see"]:
        return any(kid.lemma in {"other", "another"} and kid.i == verb.i + 2 for kid in verb.kids)
    together = any(kid.low == "together" for kid in verb.kids)
    return verb.lemma in words.verbs["come"] and together and any(is_pair(each) for each in subjects_of(verb))


def _is_attempt(noun: Word) -> bool:
    """Whether a try to bring parties together is told to have come to nothing: "an attempt to … was called off"."""
    words = talk_words()
    if noun.lemma not in words.meetings["attempts"] or noun.dep not in SUBJECTS:
        return False
    ended = noun.head.lemma in words.status["called_off"] | words.status["suspended"] | words.failure["verbs"]
    ended = ended or any(kid.low in {"off", "down"} and kid.dep == "prt" for kid in noun.head.kids)
    aims = [kid for kid in kids(noun, {"acl"}) if kid.tag == "VB"]
    return ended and any(_unites(each) or each.lemma in words.verbs["meet"] for each in aims)


def _goes_on(verb: Word) -> bool:
    """Whether a body of talks is said to sit again: "the commission is to resume on Monday"."""
    if verb.lemma not in talk_words().verbs["resume"] or objects(verb) or kids(verb, {"prep"}) == []:
        return False
    doers = kids(verb, {"nsubj"}) or (kids(verb.head, {"nsubj"}) if verb.dep == "xcomp" else [])
    return any(each.lemma in talk_words().reference["body"] for each in doers)


def _is_order(verb: Word) -> bool:
    """Whether the verb only tells the reader what to do: "Sign up to our newsletter"."""
    bare = verb.tag in {"VB", "VBP"} and verb.head is verb and not any(kid.dep in {"nsubj", "aux"} for kid in verb.kids)
    return bare or (
        verb.lemma == "sign" and any(kid.low in {"up", "off", "on", "in"} and kid.dep == "prt" for kid in verb.kids)
    )


def _commits(verb: Word) -> bool:
    """Whether "commit" binds to something: not "commit crimes", nor "the steps to which they committed"."""
    if verb.dep == "relcl" and verb.head.lemma not in talk_words().deals["nouns"]:
        return False
    return any((kid.dep in {"prep", "dative"} and kid.low == "to") or kid.dep == "xcomp" for kid in verb.kids)


def _noun_sort(word: Word) -> str:
    words = talk_words()
    lemma = word.lemma if not word.low.endswith("s") or word.lemma != word.low else word.low[:-1]
    if word.dep in {"compound", "nmod"} and word.head.pos in _NOUNS and word.head.i > word.i:
        # "ceasefire agreement", "peace talks process": the head noun tells it, unless it is about them only.
        inner = word.head.lemma in words.deals["nouns"] or word.head.lemma in words.meetings["strong"]
        contained = word.head.lemma in words.meetings["containers"]
        if inner or not contained:
            return ""
    around = {kid.lemma for kid in word.kids if kid.i < word.i} | {kid.low for kid in word.kids if kid.i < word.i}
    if lemma in words.meetings["strong"]:
        return "meeting" if word.low not in {"talk", "negotiation"} or around & {"peace", "truce"} else ""
    if lemma == "table" and "round" in around:
        return "meeting"
    if lemma in words.meetings["weak"]:
        if around & words.meetings["other"]:
            return ""
        if lemma in {"round", "session"}:
            numbered = around & (words.ordinals.keys() | {"next", "new", "previous", "last", "latest", "final"})
            return "meeting" if numbered and not prep_objects(word, {"of"}) else ""
        return "meeting" if lemma != "call" or around & words.meetings["remote"] else ""
    if word.lemma == "process":
        governed = word.head.lemma in words.verbs["launch"] and word.dep in {"nsubj", "nsubjpass", "dobj"}
        return "meeting" if governed and around & {"the", "peace", "negotiation", "dialogue", "negotiating"} else ""
    if _is_attempt(word):
        return "meeting"
    if lemma in words.deals["papers"] and _is_signed(word):
        return "deal"
    if lemma in words.deals["nouns"] and not around & words.deals["other"]:
        told = word.dep == "pobj" and word.head.low == "under"
        return "deal" if told or lemma not in words.deals["with_matter"] or _has_matter(word) else ""
    return ""


def _is_signed(noun: Word) -> bool:
    """Whether a paper is signed, which makes a deal of it: "a joint statement signed in Oslo by X and Y"."""
    signing = talk_words().verbs["signing"]
    signed = [kid for kid in kids(noun, {"acl", "relcl"}) if kid.lemma in signing]
    return bool(signed) or (noun.dep in {"dobj", "nsubjpass"} and noun.head.lemma in signing)


def _has_matter(noun: Word) -> bool:
    """Whether an exchange, a memorandum or a cessation is one between parties: "prisoner swap"."""
    matter = talk_words().deals["matter"]
    near = [kid for kid in noun.kids if kid.dep in {"compound", "amod", "nmod"}]
    near.extend(prep_objects(noun, {"of", "on", "for"}))
    deeper = [
        each for word in near for each in [word, *prep_objects(word, {"of"}), *kids(word, {"compound", "conj", "poss"})]
    ]
    if noun.dep == "pobj" and noun.head.low in {"in", "under", "through", "via"}:
        # "handed over 115 prisoners of war in an exchange"
        deeper.extend(objects(noun.head.head))
        deeper.extend(kids(noun.head.head, {"nsubjpass"}))
    # "the previous swap": one of those told of
    told = noun.lemma in {"swap", "exchange"} and any(kid.low in _TOLD for kid in noun.kids)
    return told or any(word.lemma in matter for word in deeper)


def _speaks(verb: Word) -> bool:
    """Whether the verb tells of a call or a sitting: "spoke by phone with", "sat down with"."""
    if verb.lemma == "sit":
        down = any(kid.low == "down" for kid in verb.kids)
        return down and (bool(relation_objects(verb)) or _is_of_several(verb))
    by = {obj.lemma for obj in prep_objects(verb, {"by", "on", "over", "via"})}
    if by & talk_words().meetings["line"]:
        return True
    # "the X and Y leaders spoke for an hour"
    spans = {obj.lemma for obj in prep_objects(verb, {"for"})} & {"hour", "minute", "day"}
    return bool(spans) and any(is_coordinated(noun) for noun in kids(verb, {"nsubj"}))


def _is_of_several(verb: Word) -> bool:
    """Whether people of more than one party are its subject: "negotiators for X and Y sat down"."""
    people = talk_words().people["officials"] | talk_words().reference["pair"]
    for noun in kids(verb, {"nsubj"}):
        below = [each for obj in prep_objects(noun, {"for", "from", "of"}) for each in kids(obj, {"conj"})]
        if kids(noun, {"conj"}) or (noun.lemma in people and (below or is_pair(noun))):
            return True
    return False


def _receives(verb: Word) -> bool:
    """Whether an official is received or visited: "received the envoy"."""
    officials = talk_words().people["officials"]
    return any(
        kid.lemma in officials or kid.ent == "PERSON" or any(each.ent == "PERSON" for each in kids(kid, {"appos"}))
        for kid in objects(verb)
    )


def _calls(verb: Word) -> bool:
    """Whether the verb tells what was said by phone to another official: "conveyed concern to X by phone"."""
    near = [verb, *objects(verb), *(prep for kid in objects(verb) for prep in kids(kid, {"pobj"}))]
    by = {obj.lemma for each in near for obj in prep_objects(each, {"by", "on", "over", "via", "in"})}
    return bool(by & talk_words().meetings["line"]) and bool(relation_objects(verb))


def meets(verb: Word) -> bool:
    """Whether a verb of meeting has people for its object, or none: not "met the demands"."""
    if verb.lemma != "meet":
        return True
    if any(obj.lemma in talk_words().verbs["met_with"] for obj in prep_objects(verb, {"with"})):
        return False
    things = [
        kid for kid in verb.kids if kid.dep == "dobj" and kid.pos == "NOUN" and kid.ent == "" and kid.low != "face"
    ]
    return not things or any(
        is_pair(kid) or kid.lemma in talk_words().reference["pair"] | {"envoy", "official", "counterpart"}
        for kid in things
    )
