"""Requests by a condition: what a party waits for, or wants for what it gives.

"will not talk until Y stops", "only when Y has left", "would cease fire if Y did", "on condition that Y do it",
"would free them in exchange for a truce".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import Frame, askers_of, joined_clauses
from briefings.extract.demand_modals import papers_over
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, is_negated, kids, objects, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word

_WILLING = frozenset({"will", "would", "'ll", "’ll"})
_REACH = 12
"""Words from a conjunction to the verb of its clause where the tree has lost that."""


def condition_frames(sentence: Sentence, mark: Word) -> Iterator[Frame]:
    """What a party waits for before it does, or stops doing, something of its own."""
    clause = _clause(mark)
    if clause is None:
        return
    matrix = mark.head if clause.head is mark else clause.head
    while matrix.pos in {"ADJ", "ADV", "ADP", "NOUN"} and matrix.head is not matrix:
        matrix = matrix.head  # "would be ready to talk if …"
    if not _waits(sentence, mark, clause, matrix):
        return
    doers: tuple[Word, ...] = ()
    if clause.pos not in {"VERB", "AUX"}:
        doers, found = tuple(kids(clause, SUBJECTS)), _lost_verb(sentence, clause)
        if found is None or not doers:
            return
        clause = found
    verbs = [verb for verb in (*joined_clauses(clause), *_strayed(matrix, clause)) if not _is_own_aim(verb)]
    subject = kids(matrix, SUBJECTS)
    if verbs:
        yield Frame(mark, "condition", askers_of(matrix), (), tuple(verbs), spoken=not subject, doers=doers)


def exchange_frames(word: Word) -> Iterator[Frame]:
    """What a party wants for what it offers: "would free them in return for a truce"."""
    prep = word.head
    if prep.low != "in" or word.dep != "pobj":
        return
    matrix = next((each for each in ancestors(prep) if each.pos in {"VERB", "AUX"}), None)
    if matrix is None or papers_over(matrix) or not (_is_offered(matrix) or matrix.lemma == "offer"):
        return
    nouns = [noun for noun in prep_objects(word, {"for"}) if noun.pos == "NOUN" and unwrap_deed(noun)]
    doing = [verb for verb in prep_objects(word, {"for"}) if verb.tag == "VBG"]
    if nouns or doing:
        yield Frame(word, "condition", askers_of(matrix), (), tuple(doing[:1]), () if doing else tuple(nouns[:1]))


def _clause(mark: Word) -> Word | None:
    """The head of the clause that a conjunction opens, or None where ``mark`` opens none of a condition."""
    if mark.low in {"provided", "providing", "condition"}:
        if mark.low == "condition" and mark.head.low not in {"on", "under"}:
            return None
        return next((kid for kid in kids(mark, {"ccomp", "acl", "relcl", "pcomp"}) if kids(kid, SUBJECTS)), None)
    return mark.head if mark.dep in {"mark", "advmod"} and mark.head.dep == "advcl" else None


def _waits(sentence: Sentence, mark: Word, clause: Word, matrix: Word) -> bool:
    """Whether what stands over a clause makes it a condition of one who could act otherwise."""
    words = demand_words()
    if mark.low in words.modals["conditional"]:
        return _is_announced(matrix)
    if mark.low == "before":
        return is_negated(matrix) and _is_announced(matrix)
    if words.modals["only"] & {kid.low for kid in (*clause.kids, *mark.kids, *matrix.kids)} or _follows_only(
        sentence, mark
    ):
        return _is_announced(matrix)
    return mark.low not in {"after", "when"} and _is_offered(matrix) and not _is_harm(clause)


def _follows_only(sentence: Sentence, mark: Word) -> bool:
    """Whether "only" stands right before the conjunction or just before it and a word."""
    only = demand_words().modals["only"]
    return any(word.low in only for word in sentence.words[max(0, mark.i - 2) : mark.i])


def _is_announced(matrix: Word) -> bool:
    """Whether ``matrix`` tells what is to be: by a modal, or under a verb of refusing, threatening, saying so."""
    words = demand_words()
    aux = {kid.low for kid in matrix.kids if kid.dep == "aux"}
    if aux & words.modals["future"]:
        return True
    verbs = (each for each in (matrix, *ancestors(matrix)) if each.pos == "VERB")
    governing = next((each for each in verbs if each.lemma in words.verbs["announcing"]), None)
    return governing is not None and governing.lemma not in {"say", "continue"}


def _is_offered(matrix: Word) -> bool:
    """Whether ``matrix`` is a step of peace that somebody would take: not "would strike back"."""
    words = demand_words()
    if is_negated(matrix):
        return False
    aux = {kid.low for kid in matrix.kids if kid.dep == "aux"}
    if matrix.lemma == "be":
        return any(kid.lemma in words.verbs["offering"] for kid in matrix.kids)
    if matrix.lemma not in words.verbs["conceding"]:
        return False
    return bool(aux & _WILLING) or (matrix.dep == "xcomp" and matrix.head.lemma in words.verbs["offering"])


def _is_harm(clause: Word) -> bool:
    """Whether an if-clause tells what is feared and not asked: "would leave the treaty if sanctions were imposed"."""
    return is_negated(clause) or clause.lemma in demand_words().doing["hostile"]


def _lost_verb(sentence: Sentence, clause: Word) -> Word | None:
    """The passive verb of a clause that was read as verbless: "unless two men still in jail were freed"."""
    for word in sentence.words[clause.i + 1 : clause.i + _REACH]:
        if word.tag == "VBN" and kids(word, {"auxpass"}) and not kids(word, SUBJECTS) and word.dep != "relcl":
            return word
    return None


def _strayed(matrix: Word, clause: Word) -> list[Word]:
    """Later conditions hung on what waits: "will go on until X is lifted and Y are freed"."""
    future = demand_words().modals["future"]
    if not any(kid.low in future for kid in kids(matrix, {"aux"})):
        return []
    later = [kid for kid in kids(matrix, {"conj"}) if kid.i > clause.i and kids(kid, SUBJECTS)]
    return [kid for kid in later if not any(each.low in future for each in kids(kid, {"aux"}))]


def _is_own_aim(verb: Word) -> bool:
    """Whether what is awaited is no deed of another: "until a deal is reached", "until Hamas is destroyed"."""
    words = demand_words()
    themes = [noun.lemma for noun in (*kids(verb, {"nsubjpass"}), *objects(verb))]
    if verb.lemma in words.doing["attaining"]:
        return any(lemma in words.nouns["aims"] or words.light.get(lemma) == "reach" for lemma in themes)
    return verb.lemma in words.doing["defeating"]
