"""Where talks are held, as their own words say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_frames import dateline_end
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, ancestors

if TYPE_CHECKING:
    from briefings.extract.parse import Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame
    from briefings.records import Place


_CLIMB = 7
"""Steps up the tree from a place to the talks that it may be the place of."""


_LOCATING = frozenset(
    {
        "begin",
        "start",
        "hold",
        "host",
        "resume",
        "open",
        "take",
        "continue",
        "convene",
        "mediate",
        "schedule",
        "plan",
        "set",
    }
)


def place_of(reading: Reading, framed: Frame) -> Place | None:
    """The place at which the frame's words say the talks are, the finest one."""
    best: tuple[tuple[bool, int], Place] | None = None
    start = dateline_end(framed.sentence)
    for mention in reading.places.mentions(framed.sentence):
        if mention.first < start:
            continue
        if not _at(mention.head, framed) and not _compounded(framed, mention.head):
            continue
        rank = (mention.place.precision == "country", abs(mention.first - framed.word.i))
        if best is None or rank < best[0]:
            best = rank, mention.place
    return best[1] if best else None


def _compounded(framed: Frame, head: Word) -> bool:
    """As in "the Istanbul meeting", "the Doha talks"."""
    return any(
        head.head is noun and head.dep in {"compound", "nmod", "amod"} for noun in framed.chain
    ) and head.ent in {"GPE", "LOC", "", "FAC"}


def _at(head: Word, framed: Frame) -> bool:
    """Whether ``head`` is joined to the talks by "in" or "at" alone, or by nouns that name a venue."""
    here, inside = head, False
    if head.dep in {"compound", "poss", "amod"}:
        return False
    for _ in range(_CLIMB):
        if here in framed.anchors:
            return inside
        above = here.head
        if above is here or here.dep in SUBJECTS:
            return False
        if here.dep == "prep" or here.pos == "ADP":
            if here.low in {"in", "at", "inside"} or (here.low == "to" and above.lemma in {"travel", "fly"}):
                inside = True
            elif not (inside or here.low in {"of", "near", "outside"}) or here.low not in {
                "of",
                "with",
                "between",
                "among",
                "for",
                "near",
                "outside",
                "during",
                "at",
                "from",
            }:
                return False
        if above.pos in {"VERB", "AUX"} and above not in framed.anchors:
            return inside and above.dep in {"xcomp", "acl", "relcl", "amod"} and _belongs(above, framed)
        here = above
    return False


def _belongs(verb: Word, framed: Frame) -> bool:
    """Whether the clause of ``verb`` tells where the talks themselves are: "talks due to begin in Geneva"."""
    if not (verb.lemma in _LOCATING or verb.lemma in talk_words().verbs["reached"]):
        return False
    return any(above in framed.anchors for above in list(ancestors(verb))[:3])
