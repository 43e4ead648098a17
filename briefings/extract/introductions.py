"""Whom the article itself introduces: people with their office, and short names in brackets."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from briefings.extract.acting import acts
from briefings.extract.parties import PARTICLES, Naming, Party, family_name, table
from briefings.extract.party_words import WORDS, lists
from briefings.extract.phrases import one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.parties import Hit, Index

_FORMER = frozenset(WORDS["reference"]["former"])
_LEADING = frozenset(WORDS["reference"]["leading"])
_GROUP_WORDS = frozenset(WORDS["organisations"]["group_words"])
_BODY_WORDS = frozenset(WORDS["organisations"]["body_words"])
_MEDIA = frozenset(name.lower() for name in WORDS["media"])
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "'s", "’s", "-", "&", "de", "del", "al"})
_STATE_TITLES = frozenset(WORDS["reference"]["state_titles"])
"""What in a title says that its bearer serves a state."""
_TITLE = 6
"""Words of a title before a name."""
_OFTEN = 3
"""Times that an article about one state names it at least."""
_LONGEST = 12
"""Words that the full name of a body may have."""


def introduced(sentences: Sequence[Sentence], hits: Sequence[Mapping[int, Hit]]) -> Index:
    """The names that this article gives its parties and their people, to be matched before the lexicon's."""
    namings: list[Naming] = []
    bearers: dict[str, dict[str, set[str]]] = {}
    parties: dict[str, Party] = {}
    home = _home(hits)
    for sentence in sentences:
        at = hits[sentence.index]
        if "(" in sentence.text or ", " in sentence.text:
            namings.extend(_short_names(sentence, at))
        for name, party in _people(sentence, at, home):
            words = tuple(word.low for word in name)
            spelled = tuple(low for low in words if low not in {"-", "–"})
            namings.append(Naming(spelled, party, "person"))
            bearers.setdefault(family_name(words, party.name), {}).setdefault(party.name, set()).update(words)
            parties[party.name] = party
    for surname, names in bearers.items():
        chosen = parties[next(iter(names))] if len(names) == 1 else None
        given = frozenset().union(*names.values()) | PARTICLES
        namings.append(Naming((surname,), chosen, "surname", given=given))
    return table(namings)


def _home(hits: Sequence[Mapping[int, Hit]]) -> Party | None:
    """The state whose own officials an article needn't name: the one that its groups fight, or names far most."""
    told = [
        hit.party
        for at in hits
        for i, hit in at.items()
        if i == hit.first and hit.party is not None and not hit.bond and hit.use not in {"capital", "seat"}
    ]
    states = {party.name: party for party in told if party.kind == "country"}
    fought = {WORDS["opponents"][party.name] for party in told if party.name in WORDS["opponents"]}
    if len(fought) == 1 and (state := states.get(next(iter(fought)))) is not None:
        return state
    counts = Counter(party.name for party in told if party.kind == "country").most_common(2)
    if not counts or counts[0][1] < _OFTEN or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    return states[counts[0][0]]


def _people(sentence: Sentence, hits: Mapping[int, Hit], home: Party | None) -> Iterator[tuple[list[Word], Party]]:
    """The people whose party the sentence tells, each with the words of the name."""
    words = sentence.words
    at = 0
    while at < len(words):
        start = at
        while at < len(words) and _is_name(words, at):
            at += 1
        if at > start:
            name = words[start:at]
            party = _party_of(sentence, hits, name) or (_of_state(sentence, hits, name) and home)
            if party:
                yield name, party
        at += 1


