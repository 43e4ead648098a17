"""Who can be a party: countries, armed groups, organisations and their leaders, and where they are named.

The names are data (``lexicon/*.tsv`` and ``*.toml``). They are looked up word by word, longest first, through
a table keyed by the first word: about a microsecond a word, however many names there are.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import lexicon
from briefings.extract.party_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.extract.parse import Word

_JOINERS = frozenset({"-", "–", "‐", "‑", "/"})
_LED = frozenset(WORDS["led"])
_ALSO_WORDS = frozenset(WORDS["also_words"])
PARTICLES = frozenset({"al", "el", "bin", "ben", "de", "von", "der", "le", "la", "ould", "ag", "da", "abu", "jr."})
"""Parts of names that say nothing of who bears them."""
_TITLES = frozenset(WORDS["roles"]["person"])
_SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr", "ii", "iii"})
_ACRONYM = 6
"""Names of at most so many letters, all capitals, are matched only in capitals."""


class Party(NamedTuple):
    """A party by its common English name; ``kind`` is "country", "group" or "organisation"."""

    name: str
    kind: str
    code: str | None = None
    adjective: str = ""


class Naming(NamedTuple):
    """One way of naming a party, as lower-case words; ``party`` None is a name to be passed over.

    ``use`` is "name", "adjective", "capital", "seat", "person" or "surname". ``exact`` is the only spelling
    that counts, where case matters; ``given`` are the other names of a surname's bearer.
    """

    words: tuple[str, ...]
    party: Party | None
    use: str = "name"
    exact: str = ""
    cased: bool = True
    given: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """A party named from word ``first`` to ``last``; ``bond`` says that it's only part of a compound.

    ``bond`` is "" for a free name (also in "US-led"), else the word tied to it: "backed" in "Iran-backed",
    "pro" in "pro-Russian", "ethnic" in "ethnic Armenians".
    """

    first: int
    last: int
    party: Party | None
    use: str
    bond: str = ""


Index = dict[str, tuple[Naming, ...]]
"""Namings by their first word, longest first."""


def split(name: str) -> tuple[str, ...]:
    """``name`` in lower-case words, cut as the parser cuts a text."""
    text = re.sub(r"(?<=[^\W\d_])[-–/](?=[^\W\d_])", " ", name.replace("’", "'"))
    text = re.sub(r"([(),]|'s(?!\w)|'(?!\w))", r" \1 ", text)
    return tuple(text.lower().split())


def naming(name: str, party: Party | None, use: str = "name", *, loose: bool = False) -> Naming:
    """Tell how ``name`` is to be matched; ``loose`` names count in lower case too."""
    spelled = name.startswith("=")
    name = name.removeprefix("=")
    words = split(name)
    capitals = name.isupper() and len(name) <= _ACRONYM
    return Naming(
        words=words,
        party=party,
        use=use,
        exact=name if capitals or spelled else "",
        cased=name[0].isupper() and words[0] not in PARTICLES and not (loose and words[0] not in _ALSO_WORDS),
    )


def table(namings: Iterable[Naming]) -> Index:
    """Index ``namings`` by first word, the longest first, of equal ones the first given first."""
    grouped: dict[str, dict[tuple[tuple[str, ...], str, bool], Naming]] = {}
    for each in namings:
        if each.words:
            grouped.setdefault(each.words[0], {}).setdefault((each.words, each.exact, each.cased), each)
    return {first: tuple(sorted(found.values(), key=lambda each: -len(each.words))) for first, found in grouped.items()}


@cache
def countries() -> tuple[tuple[Party, tuple[tuple[str, ...], ...]], ...]:
    """Every country with its other names, adjectives and capitals."""
    rows = []
    text = Path(lexicon.__file__).with_name("countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, name, *columns = line.split("\t")
        others = tuple(tuple(word for word in column.split("|") if word) for column in columns)
        rows.append((Party(name, "country", code or None, (*others[1], "")[0]), others))
    return tuple(rows)


@cache
def home_party(country: str) -> str | None:
    """The party whose territory ``country`` (ISO 3166-1 alpha-2) is."""
    return next((party.name for party, _ in countries() if party.code == country), None)


def home_of(name: str) -> str | None:
    """The ISO 3166-1 code of the country that the armed group ``name`` is of, if it is of one."""
    state = known().get(WORDS["opponents"].get(name, ""))
    return WORDS["homes"].get(name) or (state.code if state else None)


@cache
def known() -> dict[str, Party]:
    """Every party of the lexicon by its common name."""
    found = {party.name: party for party, _ in countries()}
    for file, kind in (("groups.toml", "group"), ("organisations.toml", "organisation")):
        for section in lexicon.load(file).values():
            for name in section:
                found.setdefault(name, Party(name, kind))
    return found


@cache
def lexicon_index() -> Index:
    """The whole lexicon, ready to be matched."""
    return table(_namings())


def called(name: str, *uses: str) -> frozenset[str]:
    """The parties of the lexicon that ``name`` alone may stand for, in any case; with ``uses`` only such namings."""
    words = split(name)
    words = words[1:] if words[:1] == ("the",) else words
    namings = lexicon_index().get(words[0], ()) if words else ()
    return frozenset(
        each.party.name for each in namings if each.words == words and each.party and (not uses or each.use in uses)
    )


def family_name(words: Sequence[str], party: str) -> str:
    """The surname among the words of a full name, before "Jr."; in East Asia it comes first."""
    words = [word for word in words if word.lower() not in _SUFFIXES] or words
    return words[0 if party in lexicon.load("leaders.toml")["common"]["family_first"] else -1].lower()


def _namings() -> Iterator[Naming]:
    for name in WORDS["not_parties"]:
        yield naming(name, None)
    yield from _listed_names()
    for party, (names, adjectives, capitals) in countries():
        for name in (party.name, *names):
            yield naming(name, party, loose=True)
        for name in adjectives:
            yield naming(name, party, "adjective", loose=True)
        for name in capitals:
            yield naming(name, party, "capital")
    parties = known()
    states = lexicon.load("states.toml")
    for section, use in (("seats", "seat"), ("forces", "name")):
        for name, names in states[section].items():
            for each in names:
                yield naming(each, parties[name], use)
    yield from _leaders(parties)


def _listed_names() -> Iterator[Naming]:
    parties = known()
    for file in ("groups.toml", "organisations.toml"):
        for section in lexicon.load(file).values():
            for name, names in section.items():
                for each in names if f"={name}" in names else (name, *names):
                    yield naming(each, parties[name])


@cache
def namesakes(country: str) -> Index:
    """Names that mean a party only in an article about ``country`` (ISO 3166-1 alpha-2): "RAF" in Germany."""
    parties = known()
    listed = lexicon.load("namesakes.toml").get(country, {})
    return table(naming(each, parties[name]) for name, names in listed.items() for each in names)


def _leaders(parties: Mapping[str, Party]) -> Iterator[Naming]:
    """Every leader by full name, and by surname where only one party's leaders bear it."""
    leaders = lexicon.load("leaders.toml")
    bearers: dict[str, dict[str, set[str]]] = {}
    for name, people in leaders["people"].items():
        for person in people:
            yield naming(person, parties[name], "person")
            words = split(person)
            if len(words) > 1:
                surname = family_name(words, name)
                bearers.setdefault(surname, {}).setdefault(name, set()).update(words)
    common = {surname.lower() for surname in leaders["common"]["surnames"]}
    for surname, names in bearers.items():
        if len(names) == 1 and surname not in common and len(surname) > 2:
            ((name, words_of),) = names.items()
            yield Naming((surname,), parties[name], "surname", given=frozenset(words_of) | PARTICLES)


