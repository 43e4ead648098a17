"""Spans of a sentence that may name a place: by the gazetteer, or by the words around an unknown name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import gazetteer
from briefings.extract.place_address import is_addressed
from briefings.extract.place_words import attack_nouns, attack_verbs, common_words, demonyms, words

if TYPE_CHECKING:
    from briefings.extract.gazetteer import Entry
    from briefings.extract.parse import Sentence, Word

_LONGEST = 7
"""Words of the longest names looked for, hyphens counted."""

_NEVER_FIRST = frozenset({"ADP", "SCONJ", "DET", "PRON", "CCONJ", "AUX", "PART", "INTJ", "PUNCT", "SYM", "NUM", "ADV"})
_DASHES = frozenset({"-", "–", "—", "--", "―"})
_DATELINE_POS = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X", "NOUN", "CCONJ", "SPACE"})
_SMALL = 200_000
"""Inhabitants below which a longer name around a known one is believed rather than the known one."""

_DATELINE = 14
"""Words within which a date line ends in a dash: "GOMA, Congo (Agency), Jan. 27 -"."""

_RANKS = frozenset({"capital", "stronghold", "front", "community", "communities"})
"""Kinds that precede also what they are not: "the capital of Syria"."""

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_OTHER_ENTITIES = frozenset({"DATE", "TIME", "NORP", "EVENT", "LAW", "LANGUAGE", "PRODUCT", "WORK_OF_ART", "ORDINAL"})
_SURELY_WHERE = frozenset({"in", "near", "outside", "off"})
_FALLING = frozenset({"bomb", "shell", "rocket", "missile", "fire"})


class Hit(NamedTuple):
    """A span that may name a place.

    ``first`` to ``last`` span the name with its direction and its generic word; ``start`` to ``stop`` the
    bare name. ``generic`` is what words beside it call it ("region", "district", "settlement", "camp", "");
    ``entries`` is what the gazetteer knows by the name, nothing for an unknown one.
    """

    first: int
    last: int
    start: int
    stop: int
    entries: tuple[Entry, ...]
    generic: str
    direction: bool
    dateline: bool


def spans(sentence: Sentence, *, opens: bool) -> list[Hit]:
    """The hits of a sentence in reading order, none overlapping; ``opens``: it opens its paragraph."""
    dateline = _dateline_end(sentence) if opens else -1
    shouted = _is_shouted(sentence)
    found: list[Hit] = []
    taken = -1
    for word in sentence.words:
        if word.i <= taken or not _may_start(sentence, word, taken):
            continue
        hit = _hit(sentence, word, taken, dateline, shouted=shouted)
        if hit is not None:
            found.append(hit)
            taken = hit.last
    return found


def _is_shouted(sentence: Sentence) -> bool:
    """Whether the sentence is in capitals throughout, as some headlines are."""
    letters = [word.text for word in sentence.words if word.text.isalpha() and len(word.text) > 1]
    return len(letters) > 3 and sum(text.isupper() for text in letters) > 0.7 * len(letters)


def _dateline_end(sentence: Sentence) -> int:
    """Index of the last word of an opening date line ("BEIRUT (Agency) —", "GENEVA:"), or -1."""
    tokens = sentence.words[:_DATELINE]
    for word in tokens[1:]:
        dashed = word.text in _DASHES and word.start > tokens[word.i - 1].end
        if (dashed or (word.text == ":" and tokens[0].text.isupper())) and tokens[0].text[0].isupper():
            return word.i
        if word.pos not in _DATELINE_POS:
            break
    end = -1
    for word in tokens:
        if not (word.text.isupper() and (len(word.text) > 3 or end >= 0)) and word.text not in {
            "/",
            "-",
            ",",
        }:
            break
        end = word.i
    return end if end >= 0 and tokens[0].text.isalpha() and not _is_shouted(sentence) else -1


def _may_start(sentence: Sentence, word: Word, taken: int) -> bool:
    """Whether a name may start at ``word``: a capital, or an Arabic article before one ("al-Bab")."""
    text, at = word.text, word.i
    if not text[0].isupper():
        following = sentence.words[at + 2 : at + 3]
        return (
            word.low in words("arabic_article")
            and bool(following)
            and sentence.words[at + 1].text == "-"
            and following[0].text[0].isupper()
        )
    if word.pos in _NEVER_FIRST and word.ent not in _PLACE_ENTITIES and not text.isupper():
        return _is_begun(sentence, at)
    if (
        at >= 2
        and sentence.words[at - 1].text == "-"
        and taken < at - 2
        and sentence.words[at - 2].end == word.start - 1
    ):
        return not sentence.words[at - 2].text[0].isupper()
    return True


def _is_begun(sentence: Sentence, at: int) -> bool:
    """Whether a small word with a capital begins a name behind a preposition: "near In Amenas"."""
    tokens = sentence.words
    behind = at > 0 and tokens[at - 1].low in _SURELY_WHERE | {"at"} and tokens[at].low in {"in", "al", "el"}
    return behind and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()


def _hit(sentence: Sentence, word: Word, taken: int, dateline: int, *, shouted: bool) -> Hit | None:
    """The longest known name at ``word``, else an unknown one that its surroundings call a place."""
    stop, entries = _longest(sentence, word)
    name = sentence.slice(word.i, stop)
    in_line = word.i <= dateline
    if entries and not _spelled(name, entries, free=in_line or shouted):
        entries = ()
    if entries and not in_line and _is_part(sentence, word.i, stop, entries[0]):
        entries = ()
    if not entries:
        stop = _run_end(sentence, word)
        if in_line or not (word.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB"} or _is_begun(sentence, word.i)):
            return None
    first, last, generic = _generic(sentence, word.i, stop, taken)
    if generic == "settlement" and entries and not any(entry.kind == "city" for entry in entries):
        first, last, generic = word.i, stop, ""  # "the cities of Ukraine" are no city
    if not entries and not _unknown_place(sentence, word.i, stop, generic):
        return None
    before, direction = _direction(sentence, first, taken)
    return Hit(before, last, word.i, stop, entries, generic, direction, in_line)


def _longest(sentence: Sentence, word: Word) -> tuple[int, tuple[Entry, ...]]:
    """The last word of the longest known name that starts at ``word``, and what it may stand for."""
    tokens = sentence.words
    best = word.i
    entries: tuple[Entry, ...] = ()
    for at in range(word.i, min(word.i + _LONGEST, len(tokens))):
        here = tokens[at]
        inner = here.low in words("inner") or here.text == "."
        joined = at > word.i and tokens[at - 1].text == "-" and here.start == tokens[at - 1].end
        if at > word.i and not (here.text[0].isupper() or inner or joined or here.text[0] in "'’"):
            break
        key = gazetteer.fold(sentence.slice(word.i, at))
        known = () if inner and not here.text[0].isupper() else gazetteer.find(key)
        if known:
            best, entries = at, known
        if not inner and key and not gazetteer.begins(key):
            break
    return best, entries


def _spelled(name: str, entries: tuple[Entry, ...], *, free: bool) -> bool:
    """Whether capitals fit: short names of countries only in capitals ("US"), others not ("SANA")."""
    key = entries[0].key
    if entries[0].kind == "country" and len(key) <= 3:
        return name.isupper() and (not free or "." in name or key != "us" or len(name) == 2)
    return free or not name.isupper() or len(name) > 12


def _is_part(sentence: Sentence, start: int, stop: int, entry: Entry) -> bool:
    """Whether a small place's name only begins a longer, unknown one: "Tal" of "Tal Rasm"."""
    after = sentence.words[stop + 1 : stop + 2]
    if not after or after[0].pos != "PROPN" or not after[0].text[0].isupper() or entry.population > _SMALL:
        return False
    known = _kinds() | words("building") | words("title")
    first = sentence.words[start]
    same = first.ent == after[0].ent and (first.ent == "GPE" or first.dep == "compound")
    return after[0].low not in known and same


