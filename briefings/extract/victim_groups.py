"""Parts of a set of victims: "including two children", "three of them women"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.extract.loss_words import loss_words
from briefings.extract.people import is_person
from briefings.extract.tree import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.records import Count

_INCLUDING = frozenset({"including", "include", "includes", "included", "among", "comprising", "especially", "notably"})
_GRAVELY = frozenset(
    {
        "critically",
        "seriously",
        "severely",
        "badly",
        "gravely",
        "grievously",
        "lightly",
        "slightly",
        "moderately",
    }
)
"""How badly some of the injured are hurt."""
_HEDGING = frozenset({"more", "than", "at", "least", "about", "some", "over", "nearly", "almost", "up", "to"})
_REACH = 40
"""Words after "including" in which its list is looked for."""
_OF_THEM = frozenset({"them", "whom", "those", "which", "these"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a toll: who, how many, and the words ``first`` to ``last`` of the number."""

    who: str
    count: Count
    first: int
    last: int


def find_parts(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Part]:
    """The breakdowns that ``sentence`` gives, in reading order."""
    found: list[Part] = []
    for word in sentence.words:
        if word.low in _INCLUDING:
            found.extend(_listed(sentence, word, quantities))
    for quantity in quantities:
        if any(part.first == quantity.first for part in found):
            continue
        part = _of_them(sentence, quantity)
        if part is not None:
            found.append(part)
    return found


def asides(sentence: Sentence) -> set[int]:
    """Indices of the words that single out some of a toll: "among them a nurse and her son", "two critically"."""
    inside: set[int] = set()
    words = sentence.words
    for word in words:
        if word.low in _INCLUDING:
            if (
                word.low == "among"
                and word.i + 1 < len(words)
                and words[word.i + 1].low in _OF_THEM
                and _is_behind(words, word)
            ):
                at = word.i - 1
                while at >= 0 and words[at].low not in {",", "(", "—", "–", ";"}:
                    inside.add(at)
                    at -= 1
                continue
            for each in words[word.i : word.i + _REACH]:
                if each.low in {".", ";", "—", "–", "”", ")"} or (
                    each.pos in {"VERB", "AUX"} and each.dep not in {"amod", "acl", "relcl"} and each is not word
                ):
                    break
                if each.pos == "NUM" and each.i > word.i + 1 and _is_lost(words, each.i + 1):
                    inside -= _hedges(words, each.i)
                    break  # "2 killed including an officer, 3 wounded"
                inside.add(each.i)
        elif word.low in _GRAVELY and word.i and words[word.i - 1].pos == "NUM" and not _is_lost(words, word.i + 1):
            inside.add(word.i - 1)
    return inside


def _hedges(words: Sequence[Word], number: int) -> set[int]:
    """Indices of the hedges right before a number."""
    at = number
    while at and words[at - 1].low in _HEDGING:
        at -= 1
    return set(range(at, number))


def _is_behind(words: Sequence[Word], among: Word) -> bool:
    """Whether "among them" follows what it singles out: "six people, two policemen among them, were killed"."""
    after = words[among.i + 2] if among.i + 2 < len(words) else None
    return among.i > 0 and is_person(words[among.i - 1]) and (after is None or after.pos in {"PUNCT", "VERB", "AUX"})


def _is_lost(words: Sequence[Word], i: int) -> bool:
    """Whether the word at ``i`` tells what became of a number before it."""
    if i >= len(words):
        return False
    known = loss_words()
    return words[i].low in known.adjectives or (words[i].tag in {"VBN", "VBD"} and words[i].lemma in known.verbs)


def _listed(sentence: Sentence, word: Word, quantities: Sequence[Quantity]) -> list[Part]:
    """The list after "including": numbers with nouns for people, up to the end of the clause."""
    found: list[Part] = []
    end = min(len(sentence.words), word.i + _REACH)
    for each in sentence.words[word.i + 1 : end]:
        if each.pos in {"VERB", "AUX"} and each.dep != "amod" and each.low != "aged":
            if not (each.lemma == "be" and not found):
                break
            continue
        if each.low in {".", ";", "—", "–", "”"}:
            break
        quantity = next((q for q in quantities if q.first == each.i), None)
        if quantity is None:
            continue
        noun = _counted(sentence, quantity)
        if noun is None or not is_person(noun):
            break
        found.append(Part(noun_phrase(sentence, noun), quantity.count, quantity.first, quantity.last))
    return [replace(part, who=_without_number(part.who, part.count.text)) for part in found]


def _counted(sentence: Sentence, quantity: Quantity) -> Word | None:
    """The noun that a number counts: right after it, adjectives and compounds between."""
    for word in sentence.words[quantity.last + 1 : quantity.last + 6]:
        if word.pos in {"NOUN", "PROPN"}:
            if word.dep == "compound" and word.head.i > word.i:
                continue
            return word
        if word.pos not in {"ADJ", "PART", "ADV", "PUNCT", "VERB"} or word.low == ",":
            return None
    return None


def _of_them(sentence: Sentence, quantity: Quantity) -> Part | None:
    """Read "three of them children", "of whom five were women", "20 of the dead were displaced"."""
    words = sentence.words
    after = [word.low for word in words[quantity.last + 1 : quantity.last + 3]]
    before = [word.low for word in words[max(0, quantity.first - 2) : quantity.first]]
    if len(after) == 2 and after[0] == "of" and after[1] in _OF_THEM:
        rest = words[quantity.last + 3 : quantity.last + 10]
    elif len(before) == 2 and before[0] == "of" and before[1] in _OF_THEM:
        rest = words[quantity.last + 1 : quantity.last + 8]
    else:
        return None
    noun = next((word for word in rest if word.pos in {"NOUN", "PROPN"} and word.dep != "compound"), None)
    if noun is None:
        return None
    if not is_person(noun) and not any(word.low in {"in", "under"} for word in rest[:3]):
        return None
    who = noun_phrase(sentence, noun) if is_person(noun) else sentence.slice(rest[0].i, noun.i)
    for verb in ("were ", "are ", "was ", "is "):
        who = who.removeprefix(verb)
    return Part(who, quantity.count, quantity.first, quantity.last)


def _without_number(who: str, number: str) -> str:
    _, found, rest = who.partition(number)
    return (rest if found else who).strip() or who