def scan(words: Sequence[Word], *indexes: Index) -> list[Hit]:
    """Find the parties named in ``words``, in reading order, without overlaps; earlier indexes come first."""
    hits: list[Hit] = []
    shouted = all(word.text.isupper() for word in words if word.text.isalpha()) and len(words) > 2
    after = 0
    for word in words:
        if word.i < after:
            continue
        for index in indexes:
            candidates = index.get(_straight(word.low)) or _hyphened(word, index)
            if candidates and (hit := _longest(words, word.i, candidates, shouted=shouted)):
                hits.append(hit)
                after = hit.last + 1
                break
    return hits


def _straight(low: str) -> str:
    """The word with straight apostrophes, as the lexicon has them."""
    return low.replace("’", "'") if "’" in low else low


def _hyphened(word: Word, index: Index) -> tuple[Naming, ...]:
    """Namings for a name that the parser leaves tied to what follows: "U.S.-led", "M23-held"."""
    if "-" not in word.low:
        return ()
    return tuple(each for each in index.get(word.low.partition("-")[0], ()) if len(each.words) == 1)


def _longest(words: Sequence[Word], at: int, candidates: Sequence[Naming], *, shouted: bool) -> Hit | None:
    for each in candidates:
        last = _match(words, at, each)
        if last >= 0 and _spelled(words, at, last, each, shouted=shouted):
            tied = "" if _straight(words[at].low) == each.words[0] else words[at].low.partition("-")[2]
            return Hit(at, last, each.party, each.use, _bond(words, at, last, tied))
    return None