def _run_end(sentence: Sentence, word: Word) -> int:
    """The last word of the run of capitalised words from ``word``, inner particles included."""
    tokens, end, at = sentence.words, word.i, word.i + 1
    while at < len(tokens) and at - word.i < _LONGEST:
        here = tokens[at]
        if here.text[0].isupper() and here.pos in {"PROPN", "NOUN", "ADJ", "X"} and here.low not in _kinds():
            end = at
        elif here.low not in {"-", *words("arabic_article")} or (
            here.low != "-" and here.start > tokens[at - 1].end and at > end + 1
        ):
            break
        at += 1
    return end if end > word.i or word.text[0].isupper() else word.i


def _kinds() -> frozenset[str]:
    return words("settlement") | words("region") | words("camp")


def _generic(sentence: Sentence, start: int, stop: int, taken: int) -> tuple[int, int, str]:
    """Widen a name by what says what it is: "Kherson region", "village of Hass", "Nuseirat refugee camp"."""
    tokens = sentence.words
    after = [each.low for each in tokens[stop + 1 : stop + 3]]
    kind = _kind(after[0]) if after else ""
    if kind in {"region", "district", "camp"}:
        return start, stop + 1, kind
    if len(after) == 2 and after[0] in words("camp_kind") and after[1] in words("camp"):
        return start, stop + 2, "camp"
    before = [each.low for each in tokens[max(start - 2, taken + 1, 0) : start]]
    named = _kind(before[0]) if len(before) == 2 and before[1] == "of" and before[0] not in _RANKS else ""
    if named:
        return start - 2, stop, named
    if before and before[-1] not in _RANKS and _kind(before[-1]) == "settlement":
        return start - 1, stop, "settlement"
    return (start, stop + 1, kind) if kind else (start, stop, "")


