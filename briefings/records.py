"""The records that pass from step to step, frozen: the briefing contract, version 1.

Names and meanings follow the field's standards: PLOVER and ACLED for who did what to whom, UCDP for
best / low / high counts, OCHA for situation reports. Every reader of a briefing (templates, exports,
outside programs) reads these and nothing else, so a change here is a change of ``CONTRACT``.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

CONTRACT: Literal[1] = 1
"""The version of the briefing contract."""

Precision = Literal["exact", "near", "region", "country"]
TalkStatus = Literal["held", "ongoing", "planned", "proposed", "suspended", "called_off"]
Outcome = Literal["agreement", "partial", "none", "unknown"]
DemandKind = Literal["demand", "condition", "proposal", "appeal"]
Response = Literal["none", "rejected", "accepted", "considering"]
Scope = Literal["event", "period", "cumulative"]
Weapon = Literal[
    "drone",
    "missile",
    "rocket",
    "artillery",
    "airstrike",
    "bomb",
    "vehicle bomb",
    "suicide bomb",
    "mine",
    "small arms",
    "arson",
    "ground assault",
    "naval",
    "chemical",
    "other",
]


class Record(BaseModel):
    """Base of all records: immutable, and closed against misspelt fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Record):
    """One news text, cleaned; every offset of a briefing points into ``text``."""

    id: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str = "en"
    text: str


class Evidence(Record):
    """Where the article says it: ``text[start:end] == quote``, 0-based, end exclusive."""

    quote: str
    start: int
    end: int


class Count(Record):
    """A number of people or things as reported, UCDP style.

    ``best``, ``low`` and ``high`` are each None where the words leave them open: "at least 12" is best
    and low 12; "nearly 400" best and high 400; "about 100" best 100 alone; "dozens" low 12 alone.
    ``text`` is the wording that was read.
    """

    best: int | None
    low: int | None
    high: int | None
    text: str


class Place(Record):
    """A city, town or village; where none is named the region, else the country.

    ``country`` is ISO 3166-1 alpha-2, ``lat`` and ``lon`` are WGS 84 degrees, None where unknown.
    """

    name: str
    admin: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision


class When(Record):
    """A time as the article words it, and the inclusive days that it means (None: unresolved)."""

    text: str
    start: date | None = None
    end: date | None = None


class Delegate(Record):
    """A person who took part in talks for a party."""

    name: str
    role: str | None = None
    party: str | None = None


class Talk(Record):
    """A meeting, round, summit, call or mediation between parties, or the deal that came of one."""

    id: str
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    place: Place | None = None
    when: When | None = None
    status: TalkStatus
    outcome: Outcome = "unknown"
    agreements: tuple[str, ...] = ()
    next_round: When | None = None
    attribution: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class Demand(Record):
    """What one party asks of another; ``text`` starts with the verb's base form."""

    id: str
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    text: str
    kind: DemandKind
    response: Response = "none"
    response_by: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class Munition(Record):
    """How many of one kind of weapon were launched and how many of them intercepted."""

    weapon: Weapon
    launched: Count | None = None
    intercepted: Count | None = None


class Strike(Record):
    """An attack that the article reports as having happened."""

    id: str
    attackers: tuple[str, ...] = ()
    defenders: tuple[str, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    munitions: tuple[Munition, ...] = ()
    damage: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class Group(Record):
    """A part of a set of victims: "two children" among the wounded."""

    who: str
    killed: Count | None = None
    injured: Count | None = None


class Casualty(Record):
    """People killed, injured, missing or captured: one set of victims and one toll of it."""

    id: str
    killed: Count | None = None
    injured: Count | None = None
    missing: Count | None = None
    captured: Count | None = None
    groups: tuple[Group, ...] = ()
    party: str | None = None
    place: Place | None = None
    when: When | None = None
    cause: str | None = None
    strike: str | None = None
    scope: Scope = "event"
    attribution: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class Briefing(Record):
    """What one article says, in the shape that outside programs read."""

    contract: Literal[1] = CONTRACT
    article: Article
    summary: tuple[str, ...] = ()
    talks: tuple[Talk, ...] = ()
    demands: tuple[Demand, ...] = ()
    strikes: tuple[Strike, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the article holds none of the four."""
        return not (self.talks or self.demands or self.strikes or self.casualties)
