"""Who a verb of saying makes speak: its subject in all the places where the grammar or the press puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.quotations import MARKS, ends_quote
from briefings.extract.speech_words import speech_words
from briefings.extract.tree import (
    SUBJECTS,
    ancestors,
    conjuncts,
    first_conjunct,
    is_passive,
    kids,
    subjects,
    walk,
)

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
TIMES = frozenset({"DATE", "TIME"})
PAUSES = frozenset({",", "—", "–", "-", "--", "...", "…", "?", "!", ")"}) | MARKS
"""Marks that set off ", X said" from what X says."""
SPEAKERLESS = frozenset({"what", "this", "there", "nobody", "none", "nothing", "i", "we", "you"})
"""Subjects that name no speaker."""
_MISREAD = frozenset({"dobj", "attr", "npadvmod", "oprd", "dep", "appos", "ccomp", "intj"})
"""Labels that the model gives to the subject of an inverted ", said X"."""
_SHARED = frozenset({"advcl", "acl", "xcomp", "pcomp", "conj", "dep", "ccomp"})
_DATELINE = 10
"""Words within which the dash of a dateline stands."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def sources_of(sentence: Sentence, verb: Word) -> list[Word]:
    """The nouns that speak where ``verb`` tells of saying, coordinated ones each; none where nobody does."""
    own = _own(sentence, verb) or _inverted(sentence, verb) or _participle(sentence, verb)
    own = own or _adjacent(sentence, verb) or _shared(verb) or _beside(sentence, verb)
    found = [each for source in own for each in conjuncts(source) if each.pos in NOMINALS or each is source]
    # The model joins to a subject what stands far behind its verb; real coordination stands before it.
    found = [each for each in found if each.i < verb.i or own[0].i > verb.i]
    if any(each.low in SPEAKERLESS for each in found):
        return []
    return [each for each in found if each.ent not in TIMES]


def _own(sentence: Sentence, verb: Word) -> list[Word]:
    """The verb's own subject, the nearest before it where a misread sentence gives it two."""
    if not kids(verb, SUBJECTS):
        return []
    found = [each for each in subjects(verb) if each.pos in NOMINALS or each.tag in {"DT", "JJ"}]
    before = [each for each in found if each.i < verb.i]
    if before and _is_dateline(sentence, before[-1].i, verb.i):
        joined = [kid for kid in before[-1].kids if kid.dep == "appos" and not _is_dateline(sentence, kid.i, verb.i)]
        return joined[-1:] or _beside(sentence, verb)
    return before[-1:] or found[:1]


def _is_dateline(sentence: Sentence, first: int, last: int) -> bool:
    """Whether one dash near the sentence's start parts ``first`` from ``last``: "KYIV (AP) - Police said"."""
    dashes = [word.i for word in sentence.words[first:last] if is_dash(sentence, word)]
    return len(dashes) == 1 and dashes[0] <= _DATELINE


def is_dash(sentence: Sentence, word: Word) -> bool:
    """Whether ``word`` is a dash between phrases, and not a hyphen within a word."""
    if word.text != "-":
        return word.text in {"—", "–", "--"}
    return word.i > 0 and sentence.words[word.i - 1].end < word.start


def _inverted(sentence: Sentence, verb: Word) -> list[Word]:
    """The subject after ", said"."""
    if verb.tag not in _FINITE or not verb.i or sentence.words[verb.i - 1].text not in PAUSES:
        return []
    named = [kid for kid in verb.kids if kid.i > verb.i and kid.dep in _MISREAD and kid.pos in NOMINALS]
    return [kid for kid in named if kid.ent not in TIMES and min(each.i for each in walk(kid)) == verb.i + 1][:1]


def _participle(sentence: Sentence, verb: Word) -> list[Word]:
    """The subject that the model takes for a noun with a participle: "“…,” Ali posted on the web"."""
    noun = verb.head
    if verb.dep != "acl" or verb.tag not in {"VBN", "VBD"} or noun.i != verb.i - 1:
        return []
    first = _phrase_start(sentence, noun.i)
    return [noun] if first > 1 and sentence.words[first - 1].text in MARKS and ends_quote(sentence, first - 1) else []


def _shared(verb: Word) -> list[Word]:
    """The subject that a participle, an infinitive or a second verb shares with what it hangs on."""
    if verb.head is verb or verb.dep not in _SHARED or (verb.tag == "VBN" and verb.dep != "conj"):
        return []
    mute = speech_words().mute
    own = subjects(verb)
    if verb.dep == "conj" and any(each.lemma not in mute for each in own):
        return own
    above = [each for each in ancestors(verb) if each.pos in {"VERB", "AUX"}]
    for each in above:
        if each.lemma in speech_words().verbs and (own := subjects(each)):
            return own
    if verb.tag in {"VBD", "VBZ", "VBP"}:
        return []
    if verb.dep == "acl" and verb.head.pos in NOMINALS:
        return [verb.head]
    return next((own for each in above if (own := subjects(each))), [])


def _adjacent(sentence: Sentence, verb: Word) -> list[Word]:
    """The noun right before a verb that the model joins to an earlier one: "Five died, a medic said"."""
    noun = sentence.words[verb.i - 1] if verb.i else verb
    if verb.dep != "conj" or verb.tag not in {"VBD", "VBZ", "VBP"} or noun.pos not in {"NOUN", "PROPN"}:
        return []
    first = first_conjunct(noun)
    clause = any(word.text in {",", ";"} for word in sentence.words[verb.head.i : first.i])
    return [first] if clause and verb.head.i < first.i and noun.ent not in TIMES else []


def _beside(sentence: Sentence, verb: Word) -> list[Word]:
    """The noun right before a finite verb, or before its comma: ", the governor, Hasan Ali, said"."""
    if verb.tag not in {"VBD", "VBZ", "VBP"} or is_passive(verb) or verb.dep == "conj":
        return []
    at = verb.i - 1
    while at > 0 and (sentence.words[at].pos in {"ADV", "AUX"} or sentence.words[at].text == ","):
        at -= 1
    noun = sentence.words[at] if at >= 0 else verb
    return [noun] if noun.pos in {"NOUN", "PROPN"} and noun.ent not in TIMES else []


def group_start(sentence: Sentence, verb: Word, sources: list[Word]) -> int:
    """Where "X said" begins: the first word of a subject that stands before its verb."""
    start = verb.i
    for kid in verb.kids:
        if kid.i < verb.i and kid.dep in {"aux", "neg", "advmod", "mark", "cc"}:
            start = min(start, kid.i)
    before = [each for each in sources if each.i < verb.i]
    if not before:
        return start
    subject = before[0]
    if subject.head is verb:
        return min(start, *(word.i for word in walk(subject)))
    if before[-1].i == verb.i - 1:
        return _phrase_start(sentence, subject.i)
    if verb.dep in {"conj", "advcl", "acl", "xcomp", "pcomp"}:
        return start
    return min(start, _title_start(sentence, _phrase_start(sentence, subject.i)))


def _phrase_start(sentence: Sentence, at: int) -> int:
    """The first word of the unbroken run of names and modifiers that ends at ``at``."""
    while at > 0 and sentence.words[at - 1].pos in {"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"}:
        at -= 1
    return at


def _title_start(sentence: Sentence, at: int) -> int:
    """The start of "the regional governor," before a name that begins at ``at``, or ``at``."""
    words = sentence.words
    if at >= 2 and words[at - 1].text == "," and words[at - 2].lemma in speech_words().people:
        return _phrase_start(sentence, at - 2)
    return at