def _kind(word: str) -> str:
    """What a generic word calls a place: "province" → "region"."""
    return next((kind for kind in ("district", "region", "camp", "settlement") if word in words(kind)), "")


def _direction(sentence: Sentence, first: int, taken: int) -> tuple[int, bool]:
    """Where the name starts with its direction taken in: "north-eastern Syria"; and whether it has one."""
    tokens = sentence.words
    at = first - 1
    if at <= taken or tokens[at].low not in words("direction") - words("no_direction"):
        return first, False
    if at - 2 > taken and tokens[at - 1].text == "-" and tokens[at - 2].low in words("direction"):
        at -= 2
    return at, True


def _unknown_place(sentence: Sentence, start: int, stop: int, generic: str) -> bool:
    """Whether a name that the gazetteer lacks is called a place by its words or by the entity recogniser."""
    tokens = sentence.words[start : stop + 1]
    after = sentence.words[stop + 1].low if stop + 1 < len(sentence.words) else ""
    if not _is_name(tokens) or after == "-":
        return False
    if generic in {"settlement", "camp"}:
        return True
    if generic == "region" and after in words("sure_region"):
        return all(word.ent != "PERSON" for word in tokens)
    before = sentence.words[start - 1].low if start else ""
    hit = before == "on" and start > 1 and sentence.words[start - 2].lemma in attack_nouns() | _FALLING
    if (hit or before in _SURELY_WHERE) and not sentence.lemmas.isdisjoint(
        attack_verbs() | attack_nouns() | words("deadly")
    ):
        # Near an attack the entity recogniser takes a village for a person or a body as often as for a place.
        return all(
            (word.pos == "PROPN" or _is_begun(sentence, word.i)) and word.ent not in _OTHER_ENTITIES for word in tokens
        )
    if is_addressed(sentence, start, stop):
        return all(word.ent not in _OTHER_ENTITIES for word in tokens)
    located = before in words("firmly_locative") or before in {"from", "to", "of", "on"}
    return located and all(word.ent == "GPE" for word in tokens)


def _is_name(tokens: list[Word]) -> bool:
    """Whether the words look like one proper name, and not an abbreviation, a people or a common word."""
    first = tokens[0]
    shouted = any(word.text.isupper() and len(word.text) > 1 for word in tokens)
    proper = any(word.pos == "PROPN" for word in tokens) and not shouted
    if first.low in words("arabic_article") | {"in"} and len(tokens) > 1:  # "Al Basira", "In Amenas"
        return proper and len(tokens) <= 5
    common = first.low in demonyms() or gazetteer.fold(first.text) in common_words()
    return proper and not common and len(first.text) > 2 and len(tokens) <= 5
