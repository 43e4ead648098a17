"""Question → query: what is asked, of which parties, places and times; nothing that it says is dropped.

Whatever is no pattern, name, time or filler ends in ``words`` or ``unknown``, which an event must tell of: so a
question about something that the store doesn't hold finds nothing, rather than the nearest thing to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from briefings.answers import Aspect, Query, Turn
from briefings.ask.names import Name, Word, find_names, words_of
from briefings.ask.threads import continued, goes_on
from briefings.ask.times import Timed, find_time
from briefings.ask.words import NAME, TIME, expression, filler, is_spoken, lexicon, prefix
from briefings.extract import gazetteer
from briefings.store.keys import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from briefings.answers import Fate
    from briefings.events import Kind
    from briefings.records import Weapon
    from briefings.store.records import KnownNames

LONGEST = 400
"""Characters of a question at most: what is longer is no question that one could answer in two sentences."""
_MOST_WORDS = 4
"""Words that are neither names nor part of how one asks; with more of them it isn't about a conflict, or no English."""

_MENTION = re.compile(r"<[@#!:][^<>]*>|<t:\d+(?::\w)?>")
_LINK = re.compile(r"<(?:https?|mailto):[^<>|]*(?:\|([^<>]*))?>|\[([^\]]*)\]\([^)]*\)|https?://\S+")
_MARKS = re.compile(r"[*_~`>|#]+")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w.,/-])\d+(?![\w/-]|[.,]\d)")
_FATES: tuple[Fate, ...] = ("killed", "injured", "missing", "captured")
_WEAK = 1
"""Words of a pattern that says little of what is asked where another says more."""
_POLITICAL: frozenset[Aspect] = frozenset(
    {"demands", "response", "agreements", "outcome", "next_round", "delegates", "leader", "parties"}
)
"""Aspects in which a capital stands for its government."""
_OPEN: frozenset[Aspect] = frozenset({"happened", "new", "when", "where", "who_says", "confirmed"})
"""Aspects of any event."""
_LAST: frozenset[Aspect] = frozenset({"happened", "new"})
"""Aspects that are asked only where nothing closer is."""
_FIRED = ("drone", "missile", "rocket", "artillery", "bomb")
"""Weapons that are counted when they are launched."""


class _Asked(NamedTuple):
    """A question taken apart: its words, the text in which names and times are masked, and what was recognised."""

    words: tuple[Word, ...]
    names: tuple[Name, ...]
    time: Timed | None
    masked: str
    places: tuple[int, ...]  # where in the masked text each name stands
    used: set[int]  # characters of the masked text that a pattern has taken

    def take(self, match: re.Match[str]) -> None:
        """Count what a pattern matched as understood: its own words, not those that it only leaves room for."""
        for word in re.finditer(r"[^\W_]+", match[0]):
            if word[0] in {NAME, TIME} or word[0].isdigit() or is_spoken(word[0]):
                self.used.update(range(match.start() + word.start(), match.start() + word.end()))


def understand(question: str, known: KnownNames, now: datetime, before: Turn | None = None) -> Query | None:
    """What ``question`` asks for, in a thread that asked ``before``; None where it isn't understood.

    ``known`` are those of ``names_in(question)`` that the store has.
    """
    text = clean(question)
    if not text or len(text) > LONGEST or _is_foreign(text):
        return None
    asked = _take_apart(text, known, now)
    fates = _fates(asked)
    aspects = _aspects(asked, fates)
    if expression(lexicon()["filler"]["foreign_about"]).fullmatch(asked.masked.strip(" ?!.")):
        return None
    named = bool(asked.names or asked.time)
    going_on = before is not None and goes_on(asked.masked, named=named, left=_left(asked))
    if not aspects and not going_on:
        if not named or _left(asked):
            return None
        aspects = ("happened",)
    query: Query | None = _query(asked, aspects, fates)
    if query and before and going_on:
        query = continued(query, before, asked.masked)
    if query is None or len(query.words) > _MOST_WORDS or not query.aspects:
        return None
    return query


def clean(question: str) -> str:
    """A question as plain text of one line: no mentions, links or marks of a chat's markup."""
    text = unicodedata.normalize("NFKC", question[: 4 * LONGEST])
    text = _MENTION.sub(" ", text)
    text = _LINK.sub(lambda match: match[1] or match[2] or " ", text)
    text = _MARKS.sub(" ", text).replace("’", "'").replace("‘", "'")
    text = "".join("" if unicodedata.category(char) == "Cf" else char if char.isprintable() else " " for char in text)
    misspelt = lexicon()["misspelt"]
    return " ".join(re.sub(r"\w+", lambda match: misspelt.get(match[0].lower(), match[0]), text).split())


