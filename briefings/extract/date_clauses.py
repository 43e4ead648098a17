"""The grammar around a date: whether its clause looks back or ahead, and which event it dates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import lexicon, tree
from briefings.extract.days import Tense

if TYPE_CHECKING:
    from briefings.extract.parse import Word


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("dates.toml")[name])


# Back or ahead


def tense_at(word: Word) -> Tense:
    """Tell where the clause that ``word`` stands in looks: its first verb upwards that says so decides."""
    below = word
    while True:
        if below is not word or word.pos in {"VERB", "AUX"}:
            told = _verb_tense(below) if below.pos in {"VERB", "AUX"} else _noun_tense(below)
            if told is not None:
                return told
        if below.head is below:
            return Tense.OPEN
        moved = _words("rescheduling") & {below.head.lemma, below.head.head.lemma}
        if moved and below.low in {"to", "until", "till"}:
            return Tense.AHEAD
        below = below.head


def _noun_tense(word: Word) -> Tense | None:
    """Return AHEAD under "due", "a planned meeting"; None where the verb above must tell."""
    if word.lemma in {"due", "upcoming", "forthcoming"} or tree.has_determiner(word, _words("upcoming")):
        return Tense.AHEAD
    return None


def _verb_tense(verb: Word) -> Tense | None:
    auxiliaries = {kid.low for kid in verb.kids if kid.dep in {"aux", "auxpass"}} | {verb.low}
    perfect = bool(auxiliaries & {"have", "has", "had", "having", "'ve", "’ve"})
    if auxiliaries & _words("modals"):
        return Tense.PAST if perfect else Tense.AHEAD
    if perfect:
        return Tense.PAST
    alight = any(kid.low in {"fire", "ablaze", "alight", "off"} for kid in verb.kids)  # "set fire to", "set off"
    given_up = alight or any(kid.low in _words("former") for kid in verb.kids)
    if verb.lemma in _words("scheduling") and verb.tag in {"VBN", "VBD", "JJ"} and not given_up:
        return Tense.AHEAD
    if "to" in auxiliaries:
        told_above = verb.dep == "advcl" or verb.head.lemma in _words("implicative")
        return None if told_above else Tense.AHEAD
    if verb.tag == "VBD" or auxiliaries & {"did", "was", "were"}:
        return Tense.PAST
    return _present_tense(verb, auxiliaries)


def _present_tense(verb: Word, auxiliaries: set[str]) -> Tense | None:
    """Tell a verb whose form isn't past: a timetable, a subjunctive, a participle or a headline."""
    if verb.tag == "VBN":
        return Tense.PAST
    if verb.tag == "VBG":
        going = auxiliaries & {"is", "are", "'re", "’re"} and verb.lemma in _words("timetable")
        return Tense.AHEAD if going else None
    if verb.tag == "VB":
        return Tense.OPEN if auxiliaries & {"do", "does"} else Tense.AHEAD
    return Tense.AHEAD if verb.lemma in _words("timetable") else Tense.OPEN


# Which event

_BOUNDS = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj", "csubjpass", "conj", "pcomp"})
_FURTHER = 4
"""What a step into a clause that shares its time costs, in steps of the tree."""

_SIMULTANEOUS = {"when", "as", "while", "after"}
"""Conjunctions that tie an event to its cause or company; "died after a shell hit" tells of one moment."""

_MODIFYING = 3
"""What it costs to take the date of a noun ("the May 16 talks") for another word."""


class Way(NamedTuple):
    """The way in the tree from a date to a word: the words crossed on either side of where they meet."""

    date_side: list[Word]
    meet: Word
    word_side: list[Word]


def way_between(top: Word, word: Word) -> Way | None:
    """Return the way from the date whose topmost word is ``top`` to ``word``; None where there is none."""
    over_word = [word, *tree.ancestors(word)]
    crossed: list[Word] = []
    owner = _owner(top)
    for above in [owner, *tree.ancestors(owner)]:
        if above in over_word:
            return Way(crossed, above, over_word[: over_word.index(above)])
        crossed.append(above)
    return None


