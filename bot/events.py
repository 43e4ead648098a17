"""``briefbot events``, ``show`` and ``export``: what the store holds."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Literal

from bot.output import tell, write_stdout
from bot.stores import open_store
from briefings.errors import NotFoundError
from briefings.messages import to_text
from briefings.render import WIDTH, Renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.events import Event
    from briefings.settings import Settings
    from briefings.store.events import Asked

_COLUMNS = (
    "event", "kind", "title", "when_start", "when_end", "place", "country", "lat", "lon", "parties", "figure", "low",
    "best", "high", "as_of", "contested", "publishers", "outlets", "urls",
)  # fmt: skip


async def list_events(settings: Settings, asked: Asked, format_: Literal["text", "json"]) -> None:
    """Print the events asked for, those with the newest report first."""
    async with open_store(settings) as store:
        events = await store.events(asked)
    if format_ == "json":
        write_stdout(json.dumps([event.model_dump(mode="json") for event in events], ensure_ascii=False, indent=2))
        write_stdout("\n")
    else:
        write_stdout(to_text(Renderer().say("text").events(events), WIDTH))


async def show_event(settings: Settings, name: str, format_: Literal["text", "json"]) -> None:
    """Print one event with all its reports and their quotes.

    Raises:
        NotFoundError: no event has this id or begins with it.
        AmbiguousError: several begin with it.
    """
    async with open_store(settings) as store:
        event = await store.event(name)
        if event is None:
            raise NotFoundError(f"{name}: no such event; `briefbot events` lists them with their ids")
        articles = dict.fromkeys(report.article for report in event.reports)
        found = {article: await store.briefing(article) for article in articles}
        kept = [await store.article(article) for article in articles]
    briefings = {article: briefing for article, briefing in found.items() if briefing}
    if format_ == "json":
        document = event.model_dump(mode="json")
        document["briefings"] = {key: each.model_dump(mode="json") for key, each in briefings.items()}
        write_stdout(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        partial = {each.article.id for each in kept if each and each.partial}
        write_stdout(to_text(Renderer().say("text").event(event, briefings, partial), WIDTH))


async def export(settings: Settings, asked: Asked, format_: Literal["jsonl", "csv"]) -> None:
    """Print the events asked for one by one: a JSON object a line, or in CSV a row a figure."""
    if format_ == "csv":
        write_stdout(csv_header())
    count = 0
    async with open_store(settings) as store:
        async for event in store.export(asked):
            count += 1
            if format_ == "jsonl":
                write_stdout(json.dumps(event.model_dump(mode="json"), ensure_ascii=False) + "\n")
            else:
                for line in csv_lines(event):
                    write_stdout(line)
    if not count:
        tell("no events to export")


def csv_header() -> str:
    """The first line of an export in CSV."""
    return _row(_COLUMNS)


def csv_lines(event: Event) -> Iterator[str]:
    """The lines of an event in CSV, one a figure."""
    return map(_row, _rows(event))


def _rows(event: Event) -> Iterator[tuple[object, ...]]:
    """A row a figure of the event, one without where it has none."""
    when, place = event.when, event.place
    head: tuple[object, ...] = (event.id, event.kind, event.title, when and when.start, when and when.end)
    head += (place and place.name, place and place.country, place and place.lat, place and place.lon)
    head += ("; ".join(event.parties),)
    outlets = dict.fromkeys(report.outlet for report in event.reports if report.outlet)
    urls = dict.fromkeys(report.url for report in event.reports if report.url)
    tail = (event.publishers, "; ".join(outlets), " ".join(urls))
    for name, figure in event.figures.items():
        yield *head, name, figure.low, figure.best, figure.high, figure.as_of, figure.contested, *tail
    if not event.figures:
        yield *head, *(None,) * 5, event.contested, *tail


def _row(values: tuple[object, ...]) -> str:
    """One line of CSV (RFC 4180); a text that a spreadsheet would run as a formula begins with an apostrophe."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(value) for value in values])
    return line.getvalue()


def _harmless(value: object) -> object:
    """See OWASP, CSV Injection."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