def _match(words: Sequence[Word], at: int, each: Naming) -> int:
    """The index of the last word of ``each`` found at ``at``, -1 where it isn't there."""
    for expected in each.words[1:]:
        at += 1
        while at < len(words) and words[at].text in _JOINERS:
            at += 1
        if at >= len(words) or _straight(words[at].low) != expected:
            return -1
    return at


def _spelled(words: Sequence[Word], at: int, last: int, each: Naming, *, shouted: bool) -> bool:
    """Whether the case fits, and a surname isn't somebody else's."""
    text = words[at].text
    if shouted and each.words[0] in _ALSO_WORDS and each.words[0] != "us" and len(each.words) == 1:
        return False
    if each.exact:
        if len(each.words) > 1:
            return each.exact.isupper() or _as_written(each.exact, words[at : last + 1])
        return text.partition("-")[0] == each.exact or text == each.exact
    if each.cased and not text[0].isupper():
        return False
    if each.use == "surname":
        return text[0].isupper() and not _in_name(words, at, each.given)
    if each.use in {"name", "adjective", "capital"} and len(each.words) == 1 and words[at].ent == "PERSON":
        return not _in_name(words, at, _TITLES)
    return True


def _as_written(name: str, words: Sequence[Word]) -> bool:
    """Whether ``words`` have the letters of ``name``, case included."""
    return [each for each in name if each.isalnum()] == [each for word in words for each in word.text if each.isalnum()]


def _in_name(words: Sequence[Word], at: int, given: frozenset[str]) -> bool:
    """Whether the word at ``at`` is part of a person's name with words that aren't in ``given``."""
    before = words[at - 1] if at else None
    while before and before.text in _JOINERS and before.i:
        before = words[before.i - 1]
    after = words[at + 1] if at + 1 < len(words) else None
    return any(
        near is not None and near.ent == "PERSON" and near.pos == "PROPN" and near.low not in allowed
        for near, allowed in ((before, given), (after, _TITLES))
    )


def _bond(words: Sequence[Word], first: int, last: int, tied: str) -> str:
    """The participle or prefix that a name is tied to by a hyphen (``tied`` within its word), else ""."""
    if not tied and last + 2 < len(words) and words[last + 1].text in _JOINERS:
        after = words[last + 2]
        tied = after.low if after.text.islower() and (after.tag.startswith("VB") or after.pos == "ADJ") else ""
    if tied:
        return "" if tied in _LED else tied
    if first >= 2 and words[first - 1].text in _JOINERS and words[first - 2].low in {"pro", "anti", "ex", "non"}:
        return words[first - 2].low
    return ""
