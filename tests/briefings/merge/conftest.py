"""Items made by hand: what a report tells, in one line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefings.events import Item, Source
from briefings.records import Casualty, Count, Demand, Evidence, Munition, Place, Strike, Talk, When

if TYPE_CHECKING:
    from briefings.records import Scope, Weapon

TOWNS = {
    "Kherson": Place(name="Kherson", admin="Kherson", country="UA", lat=46.66, lon=32.62, precision="exact"),
    "Odesa": Place(name="Odesa", admin="Odesa", country="UA", lat=46.48, lon=30.73, precision="exact"),
    "Ukraine": Place(name="Ukraine", country="UA", lat=49.0, lon=32.0, precision="country"),
    "Kherson region": Place(name="Kherson", country="UA", lat=46.6, lon=33.3, precision="region"),
    "Nyala": Place(name="Nyala", admin="South Darfur", country="SD", lat=12.05, lon=24.88, precision="exact"),
    "Istanbul": Place(name="Istanbul", admin="Istanbul", country="TR", lat=41.0, lon=29.0, precision="exact"),
}
DAY = date(2025, 3, 10)


class Make(NamedTuple):
    """Makes sources, counts, and items of each kind."""

    def source(self, article: str, day: int = 1, hour: int | None = None, publisher: str | None = None) -> Source:
        published = DAY + timedelta(days=day)
        return Source(
            article=article,
            outlet=publisher or article,
            publisher=publisher or article,
            published=published,
            reported=datetime.combine(published, time(hour or 0), UTC),
        )

    def count(self, text: str) -> Count:
        """ "12", "at least 12", "nearly 12", "about 12", "from 12"."""
        number = int(text.rsplit(maxsplit=1)[-1])
        hedge = text.rpartition(" ")[0]
        return {
            "": Count(best=number, low=number, high=number, text=text),
            "at least": Count(best=number, low=number, high=None, text=text),
            "nearly": Count(best=number, low=None, high=number, text=text),
            "about": Count(best=number, low=None, high=None, text=text),
            "from": Count(best=None, low=number, high=None, text=text),
        }[hedge]

    def when(self, day: int | None) -> When | None:
        on = None if day is None else DAY + timedelta(days=day)
        return When(text="on that day", start=on, end=on) if on else None

    def toll(
        self,
        number: int,
        killed: str | None = None,
        *,
        injured: str | None = None,
        quote: str = "…",
        scope: Scope = "event",
        **rest: object,
    ) -> Casualty:
        record = Casualty(
            id=f"c{number}",
            killed=self.count(killed) if killed else None,
            injured=self.count(injured) if injured else None,
            scope=scope,
            evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        )
        return record.model_copy(update=rest)

    def strike(  # noqa: PLR0913 - what a report may tell
        self,
        source: Source,
        *tolls: Casualty,
        place: str | None = "Kherson",
        day: int | None = 0,
        weapons: tuple[Weapon, ...] = ("drone",),
        attackers: tuple[str, ...] = ("Russia",),
        defenders: tuple[str, ...] = ("Ukraine",),
        targets: tuple[str, ...] = (),
        launched: str | None = None,
        quote: str = "…",
        number: int = 1,
        corrects: bool = False,
    ) -> Item:
        record = Strike(
            id=f"s{number}",
            attackers=attackers,
            defenders=defenders,
            weapons=weapons,
            targets=targets,
            places=(TOWNS[place],) if place else (),
            when=self.when(day),
            munitions=(Munition(weapon=weapons[0], launched=self.count(launched)),) if launched else (),
            evidence=(Evidence(quote=quote, start=0, end=len(quote)),),
        )
        own = tuple(toll.model_copy(update={"strike": record.id}) for toll in tolls)
        return Item(source=source, kind="strike", records=(record, *own), corrects=corrects)

    def talk(self, source: Source, *demands: Demand, **told: object) -> Item:
        record = Talk(
            id="t1",
            parties=("Russia", "Ukraine"),
            place=TOWNS["Istanbul"],
            when=self.when(0),
            status="held",
            evidence=(Evidence(quote="…", start=0, end=1),),
        )
        return Item(source=source, kind="talks", records=(record.model_copy(update=told), *demands))

    def demand(self, text: str, by: str = "Russia", of: str = "Ukraine", number: int = 1) -> Demand:
        return Demand(
            id=f"d{number}",
            by=(by,),
            of=(of,) if of else (),
            text=text,
            kind="demand",
            evidence=(Evidence(quote="…", start=0, end=1),),
        )


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
