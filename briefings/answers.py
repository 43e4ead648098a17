"""What a question asks for, and what is answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from briefings.events import Kind
from briefings.records import Record, Weapon

Aspect = Literal[
    "toll",  # how many killed, injured, missing, captured
    "munitions",  # how many drones or missiles were launched, intercepted
    "count",  # how many attacks, how many rounds of talks
    "happened",  # what happened in, at, on
    "new",  # what is new since
    "victims",  # who was killed or hurt
    "denials",  # did X admit it, deny it, comment on it
    "attacker",  # who attacked, who is blamed
    "target",  # what, or who, was hit
    "weapon",  # with what
    "damage",  # what was damaged
    "when",  # when was it
    "where",  # where was it
    "demands",  # what does X demand of Y
    "response",  # how did Y respond
    "agreements",  # what was agreed
    "outcome",  # how did the talks end, was there an agreement
    "next_round",  # when and where do they meet next
    "delegates",  # who took part for X
    "leader",  # who led the delegation
    "mediators",  # who mediated, who hosted
    "parties",  # who talked with whom
    "who_says",  # who says so
    "confirmed",  # is it confirmed, is it disputed
]
Fate = Literal["killed", "injured", "missing", "captured"]


class Days(Record):
    """Inclusive days as the question words them; an end that it leaves open is None."""

    text: str
    start: date | None = None
    end: date | None = None


class Query(Record):
    """What a question asks for: of the events that fit everything set here, one or more aspects.

    ``places`` are common names, any of which fits; ``about`` are places or parties in any part, all of which an event
    must have. ``by`` are the parties that did it (attacked, demanded, sent the delegation), ``of`` those to whom it was
    done (hit, asked, and so who responds). ``victims`` is the group of people that a toll is asked of ("children"),
    ``speaker`` who is to say so, ``thing`` what is asked to have been agreed. ``words`` are further words of the
    question that an event must tell of, ``unknown`` names among them that neither the lexicon nor the store knows.
    ``days`` is when it happened, ``since`` from when on it was told. ``total`` asks for a sum or a running total,
    ``latest`` for the newest that fits, ``events`` for these alone (what the answer before was about). ``polar`` asks
    whether it is so, ``claimed`` are numbers that the question itself asserts.
    """

    aspects: tuple[Aspect, ...]
    fates: tuple[Fate, ...] = ()
    fired: tuple[Literal["launched", "intercepted"], ...] = ()
    weapons: tuple[Weapon, ...] = ()
    kinds: tuple[Kind, ...] = ()
    places: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    victims: str | None = None
    speaker: str | None = None
    thing: str | None = None
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    days: Days | None = None
    since: datetime | None = None
    polar: bool = False
    claimed: tuple[int, ...] = ()
    total: bool = False
    latest: bool = False
    events: tuple[str, ...] = ()


class Turn(Record):
    """What a thread keeps of its last question: a follow-up takes from it what it doesn't restate."""

    query: Query
    events: tuple[str, ...] = ()


class AnsweredFigure(Record):
    """A number of the answer, UCDP style; ``event`` is None for a sum over ``of`` events."""

    name: str
    event: str | None = None
    of: tuple[str, ...] = ()
    low: int | None = None
    best: int | None = None
    high: int | None = None
    as_of: date | None = None
    contested: bool = False


class Citation(Record):
    """A sentence that the answer rests on, and the report that prints it; the first is number 1 in the answer."""

    event: str
    article: str
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    quote: str


class Answer(Record):
    """The answer to a question.

    ``answer`` is one or two sentences of plain text with the numbers of the citations in brackets; where nothing was
    found it says so, and what is held nearby. ``understood`` is None where the question isn't understood; then
    ``answer`` says what can be asked. ``values`` are the bare answers, such as names, places or phrases, in order;
    ``figures`` the numbers, the one asked for first. ``events`` are what the answer is about.
    """

    question: str
    understood: Query | None = None
    found: bool = False
    answer: str
    figures: tuple[AnsweredFigure, ...] = ()
    values: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    events: tuple[str, ...] = ()