def _is_name(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.text == "-" and 0 < at < len(words) - 1:
        return words[at - 1].ent == "PERSON" and words[at + 1].ent == "PERSON"
    return word.ent == "PERSON" and word.pos == "PROPN" and word.lemma not in lists().roles


def _party_of(sentence: Sentence, hits: Mapping[int, Hit], name: Sequence[Word]) -> Party | None:
    hit = hits.get(name[-1].i)
    if hit is not None and hit.use not in {"person", "surname"}:
        return None
    inside = {word.i for word in name}
    head = next((word for word in reversed(name) if word.head.i not in inside or word.head is word), name[-1])
    told = _title_before(sentence, hits, name[0].i) or _office(sentence, hits, head) or _leads(sentence, hits, head)
    # Once the full name of a person known is told, the surname is that person's, however common it is.
    return told or (hit.party if hit is not None and hit.use == "person" and len(name) > 1 else None)


def _of_state(sentence: Sentence, hits: Mapping[int, Hit], name: Sequence[Word]) -> bool:
    """Whether a name has an office of a state left unnamed: "presidential adviser X", "X, who leads the army team"."""
    if any(word.i in hits for word in name):
        return False
    inside = {word.i for word in name}
    head = next((word for word in reversed(name) if word.head.i not in inside or word.head is word), name[-1])
    before = reversed(sentence.words[max(0, name[0].i - _TITLE) : name[0].i])
    near = list(takewhile(lambda word: word.pos in {"NOUN", "PROPN", "ADJ"}, before))
    offices = [kid for kid in head.kids if kid.dep == "appos"] + ([head.head] if head.dep == "appos" else [])
    offices += [thing for kid in head.kids if kid.dep == "relcl" and kid.lemma in _LEADING for thing in kid.kids]
    near += [word for office in offices for word in (office, *office.kids) if office.dep != "nsubj"]
    if any(word.i in hits or word.low in _FORMER for word in near):
        return False
    lows = {word.low for word in near}
    titled = any(lists().roles.get(word.lemma) == "person" for word in near) or bool(offices)
    return titled and bool(lows & _STATE_TITLES)


def _title_before(sentence: Sentence, hits: Mapping[int, Hit], at: int) -> Party | None:
    """The party in the title before a name: "Ukrainian President", "Houthi military spokesman"."""
    words, roles = sentence.words, lists().roles
    found: Hit | None = None
    titled = False
    for word in reversed(words[max(0, at - _LONGEST) : at]):
        if word.low in _FORMER:
            return None
        hit = hits.get(word.i)
        if hit is not None:
            if hit.use in {"person", "surname"}:
                break
            found = hit
        elif roles.get(word.lemma) == "person":
            titled = True
        elif not (word.pos in {"NOUN", "PROPN", "ADJ"} or word.low in {"'s", "’s", "and", "of", "for", "-"}):
            break
    if found is None or not titled or found.bond or not acts(found, words):
        return None
    return found.party


def _office(sentence: Sentence, hits: Mapping[int, Hit], head: Word) -> Party | None:
    """The party of the office in apposition: "Rustem Umerov, Ukraine's defence minister"."""
    offices = [kid for kid in head.kids if kid.dep == "appos" and kid.i > head.i]
    if head.dep == "appos":
        offices.append(head.head)
    for office in offices:
        if lists().roles.get(office.lemma) != "person" or any(kid.low in _FORMER for kid in office.kids):
            continue
        names = one(hits, sentence, office).names
        if len(names) == 1:
            return _named(hits, names[0])
    return None


def _leads(sentence: Sentence, hits: Mapping[int, Hit], head: Word) -> Party | None:
    """The party that the person leads: "Medinsky, who heads the Russian delegation"."""
    for kid in head.kids:
        if kid.dep == "relcl" and kid.lemma in _LEADING:
            for thing in kid.kids:
                names = one(hits, sentence, thing).names if thing.dep == "dobj" else ()
                if len(names) == 1:
                    return _named(hits, names[0])
    return None


def _named(hits: Mapping[int, Hit], name: str) -> Party:
    for hit in hits.values():
        if hit.party is not None and hit.party.name == name:
            return hit.party
    return Party(name, "group")


def _short_names(sentence: Sentence, hits: Mapping[int, Hit]) -> Iterator[Naming]:
    """Names told apart: "the Rapid Support Forces (RSF)", "M23 (March 23 Movement)", "the …, or ELN"."""
    for bracket, inside in _asides(sentence):
        before, within = hits.get(bracket - 1), hits.get(inside[0].i)
        if within is not None and within.last != inside[-1].i:
            within = None
        text = sentence.slice(inside[0].i, inside[-1].i).strip("\"'“”‘’")
        if before is not None and before.party is not None and within is None:
            if before.use == "name" and (text.isupper() or len(inside) > 1) and before.party.kind != "country":
                yield Naming(_lower(inside), before.party)
        elif before is None and len(inside) == 1 and text.isupper() and len(text) > 1:
            yield from _unknown_name(sentence, bracket, inside, within)


def _asides(sentence: Sentence) -> Iterator[tuple[int, list[Word]]]:
    """What stands in brackets, or as an acronym after ", or" and "known as": where it opens, and its words."""
    words = sentence.words
    for word in words[1:]:
        if word.text == "(":
            near = words[word.i + 1 : word.i + _LONGEST]
            close = next((each.i for each in near if each.text == ")"), -1)
            if close > word.i + 1:
                yield word.i, words[word.i + 1 : close]
        elif word.low in {"or", "as"} and word.i + 1 < len(words) and words[word.i + 1].text.isupper():
            comma = next((each.i for each in words[max(0, word.i - 4) : word.i] if each.text == ","), 0)
            known = {"known", "called"} & {each.low for each in words[comma : word.i]}
            if comma and (known if word.low == "as" else comma == word.i - 1):
                yield comma, [words[word.i + 1]]


def _unknown_name(sentence: Sentence, bracket: int, inside: Sequence[Word], within: Hit | None) -> Iterator[Naming]:
    """The full name before a bracketed acronym, where it's a body's; the acronym's party if that is known."""
    letters = "".join(each for each in inside[0].text if each.isalpha()).lower()
    known = within is not None and within.party is not None
    full = _full_name(sentence.words[max(0, bracket - _LONGEST) : bracket], "" if known else letters)
    text = sentence.slice(full[0].i, full[-1].i) if full else ""
    if not full or text.lower() in _MEDIA or inside[0].low in _MEDIA:
        return
    lows = {word.low for word in full}
    if within is not None and within.party is not None:
        party = within.party
    elif lows & (_GROUP_WORDS | _BODY_WORDS):
        party = Party(text, "group" if lows & _GROUP_WORDS else "organisation")
    else:
        return
    yield Naming(_lower(full), party)
    yield Naming(_lower(inside), party, exact=inside[0].text)


def _full_name(before: Sequence[Word], letters: str) -> list[Word]:
    """The capitalised words at the end of ``before``, from the first that begins as ``letters`` do."""
    chosen: list[Word] = []
    for word in reversed(before):
        if not (word.text[0].isupper() or word.low in _SMALL):
            break
        chosen.insert(0, word)
    while chosen and (chosen[0].low in _SMALL or not chosen[0].low.startswith(letters[:1])):
        chosen.pop(0)
    return chosen if len(chosen) > 1 else []


def _lower(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.low.replace("’", "'") for word in words if word.text not in {"-", "–", "/", '"', "“", "”"})