def _is_foreign(text: str) -> bool:
    """Whether the question is about something else, or an order."""
    filler_words = lexicon()["filler"]
    low = text.lower()
    start = re.match(r"[^\w]*(?:please |can you |could you |now |and |so |but |then )*(.*)", low)
    return bool(
        expression(filler_words["foreign"]).search(low)
        or (start and expression(filler_words["foreign_starts"]).match(start[1]))
        or re.search(r"[{}<>;=\\]", low)
    )


def _take_apart(text: str, known: KnownNames, now: datetime) -> _Asked:
    """Find the times, then the names in what is left, and mask both."""
    time = find_time(text.lower(), now)
    blank = text if time is None else text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    words = tuple(words_of(blank))
    names = tuple(find_names(words, known))
    spans = [(words[name.first].start, words[name.last].end, NAME) for name in names]
    if time:
        spans.append((time.start, time.end, TIME))
    masked, places, at = "", [], 0
    low = text.lower()
    for start, end, mask in sorted(spans):
        masked += low[at:start]
        if mask == NAME:
            places.append(len(masked))
        masked += mask
        at = end
    masked += low[at:]
    asked = _Asked(words, names, time, re.sub(r"(?<=NAME)'s?(?!\w)", "  ", masked), tuple(places), set())
    for table in ("fates", "attacks"):
        for pattern in lexicon()[table].values():
            for match in expression(pattern).finditer(asked.masked):
                asked.take(match)
    return asked


def _fates(asked: _Asked) -> tuple[Fate, ...]:
    """The fates that the question names."""
    table = lexicon()["fates"]
    named: set[Fate] = {fate for fate in _FATES if expression(table[fate]).search(asked.masked)}
    if not named and expression(table["both"]).search(asked.masked):
        named = {"killed", "injured"}
    if not named and expression("tolls?").search(asked.masked):
        named = {"killed"}
    return tuple(fate for fate in _FATES if fate in named)


def _aspects(asked: _Asked, fates: tuple[Fate, ...]) -> tuple[Aspect, ...]:
    """What is asked, in the order of asking; a longer wording hides the shorter ones that it holds."""
    text, tables = asked.masked, lexicon()
    number = expression(tables["asking"]["number"]).search(text)
    found: list[tuple[int, Aspect]] = []
    weapons = "|".join(tables["weapons"][weapon] for weapon in _FIRED)
    fired = f"{tables['attacks']['launching']}|{tables['attacks']['intercepting']}"
    for kind, counted in tables["counted"].items():
        if match := expression(rf"(?:how many|number of) (?:{counted})").search(text):
            verbs = expression(tables["attacks"]["intercepting"]).search(text)
            if not (kind == "strike" and verbs):
                asked.take(match)
                return ("count",)
    if number and (
        match := expression(rf"(?:how many|number of) (?:\w+ )?(?:NAME )?(?:\w+ )?(?:{weapons})").search(text)
    ):
        asked.take(match)
        found.append((match.start(), "munitions"))
    elif match := expression(rf"(?:any |the )?(?:\w+ )?(?:{weapons}) (?:were |was )?(?:{fired})").match(text):
        found.append((match.start(), "munitions"))
    matches = sorted(_matches(text), key=lambda each: (each[0] in _LAST, -len(each[1][0].split()), each[1].start()))
    strong = any(len(match[0].split()) > _WEAK for _, match in matches)
    taken: set[int] = set()
    for aspect, match in matches:
        span = set(range(match.start(), match.end()))
        if span & taken or (strong and len(match[0].split()) <= _WEAK and aspect not in {"when", "where"}):
            continue
        asked.take(match)
        taken |= span
        if aspect not in {each for _, each in found}:
            found.append((match.start(), aspect))
    if fates and _asks_toll(asked, found):
        toll = re.search("|".join(expression(tables["fates"][fate]).pattern for fate in (*fates, "both")), text)
        found.append((toll.start() if toll else 0, "toll"))
        found = [each for each in found if each[1] not in {"happened", "new"}]
    if match := number:
        asked.take(match)
    return _settled(tuple(aspect for _, aspect in sorted(found)), asked)


