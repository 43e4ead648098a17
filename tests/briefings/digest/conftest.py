"""Events that are alike but for what a test names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.digest import Window
from briefings.events import Event, Fact, Figure, Report, ReportedCount
from briefings.records import Count, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2025, 6, 3, 8, tzinfo=UTC)
KHERSON = Place(name="Kherson", country="UA", precision="exact")
_DOERS = {
    "strike": ("attacker", "defender"),
    "demand": ("by", "of"),
    "talks": ("party", "party"),
    "casualties": ("", ""),
}


class Make:
    """Makes records for tests of the digest."""

    now = NOW
    window = Window(since=NOW - timedelta(days=1), until=NOW)

    def figure(self, *numbers: int, contested: bool = False) -> Figure:
        """A figure that each report gives one number of, the last of them the best."""
        by = [
            ReportedCount(report=f"a{i}/r1", count=Count(best=number, low=number, high=number, text=str(number)))
            for i, number in enumerate(numbers)
        ]
        return Figure(
            low=min(numbers), best=numbers[-1], high=max(numbers), as_of=None, by=tuple(by), contested=contested
        )

    def facts(self, **values: str | Sequence[str]) -> tuple[Fact, ...]:
        """Facts by name, each value stated by a report of its own: the first by the first."""
        each = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
        return tuple(
            Fact(name=name, value=value, reports=(f"a{i}/r1",))
            for name, stated in each.items()
            for i, value in enumerate(stated)
        )

    def event(self, name: str = "e1", kind: str = "strike", by: str = "", of: str = "", **fields: object) -> Event:
        """An event of three reports; ``by`` did it to ``of``, ``killed`` is the number of killed."""
        killed = fields.pop("killed", None)
        done = [(fact, party) for fact, party in zip(_DOERS[kind], (by, of), strict=True) if party]
        facts = tuple(Fact(name=fact, value=party, reports=("a0/r1",)) for fact, party in done)
        figures = {"killed": self.figure(killed)} if isinstance(killed, int) else {}
        reports = tuple(
            Report(article=f"a{i}", record="r1", outlet=f"Outlet {i}", published=None, url=None) for i in range(3)
        )
        values = {"title": name, "parties": tuple(party for _, party in done), "publishers": 1}
        more = {"facts": (*facts, *fields.pop("facts", ())), "figures": figures | dict(fields.pop("figures", {}))}
        return Event(id=name, kind=kind, **(values | more | {"reports": reports} | fields))

    def talks(self, name: str, *parties: str, **facts: str | Sequence[str]) -> Event:
        """Talks between parties, with what is stated of them."""
        return self.event(name, "talks", parties=parties, facts=self.facts(**facts))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