def _owner(top: Word) -> Word:
    """Return what a date hangs on, put right where the parser is known to hang a fronted date too high.

    "On Monday drones hit the port, officials said" dates the hit, "fled, and on Friday ten were killed" the
    killing.
    """
    head = top.head
    for kid in head.kids:
        if kid.dep == "ccomp" and top.i < kid.i < head.i:
            return kid
        if kid.dep == "conj" and top.i < kid.i and any(cc.dep == "cc" and cc.i < top.i for cc in head.kids):
            return kid
    return head


def distance(top: Word, word: Word) -> int | None:
    """Count the steps from the date at ``top`` to the event at ``word``; None where it dates another."""
    way = way_between(top, word)
    if way is None or _tells(top, way, word):
        return None
    if any(crossed.lemma in _words("tellings") for crossed in way.date_side) or _dates_a_thing(top, way):
        return None
    if way.date_side and tense_at(top) is Tense.AHEAD and tense_at(word) is Tense.PAST:
        return None
    if any(not _shares_from_below(crossed, way) for crossed in way.date_side):
        return None
    if any(not _shares_from_above(crossed, way, top) for crossed in way.word_side):
        return None
    clauses = sum(map(_is_clause, way.date_side + way.word_side))
    steps = len(way.date_side) + len(way.word_side) + _FURTHER * clauses
    if way.date_side and way.date_side[0].i > top.i:
        steps += _MODIFYING
    return steps


def _dates_a_thing(top: Word, way: Way) -> bool:
    """Whether the date is that of a thing deep in a phrase: "signatories of the 2016 agreement"."""
    if not way.date_side or way.date_side[0].i < top.i:
        return False
    return way.date_side[0].lemma not in _words("events") and len(way.date_side) > 2


def _is_clause(word: Word) -> bool:
    return word.dep in _BOUNDS and word.pos in {"VERB", "AUX"}


def _is_participle(verb: Word) -> bool:
    return verb.tag in {"VBG", "VBN"} and not tree.kids(verb, tree.SUBJECTS)


def _marks(verb: Word) -> set[str]:
    return {kid.low for kid in verb.kids if kid.dep in {"mark", "advmod"}}


def _tells(top: Word, way: Way, word: Word) -> bool:
    """Whether the date says when something was told ("said on Monday that …"), not when it happened."""
    if way.date_side or way.meet.lemma not in _words("speech") or way.meet is word:
        return False
    clause = next((step for step in reversed(way.word_side) if step.head is way.meet), None)
    if clause is None or clause.dep in {"ccomp", "parataxis", "xcomp"} or clause.dep in tree.SUBJECTS:
        return True
    return clause.dep != "conj" and top.i < word.i


def _shares_from_below(clause: Word, way: Way) -> bool:
    """Whether the date of what hangs on ``clause``, a word crossed, also dates what stands above it."""
    if clause.dep in {"prep", "mark"}:
        return clause.low not in _words("event_prepositions")
    if not _is_clause(clause):
        return True
    above = clause.head
    if clause.dep in {"acl", "relcl"}:
        of_word = above is way.meet and not way.word_side
        return of_word or above.lemma in _words("events") or (clause.dep == "acl" and clause.tag == "VBG")
    if clause.dep == "conj":
        return not tree.kids(clause, tree.SUBJECTS) and tense_at(clause) is tense_at(above)
    if clause.dep == "advcl":
        return _is_participle(clause) or bool(_marks(clause) & _SIMULTANEOUS)
    return False


def _shares_from_above(clause: Word, way: Way, top: Word) -> bool:
    """Whether the date of what stands above also dates ``clause``, a word crossed below it."""
    if not _is_clause(clause):
        return True
    if clause.dep == "conj":
        shared = not tree.kids(clause, tree.SUBJECTS) or top.i < way.meet.i
        return shared and tense_at(clause) is tense_at(way.meet)
    if clause.dep == "advcl":
        return _is_participle(clause) or bool(_marks(clause) & _SIMULTANEOUS)
    if clause.dep == "acl":
        return _is_participle(clause)
    if clause.dep == "relcl":
        thing = clause.head
        pronouns = {kid.low for kid in clause.kids}
        return thing is way.meet or (thing.head is way.meet and bool(pronouns & {"that", "which"}))
    return clause.dep == "pcomp"