def _asks_toll(asked: _Asked, found: Sequence[tuple[int, Aspect]]) -> bool:
    """Whether a fate is what is asked, and doesn't only say which attack is meant."""
    others = {aspect for _, aspect in found} - {"happened", "new", "denials"}
    number = expression(lexicon()["asking"]["number"]).search(asked.masked)
    return bool(number and not others & {"munitions", "confirmed", "who_says"}) or not others


def _settled(aspects: tuple[Aspect, ...], asked: _Asked) -> tuple[Aspect, ...]:
    """What is left where one aspect makes another plain."""
    text = asked.masked
    kept = list(dict.fromkeys(aspects))
    if "next_round" in kept:
        kept = [each for each in kept if each in {"next_round", "when", "where", "toll"}]
    elif (first := kept[:1]) and first[0] in {"when", "where"}:
        kept = [each for each in kept if each in {"when", "where", "toll"}]
    if "denials" in kept:
        beside = {"toll"} if "toll" in kept else {"denials", "attacker"}
        kept = [each for each in kept if each in beside]
    if "victims" in kept:
        kept = [each for each in kept if each != "toll"]
    if "outcome" in kept and ({"agreements", "damage", "target", "weapon"} & set(kept)):
        kept.remove("outcome")
    if "outcome" in kept and re.match(r"(?:and |so )?what", text) and "agree" in text:
        kept = ["agreements" if each == "outcome" else each for each in kept]
    if "response" in kept and "demands" in kept:
        kept.remove("demands")
    if "response" in kept and "outcome" in kept:
        talks = expression(lexicon()["attacks"]["talking"]).search(text)
        kept.remove("response" if talks else "outcome")
    if len(kept) > 1:
        kept = [each for each in kept if each not in {"happened", "new"}]
    return tuple(kept)


def _matches(text: str) -> Iterator[tuple[Aspect, re.Match[str]]]:
    """Everything that may be what is asked."""
    for aspect in get_args(Aspect):
        for pattern in lexicon()["aspects"].get(aspect, ()):
            for match in expression(pattern).finditer(text):
                yield aspect, match


def _query(asked: _Asked, aspects: tuple[Aspect, ...], fates: tuple[Fate, ...]) -> Query:
    """Put together what was recognised."""
    text, tables = asked.masked, lexicon()
    speaker, said = _speaker(asked) if {"toll", "munitions"} & set(aspects) else (None, range(0))
    roles = _roles(asked, aspects, said)
    weapons = tuple(_weapons(asked, aspects))
    fired = _fired(asked) if "munitions" in aspects or not aspects else ()
    total = expression(tables["asking"]["total"]).search(text)
    latest = expression(tables["asking"]["latest"]).search(text)
    kinds = _kinds(asked, aspects)
    for match in filter(None, (total, latest if "new" not in aspects else None)):
        asked.take(match)
    claimed = tuple(_claimed(asked))
    victims = _victims(asked) if not aspects or {"toll", "who_says"} & set(aspects) else None
    unknown, words = _left_over(asked)
    words = tuple(dict.fromkeys((*words, *_unnamed(asked))))
    time = asked.time
    return Query(
        aspects=aspects,
        fates=fates if "toll" in aspects or "confirmed" in aspects else (),
        fired=fired,
        weapons=weapons,
        kinds=kinds,
        victims=victims,
        speaker=speaker,
        thing=_thing(asked) if "outcome" in aspects else None,
        words=words,
        unknown=unknown,
        days=None if time is None or (time.since and "new" in aspects) else time.days,
        since=time.since if time and "new" in aspects else None,
        polar=bool(re.match(r"(?:and |so |but )?(?:is|was|were|are|did|do|does|has|have|had)\b", text)),
        claimed=claimed,
        total=total is not None,
        latest=latest is not None and not {"new", "happened"} & set(aspects),
        **roles,
    )


def _roles(asked: _Asked, aspects: tuple[Aspect, ...], said: range) -> dict[str, tuple[str, ...]]:
    """Who does it, to whom, where; what is none of these is what it's about. Names ``said`` are of who says so."""
    found: dict[str, list[str]] = {}
    placed: list[tuple[int, str]] = []
    for at, name in zip(asked.places, asked.names, strict=True):
        if at in said:
            continue
        role = _role(asked, aspects, at, name)
        if name_of := name.place if role == "places" else name.party or name.place:
            found.setdefault(role, []).append(name_of)
            placed += [(at, name_of)] if role == "places" else []
    if len(placed) == 2 and _is_within(asked.masked[placed[0][0] : placed[1][0]], placed[1][1]):
        found["about"] = [*found.get("about", ()), found["places"].pop()]
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items()}


