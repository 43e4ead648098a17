"""What several articles tell of one happening: an event with its reports, figures and history.

A figure keeps each report's own count beside the merged one, so that a dispute stays visible; a fact keeps the
reports that state it, so that every line can be cited.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from briefings.records import Casualty, Count, Demand, Place, Record, Strike, Talk, When

Kind = Literal["talks", "demand", "strike", "casualties"]
"""PLOVER's CONSULT, REQUEST and ASSAULT; casualties stand alone where no attack is told with them."""


class Source(Record):
    """Where and when a report was printed.

    ``publisher`` is the family that counts as one voice: the wire agency behind a reprint, else the outlet.
    ``reported`` is when it was published (UTC); for a day without a time, the start of that day.
    ``copies`` are the outlets that reprinted it.
    """

    article: str
    title: str | None = None
    outlet: str | None = None
    publisher: str
    published: date | None = None
    reported: datetime
    url: str | None = None
    copies: tuple[str, ...] = ()


class Item(Record):
    """What one article tells of one happening: a strike with its casualties, or one record of another section.

    ``lead`` is the opening of the article where the happening is told there, else "": what else it says of it.
    ``corrects`` says that the article calls an earlier figure wrong.
    """

    source: Source
    kind: Kind
    records: tuple[Talk | Demand | Strike | Casualty, ...]
    lead: str = ""
    corrects: bool = False

    @property
    def key(self) -> str:
        """Name of the item, unique in a store: "ARTICLE/RECORD"."""
        return f"{self.source.article}/{self.records[0].id}"


class Report(Record):
    """One record of one article that tells of the event."""

    article: str
    record: str
    outlet: str | None
    published: date | None
    url: str | None


class ReportedCount(Record):
    """The count that one report ("ARTICLE/RECORD") gives, and who says so in it."""

    report: str
    count: Count
    attribution: tuple[str, ...] = ()


class Figure(Record):
    """A number over all reports, UCDP style; ``as_of`` is the day of the newest report that gives it."""

    low: int | None
    best: int | None
    high: int | None
    as_of: date | None
    by: tuple[ReportedCount, ...]
    contested: bool = False


class Fact(Record):
    """Something else that reports state of the event, such as an attacker, and the reports that do."""

    name: str
    value: str
    reports: tuple[str, ...]


class Change(Record):
    """How a figure moved when a newer report came in; counts are the merged best, else low, else high."""

    at: date | None
    report: str
    figure: str
    before: int | None
    after: int | None
    dispute: bool = False


class Event(Record):
    """One happening, merged from all its reports."""

    id: str
    kind: Kind
    title: str
    parties: tuple[str, ...] = ()
    place: Place | None = None
    when: When | None = None
    reports: tuple[Report, ...]
    publishers: int
    figures: dict[str, Figure] = Field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    contested: bool = False
    changed: tuple[Change, ...] = ()
