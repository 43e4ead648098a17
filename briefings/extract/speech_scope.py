"""What is said: the words of a sentence that a saying takes in.

The tree tells it in most sentences. Where a small model errs, the press's own fixed shapes decide: what
stands before ", X said" is X's, what follows "X said that" is too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.quotations import MARKS, ends_quote
from briefings.extract.speech_sources import PAUSES, TIMES, group_start
from briefings.extract.speech_words import speech_words
from briefings.extract.tree import SUBJECTS, ancestors, kids, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence, Word

_CONTRASTS = frozenset({"but", "while", "whereas", "although", "though"})
_ASIDE = frozenset({"as", "while", "whereas", "although", "though", "amid", "even"})
_OBJECTS = frozenset({"dobj", "obj", "pobj"})
_TOLD = frozenset({"dobj", "obj", "attr", "oprd", "dep", "acomp"})
_CLAUSES = frozenset({"ccomp", "xcomp"})


def below(words: Iterable[Word]) -> frozenset[int]:
    """The indices of ``words`` and of all that hangs on them."""
    return frozenset(each.i for word in words for each in walk(word))


def objects_among(verb: Word, lemmas: frozenset[str]) -> list[Word]:
    """The objects of ``verb`` whose lemma is in ``lemmas``."""
    return [kid for kid in verb.kids if kid.dep in _OBJECTS and kid.lemma in lemmas]


def said_by_verb(sentence: Sentence, verb: Word, sources: list[Word]) -> frozenset[int]:
    """The words said: the clause after the verb, what stands before ", X said", or a telling object."""
    first = group_start(sentence, verb, sources)
    left = _before(sentence, verb, first)
    clauses = [kid for kid in kids(verb, _CLAUSES) if kid.i > verb.i and kid not in sources]
    if clauses:
        right = _after(verb, max(min(word.i for word in walk(clauses[0])), verb.i + 1))
        return right | left if _is_parenthesis(sentence, verb, first) else right
    if left:
        return left | _resumed(sentence, verb)
    opened = next((word.i for word in sentence.words[verb.i + 1 :] if word.text in MARKS or word.text == ":"), None)
    if opened is not None:
        return frozenset(range(opened, len(sentence.words)))
    that = [word for word in sentence.words[verb.i + 1 :] if word.low == "that" and word.dep == "mark"]
    if that:
        return below([that[0].head])
    if _tells(verb, sources):
        return _after(verb, verb.i + 1) - below(source for source in sources if source.i > verb.i)
    return frozenset()


def denied_by(verb: Word) -> frozenset[int]:
    """What a denial denies: nothing told where responsibility or access is denied."""
    if objects_among(verb, speech_words().not_denied):
        return frozenset()
    return below(kid for kid in verb.kids if kid.i > verb.i and kid.dep in {*_CLAUSES, *_OBJECTS, "prep"})


def quoted_by(sentence: Sentence, verb: Word, sources: list[Word]) -> frozenset[int]:
    """What "X was quoted as saying" quotes, before or after."""
    return _before(sentence, verb, group_start(sentence, verb, sources)) or _after(verb, verb.i + 1)


def reach_of(sentence: Sentence, cue: Word, last: int) -> frozenset[int]:
    """What "according to X" speaks of: its sentence, up to a contrast or a semicolon.

    ``cue`` is its first word, ``last`` the index of the noun X.
    """
    words = sentence.words
    clause = next((above for above in ancestors(cue) if above.dep == "relcl"), None)
    if clause is not None and cue.i and words[cue.i - 1].text not in PAUSES:
        return below([clause])
    end = last + 1
    while end < len(words) and not _is_break(words, end):
        end += 1
    before = cue.i - 1
    while before >= 0 and words[before].text in PAUSES:
        before -= 1
    start = cue.i
    if before >= 0 and words[before].dep not in {"cc", "mark"}:
        while start > 0 and not _is_break(words, start - 1):
            start -= 1
    return frozenset(range(start, end))


def _is_break(words: list[Word], at: int) -> bool:
    """Whether a semicolon or ", but" at index ``at`` begins another statement."""
    return words[at].text == ";" or (words[at].low in _CONTRASTS and at > 0 and words[at - 1].text == ",")


def _before(sentence: Sentence, verb: Word, first: int) -> frozenset[int]:
    """The words before ", X said", whose first word is ``first``: back to its start or a semicolon."""
    if first == 0 or verb.tag == "VBG" or sentence.words[first].dep in {"mark", "cc"}:
        return frozenset()
    mark = sentence.words[first - 1].text
    quote = mark in MARKS and ends_quote(sentence, first - 1)
    if verb.dep in {"relcl", "acl"} and not quote:
        return frozenset()
    clause = any(kid.dep == "ccomp" and kid.i < first for kid in verb.kids)
    bare = verb.lemma in {"say", "report"} and verb.dep == "ROOT" and not any(kid.dep in _TOLD for kid in verb.kids)
    paused = mark in PAUSES and mark not in MARKS
    if not (clause or quote or ((paused or bare) and _has_clause(sentence, first))):
        return frozenset()
    start = first
    while start > 0 and sentence.words[start - 1].text != ";":
        start -= 1
    return frozenset(range(start, first))


def _has_clause(sentence: Sentence, end: int) -> bool:
    """Whether the words before ``end`` hold more than "On Monday," or "In Kherson,"."""
    words = sentence.words[:end]
    return any(word.pos in {"VERB", "AUX"} or word.dep in SUBJECTS or word.dep == "ROOT" for word in words)


def _is_parenthesis(sentence: Sentence, verb: Word, first: int) -> bool:
    """Whether commas enclose "X said": "The strike, X said, killed five"."""
    around = [sentence.words[at].text for at in (first - 1, verb.i + 1) if 0 <= at < len(sentence.words)]
    return around == [",", ","]


def _resumed(sentence: Sentence, verb: Word) -> frozenset[int]:
    """What is said on after a ", X said,": a quotation that goes on, or the clause around it."""
    words = sentence.words
    for word, following in zip(words[verb.i + 1 :], words[verb.i + 2 :], strict=False):
        if word.text in {",", ".", ":"} and following.text in MARKS:
            return frozenset(range(following.i, len(words)))
    if verb.head.i > verb.i and verb.dep in {"parataxis", "ccomp", "advcl", "dep", "csubj"}:
        named = (word.i for kid in verb.kids if kid.dep in SUBJECTS for word in walk(kid))
        return frozenset(range(max(verb.i, *named, -1) + 1, len(words)))
    return frozenset()


def _tells(verb: Word, sources: list[Word]) -> bool:
    """Whether the verb's object tells the fact: "reported 12 deaths", "accused Y of bombing"."""
    words = speech_words()
    if verb.lemma in words.accuse:
        after = (word for kid in verb.kids if kid.i > verb.i for word in walk(kid))
        return any(word.dep == "prep" and word.low in {"of", "for", "with", "on"} for word in after)
    if verb.lemma not in words.fact | words.claim | words.put:
        return False
    told = [kid for kid in verb.kids if kid.i > verb.i and kid not in sources and kid.ent not in TIMES]
    preps = {"at", "to"} if verb.lemma in words.put else {"of", "about"}
    return any(kid.dep in _TOLD or (kid.dep == "prep" and kid.low in preps) for kid in told)


def _after(verb: Word, start: int) -> frozenset[int]:
    """The words under ``verb`` from index ``start`` on, less what the article adds in its own voice."""
    return frozenset(i for i in below(kid for kid in verb.kids if not _is_added(verb, kid)) if i >= start)


def _is_added(verb: Word, kid: Word) -> bool:
    """Whether a clause beside the verb of saying is the article's: ", and Y …", ", while Y …"."""
    if kid.i < verb.i:
        return False
    comma = any(each.text == "," and verb.i < each.i < kid.i for each in verb.kids)
    if kid.dep == "conj":
        has_subject = any(each.dep in SUBJECTS for each in kid.kids)
        return kid.lemma in speech_words().verbs or (comma if has_subject else kid.tag != "VBN")
    return kid.dep == "advcl" and comma and any(each.low in _ASIDE for each in kid.kids)
