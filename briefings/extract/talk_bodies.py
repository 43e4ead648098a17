"""Which nouns stand for both sides, what a phrase that lists parties names, and which names are of no party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.parties import known
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, kids, prep_objects, walk

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_PLURAL = frozenset({"NNS", "NNPS"})
_MANY = frozenset({"have", "are", "were", "'ve", "’ve", "'re", "’re"})


def listed_in(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """The parties of people from several of them, or of a list that was hung inside its first member; else ().

    "The chiefs of X and of Y", "officers from X and Y"; "the Alliance of three armies and Y's regime have agreed".
    """
    if noun.tag in _PLURAL:
        inner = [prep for prep in kids(noun, {"prep"}) if prep.low in {"of", "from", "for"}]
        inner = [prep for prep in inner if any(word.dep == "cc" for word in walk(prep, _CLAUSES))]
    elif noun.dep in SUBJECTS and _is_many(noun.head):
        inner = [noun]
    else:
        return ()
    at = {word.i for each in inner for word in walk(each, _CLAUSES)}
    found = [each for each in reading.actors.mentions(sentence) if each.last in at and each.kind != "organisation"]
    found = [each for each in found if sentence.words[each.last].head.low not in {"in", "to", "at", "near"}]
    names = tuple(dict.fromkeys(each.name for each in found))
    return names if len(names) > 1 else ()


_CLAUSES = frozenset({"relcl", "acl"})


def _is_many(verb: Word) -> bool:
    """Whether the verb's form says that its subject is more than one."""
    return any(kid.dep in {"aux", "auxpass"} and kid.low in _MANY for kid in verb.kids)


def is_body(name: str) -> bool:
    """Whether a name that no lexicon knows is that of a court, a parliament, a commission: no party to a conflict."""
    return name not in known() and name.rpartition(" ")[2].lower() in talk_words().reference["bodies"]


def is_pair(noun: Word) -> bool:
    """Whether ``noun`` stands for the parties told of before: "both sides", "the two countries", "they"."""
    words = talk_words().reference
    if noun.low in words["we"] or (noun.low in {"both", "each"} and noun.dep not in {"det", "predet", "preconj"}):
        return True
    below = [obj for obj in (*prep_objects(noun, {"from", "of"}), *kids(noun, {"poss"})) if is_pair(obj)]
    if any(obj.pos != "PRON" for obj in below) or any(obj.dep == "pobj" for obj in below):
        return True
    marks = {kid.low for kid in noun.kids}
    if noun.low == "two" and "the" in marks:
        return True
    if noun.lemma in words["shared"] and marks & words["shared_marks"]:
        return True  # "a meeting of the Joint Military Commission"
    if noun.lemma not in words["pair"]:
        return False
    if marks & words["two"] or "all" in marks:
        return True
    if noun.low == "side" or (noun.low == "party" and "each" in marks):
        return "each" in marks
    plural = noun.tag in {"NNS", "NNPS"}
    return plural and noun.lemma in words["plural"] and bool(marks & {"the", "their"})
