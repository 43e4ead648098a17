"""Attacks of bare notes: a coder's few words tell one event, and often in no grammar that a parser knows.

"Two bombs in Sadr City market. 35 killed"; "4 peacekeepers k. by IED": each weapon that the note names, and that is
neither found in time nor what was hit, was used in its attack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.modality import happened
from briefings.extract.strike_roles import RoleReader
from briefings.extract.tree import ancestors, is_passive, kids, objects, subjects
from briefings.extract.violence import PLATFORMS, find_weapons, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.violence import WeaponMention

_NOTE = 90
"""Words at most of a note."""
_CLAUSE = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})


def is_note(reading: Reading) -> bool:
    """Whether so short a text without a title is a note of one event."""
    return not reading.article.title and sum(len(sentence.words) for sentence in reading.sentences) <= _NOTE


def used_weapons(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, WeaponMention]]:
    """The weapons that a note says, or lets understand, were used."""
    for sentence in sentences:
        found = find_weapons(sentence)
        for each in found:
            if _is_used(sentence, each):
                yield sentence, each


def _is_used(sentence: Sentence, weapon: WeaponMention) -> bool:
    words = vocabulary()
    word = sentence.words[weapon.last]
    if not sentence.lemmas.isdisjoint(words.rehearsal):
        return False
    if not happened(word) or RoleReader.is_hit(words, sentence, weapon):
        return False
    if word.low in PLATFORMS:
        return False  # "2 aircraft destroyed", "a helicopter came down"
    for above in (word, *ancestors(word)):
        if above.lemma in words.found and above.pos in {"VERB", "AUX", "ADJ", "NOUN"}:
            return False
        if above.pos != "VERB":
            continue
        hurt = subjects(above) if is_passive(above) else objects(above)
        if any(each.lemma in words.assailants | words.fallen for each in hurt):
            return False  # "police shot the attackers dead"
        if above.dep == "relcl" and any(kid.low == "had" for kid in kids(above, {"aux"})):
            return False  # "a lawyer who had been shot earlier"
        if above.dep in _CLAUSE:
            break
    return True


def deed(sentences: Sequence[Sentence]) -> tuple[Sentence, Word] | None:
    """The word of attack in a note that names no weapon: "NSCN-K ambush 6 Dogra, Chandel"."""
    words = vocabulary()
    for sentence in sentences:
        for word in sentence.words:
            if (word.lemma in words.assaults or word.low in words.assaults) and happened(word):
                return sentence, word
    return None
