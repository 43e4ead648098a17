"""Questions that go on from the one before: what they take from it, and what they say anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.ask.words import expression, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Query, Turn

_ELLIPTIC = "and|what about|how about|also|or|but|same for|any"
"""How one begins who asks the same of something else."""
_GROUP = re.compile(rf"(?:(?:{_ELLIPTIC})(?: the| any)? )+(?!for |in |at |of |on )(?P<who>\w+(?: and \w+)?)\W*")
"""One word or two after that, which of a toll are the people asked about: "any children?"."""

_EVERYBODY = frozenset({"civilians", "people"})
"""Groups that one says for all who were hit: of the injured beside them reports don't say it again."""


def goes_on(text: str, *, named: bool, left: Sequence[str]) -> bool:
    """Whether a question only makes sense after another: it begins with "and", refers to one, or names nothing.

    ``text`` has its names and times masked; ``named`` says that there are any, ``left`` are its other words.
    """
    table, taken = lexicon()["follow_up"], [*lexicon()["fates"].values(), *lexicon()["attacks"].values()]
    if expression(rf"(?:ok |okay |oh |so )?(?:{table['starts']})").match(text) or _GROUP.fullmatch(text):
        return True
    if expression(table["refers"]).search(text) and "NAME" not in text:
        return True
    parts = {part for pattern in taken for match in expression(pattern).finditer(text) for part in match[0].split()}
    return not named and all(word in parts for word in left)


def continued(query: Query, before: Turn, text: str) -> Query | None:
    """A follow-up with all that it doesn't restate from the question before; None where it asks nothing."""
    old = before.query
    if "toll" in old.aspects and query.words and not query.victims and (group := _GROUP.fullmatch(text)):
        query = query.model_copy(update={"victims": group["who"], "words": (), "aspects": ()})
    elliptic = expression(_ELLIPTIC).match(text) is not None
    same = not query.aspects or (elliptic and query.aspects == ("happened",))
    if not query.aspects and not elliptic and not _says_anything(query, text):
        return None
    toll = "toll" in old.aspects and elliptic and query.aspects == ("toll",)
    update: dict[str, object] = {}
    if same or toll:
        update = {
            "aspects": query.aspects if toll else _aspects_of(query, old),
            "fates": query.fates or old.fates,
            "fired": query.fired or old.fired,
            "kinds": old.kinds,
            "weapons": query.weapons or old.weapons,
            "victims": query.victims or (None if old.victims in _EVERYBODY else old.victims),
            "thing": query.thing or old.thing,
            "polar": old.polar,
            "total": query.total or old.total,
            "latest": query.latest or old.latest,
        }
    if "next_round" in old.aspects and query.aspects and set(query.aspects) <= {"when", "where"}:
        update["aspects"] = ("next_round", *query.aspects)
    return query.model_copy(update=update | _where_and_who(query, old) | _which(query, before))


def _says_anything(query: Query, text: str) -> bool:
    """Whether a question that names no aspect still asks something: "how many?", not "thanks"."""
    anew = query.fates or query.fired or query.weapons or query.victims or query.words or query.unknown
    named = "NAME" in text or "TIME" in text
    return bool(anew or named or expression(lexicon()["asking"]["number"]).search(text))


def _aspects_of(query: Query, old: Query) -> tuple[str, ...]:
    """What is asked again; of whom one asks how many, whatever was asked before, a toll."""
    return ("toll",) if query.victims and "victims" not in old.aspects else old.aspects


def _where_and_who(query: Query, old: Query) -> dict[str, object]:
    """Parties and places: a new place takes the place of the old, a new party only of one in its part."""
    of = query.of or (() if query.by else old.of)  # who does it now may be whom it was done to before
    here = bool(query.places or query.about)
    return {
        "by": query.by or old.by,
        "of": of,
        "places": query.places if here else old.places,
        "about": query.about if here else old.about,
    }


def _which(query: Query, before: Turn) -> dict[str, object]:
    """Times and further words, and the events of the answer before where nothing says that others are meant.

    What tells of the scene ("church") goes with its place; a name that nobody knows never goes.
    """
    old = before.query
    timed = query.days is not None or query.since is not None
    named = bool(query.places or query.about or query.by or query.of)
    scene = () if query.places or query.about else old.words
    return {
        "days": query.days if timed else old.days,
        "since": query.since if timed else old.since,
        "unknown": tuple(dict.fromkeys((*old.unknown, *query.unknown))),
        "words": tuple(dict.fromkeys((*scene, *query.words))),
        "events": () if timed or named or "new" in query.aspects else before.events,
    }