def _is_within(between: str, name: str) -> bool:
    """Whether the words between two places put the first into the second, a country or region: "Nyala in Sudan"."""
    entries = gazetteer.find(fold(name))
    tied = re.fullmatch(rf"{NAME} *,? *(?:in )?", between)
    return bool(tied and entries and entries[0].kind in {"country", "region"})


def _role(asked: _Asked, aspects: tuple[Aspect, ...], at: int, name: Name) -> str:
    """The part that one name has in the question."""
    roles, text = lexicon()["roles"], asked.masked
    political = _POLITICAL & set(aspects)
    located = bool(name.place) and _fits([roles["place"], roles["venue"]], text, at)
    if name.party is None or (name.place and name.capital and not political):
        return "places"
    for role, patterns in _parts(aspects, text):
        if any(_fits(roles[pattern], text, at) for pattern in patterns):
            return role
    return "places" if located and not name.adjective else "about"


def _parts(aspects: tuple[Aspect, ...], text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Which patterns tell who does and to whom, by what is asked, the surest first."""
    if "response" in aspects:
        return [("of", ("answering",)), ("by", ("asking_surely",)), ("of", ("asked",)), ("by", ("asking",))]
    if "demands" in aspects:
        return [("by", ("asking_surely",)), ("of", ("asked",)), ("by", ("asking",))]
    if {"leader", "delegates"} & set(aspects):
        return [("by", ("delegating",))]
    if _POLITICAL & set(aspects) or "mediators" in aspects or "new" in aspects:
        return []
    if "munitions" in aspects and expression(lexicon()["attacks"]["intercepting"]).search(text):
        return [("of", ("intercepting",)), ("by", ("attacker",)), ("of", ("attacked",))]
    attacks = lexicon()["attacks"]
    fought = any(expression(attacks[words]).search(text) for words in ("verbs", "nouns", "launching"))
    return (
        [("by", ("attacker",)), ("of", ("attacked", "victims"))]
        if fought
        else [("by", ("attacker",)), ("of", ("victims",))]
    )


def _fits(patterns: Sequence[str], text: str, at: int) -> bool:
    """Whether some pattern holds the name that stands at ``at``."""
    for pattern in patterns:
        for match in prefix(pattern).finditer(text):
            if match.start(match.lastindex or 0) == at:
                return True
            start = match.start() + 1  # the pattern may also begin within what it took for another name
            again = prefix(pattern).search(text, start)
            if again and again.start(again.lastindex or 0) == at:
                return True
    return False


def _kinds(asked: _Asked, aspects: tuple[Aspect, ...]) -> tuple[Kind, ...]:
    """Which events the words leave: attacks or talks."""
    tables = lexicon()
    if "count" in aspects:
        return (
            ("talks",)
            if expression(rf"how many (?:{tables['counted']['talks']})").search(asked.masked)
            else ("strike",)
        )
    talks = expression(tables["attacks"]["talking"]).search(asked.masked)
    strikes = any(expression(tables["attacks"][words]).search(asked.masked) for words in ("verbs", "nouns"))
    if bool(talks) == strikes or not _OPEN & set(aspects):
        return ()
    return ("talks",) if talks else ("strike", "casualties")


def _weapons(asked: _Asked, aspects: tuple[Aspect, ...]) -> Iterator[Weapon]:
    """The weapons that the question names; of an attack asked about they say which."""
    for weapon, pattern in reversed(lexicon()["weapons"].items()):
        for match in expression(pattern).finditer(asked.masked):
            if not set(range(match.start(), match.end())) <= asked.used or "munitions" in aspects or "count" in aspects:
                asked.take(match)
                yield weapon
                break


def _fired(asked: _Asked) -> tuple[Literal["launched", "intercepted"], ...]:
    """Whether munitions launched or intercepted are asked for; launched where nothing is said."""
    table = lexicon()["attacks"]
    intercepted = expression(table["intercepting"]).search(asked.masked)
    launched = expression(table["launching"]).search(asked.masked)
    if intercepted:
        return ("launched", "intercepted") if launched else ("intercepted",)
    return ("launched",) if launched or expression(lexicon()["asking"]["number"]).search(asked.masked) else ()


def _claimed(asked: _Asked) -> Iterator[int]:
    """Numbers that the question says itself."""
    for match in _NUMBER.finditer(asked.masked):
        if not set(range(match.start(), match.end())) & asked.used:
            asked.take(match)
            yield int(match[0].replace(",", ""))
    table = lexicon()["numbers"]
    worded = expression(rf"(?P<number>{table['words']}) {table['of_people']}").search(asked.masked)
    if worded:
        yield table["words"].split("|").index(worded["number"]) + 1


def _thing(asked: _Asked) -> str | None:
    """What is asked to have been agreed: "ceasefire" of "did they agree on a ceasefire"."""
    match = expression(lexicon()["things"]["words"]).search(asked.masked)
    return match[0].removesuffix("s") if match else None


def _speaker(asked: _Asked) -> tuple[str | None, range]:
    """Who is to say so, in the words of the question ("the health ministry"), and where it says so."""
    table = lexicon()["speaker"]
    for pattern in table["patterns"]:
        match = expression(pattern).search(asked.masked)
        if match and not expression(table["nobody"]).fullmatch(match["who"]):
            asked.used.update(range(match.start(), match.end()))
            names = (asked.names[asked.places.index(at)] for at in asked.places if match.start() <= at < match.end())
            said = [" ".join(word.text for word in asked.words[name.first : name.last + 1]) for name in names]
            who = match["who"]
            for name in said:
                who = who.replace(NAME, name, 1)
            return " ".join(word.text for word in words_of(who)), range(match.start(), match.end())
    return None, range(0)


def _victims(asked: _Asked) -> str | None:
    """The group that a toll is asked of: "children" of "how many children were killed"."""
    table, fates = lexicon()["victims"], expression("|".join(lexicon()["fates"].values()))
    groups = (
        rf"^(?:and |the |any |number of )*(?P<group>\w+(?: \w+)?)(?= +{table['lost']})",
        r"(?P<group>civilian|military|police|child)(?= +(?:deaths?|casualties|fatalities|losses|toll))",
        r"how many of (?:the|them|those|these)(?: \w+)? (?:were|was|are|is) (?P<group>(?:\w+ )?\w+)(?=\W*$)",
        rf"^(?:and |so )?(?:were|was|are|is) (?:any |the |there any )?(?P<group>\w+)(?= +(?:also )?{table['after']})",
        rf"{table['before']}(?P<group>(?:\w+[ -]){{0,3}}?\w+)(?= +{table['after']}(?!\w)|\W*$)",
    )
    match = next((found for group in groups if (found := expression(group).search(asked.masked))), None)
    if match is None:
        return None
    groups_of_people = expression(table["groups"])
    words = [
        word
        for word in match["group"].split()
        if (word not in filler() or groups_of_people.fullmatch(word)) and NAME not in word and word != TIME
    ]
    verbs = expression("|".join(lexicon()["attacks"].values()))
    if expression(lexicon()["attacks"]["intercepting"]).search(asked.masked):
        return None
    if not words or any(fates.fullmatch(word) or verbs.match(match["group"]) for word in words):
        return None
    names = {at + i for at in asked.places for i in range(len(NAME))}
    asked.used.update(set(range(match.start("group"), match.end("group"))) - names)
    return " ".join(words)


def _is_of_name(words: Sequence[Word], at: int, named: set[int]) -> bool:
    """Whether a small word belongs to a name, by its capital: "in Of", "by the Region Brigade"."""
    if not at or not words[at].text[0].isupper():
        return False
    after = words[at + 1] if at + 1 < len(words) and at + 1 not in named else None
    return words[at - 1].low == "in" or bool(after and after.text[0].isupper() and after.low not in filler())


def _unnamed(asked: _Asked) -> Iterator[str]:
    """Who did it without being named ("the army", "rebels"): an event must tell of them."""
    for pattern in lexicon()["roles"]["unnamed"]:
        for match in expression(pattern).finditer(asked.masked):
            yield match["who"]


def _left(asked: _Asked) -> list[str]:
    """The words that no pattern, name or time took and that say something."""
    unknown, words = _left_over(asked)
    return [*unknown, *words]


def _left_over(asked: _Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left: names that nobody knows, by their capitals, and other words."""
    unknown, words = [], []
    named = {i for name in asked.names for i in range(name.first, name.last + 1)}
    shouted = sum(word.text[0].isupper() for word in asked.words) > len(asked.words) / 2
    at = 0
    for i, word in enumerate(asked.words):
        if i in named:
            continue
        start = asked.masked.find(word.low, at)
        if start < 0:
            continue
        at = start + len(word.low)
        if start in asked.used or len(word.low) < 2:
            continue
        if word.low in filler() and (shouted or not _is_of_name(asked.words, i, named)):
            continue
        if word.text[0].isupper() and i and not shouted:
            unknown.append(word.text)
        else:
            words.append(word.low)
    return tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(words))
