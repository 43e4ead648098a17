"""Events, answers, digests and briefings → messages in a dialect; the words are those of ``templates/chat.jinja``."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings import wording
from briefings.chat_text import WRITING
from briefings.escape import escaped
from briefings.messages import Message, Part
from briefings.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import jinja2

    from briefings.answers import Answer
    from briefings.digest import Digest, Entry, Group, Window
    from briefings.events import Event, Report
    from briefings.messages import Dialect, Topic
    from briefings.records import Briefing
    from briefings.sources.health import FeedState
    from briefings.store.records import PassedOver

MOST_SOURCES = 3
"""Outlets named with an event; the event itself has them all."""
_TOPICS: dict[str, Topic] = {"talks": "talks", "demand": "demands", "strike": "strikes", "casualties": "casualties"}


class _Reported(NamedTuple):
    """What one article tells of an event: its reports by the names that figures and facts call them by."""

    report: Report
    names: tuple[str, ...]


class Sayer:
    """Makes messages of one dialect; each method escapes all that it is given."""

    def __init__(
        self, environment: jinja2.Environment, dialect: Dialect, address: Callable[[str | None], str | None]
    ) -> None:
        """Take the words from the templates of ``environment``; ``address`` gives one where it may be linked to."""
        self._writing = WRITING[dialect]
        self._environment = environment
        self._dialect = dialect
        self._address = address
        self._words: Any = environment.get_template("chat.jinja").make_module({"say": self._writing})

    @property
    def escape(self) -> Callable[[str], str]:
        """Makes any text harmless."""
        return self._writing.escape

    def note(self, *lines: str, title: str = "") -> Message:
        """A message of plain lines."""
        entries = tuple(filter(None, map(self.escape, lines)))
        return Message(title=self.escape(title), parts=(Part(entries=entries),) if entries else ())

    def events(self, events: Sequence[Event]) -> Message:
        """A list of events in their order."""
        entries = tuple(self._lines(self._words.event(self._safe(event), self._sources(event))) for event in events)
        return Message(parts=(Part(entries=entries),)) if entries else Message(lead="No events.")

    def event(self, event: Event, briefings: Mapping[str, Briefing], partial: Collection[str] = frozenset()) -> Message:
        """One event with every article that tells of it, with the sentences that do, out of ``briefings`` by article.

        Of the articles ``partial`` only the feed's own text was had, which is said.
        """
        safe, told = self._safe(event), _by_article(event)

        def numbers(names: Collection[str]) -> str:
            found = (i for i, each in enumerate(told, 1) if not set(each.names).isdisjoint(names))
            return "".join(f"\N{NO-BREAK SPACE}{self.escape(f'[{number}]')}" for number in found)

        figures = [self._lines(self._words.figure(each, name, numbers)) for name, each in safe.figures.items()]
        facts = [
            self._lines(self._words.fact(name, list(group), numbers))
            for name, group in groupby(sorted(safe.facts, key=lambda fact: fact.name), key=lambda fact: fact.name)
        ]
        changes = [self._lines(self._words.change(change, numbers)) for change in safe.changed]
        reports = [
            self._lines(
                self._words.report(
                    escaped(each.report, self.escape),
                    number,
                    self._address(each.report.url),
                    list(self._quotes(each, briefings)),
                    each.report.article in partial,
                )
            )
            for number, each in enumerate(told, 1)
        ]
        named: list[tuple[str, Topic, list[str]]] = [
            ("Figures", "figures", figures), ("Facts", _TOPICS[event.kind], facts), ("Changes", "updates", changes),
            ("Reports", "sources", reports),
        ]  # fmt: skip
        parts = tuple(Part(heading=heading, topic=topic, entries=tuple(each)) for heading, topic, each in named if each)
        return Message(title=safe.title, lead=self._line(self._words.facts_of(safe)), parts=parts)

    def answer(self, answer: Answer) -> Message:
        """The answer, then every source with its sentence."""
        sources = tuple(
            self._lines(self._words.source(escaped(each, self.escape), number, self._address(each.url)))
            for number, each in enumerate(answer.citations, 1)
        )
        parts = (Part(heading="Sources", topic="sources", entries=sources),) if sources else ()
        return Message(lead=self.escape(answer.answer), parts=parts)

    def digest(self, digest: Digest) -> Message:
        """What a channel is told, or on an empty day that there is nothing."""
        title = f"Digest, {_period(digest.window)}"
        if digest.empty:
            return Message(title=title, lead=f"Nothing new was reported from {_span(digest.window)}.")
        figures = tuple(self._line(self._words.key_figure(self._safe(event))) for event in digest.figures)
        contested = tuple(self._line(self._words.disputed(self._safe(event))) for event in digest.contested)
        parts = [
            *([Part(heading="Key figures", topic="figures", entries=figures)] if figures else []),
            *self._groups(digest.new, ""),
            *self._groups(digest.updates, "Updates"),
            *([Part(heading="Contested", topic="contested", entries=contested)] if contested else []),
        ]
        return Message(title=title, parts=tuple(parts), footer=f"Reports from {_span(digest.window)}.")

    def briefing(self, briefing: Briefing) -> Message:
        """What one article tells, with the sentences that say it."""
        safe = escaped(briefing, self.escape)
        seen = view(safe)
        template = self._environment.get_template("phrases.jinja")
        words: Any = template.make_module({"view": seen, "briefing": safe})
        article = safe.article
        day = wording.day(article.published) if article.published else "Publication date unknown"
        lead = [
            article.outlet or "",
            day,
            self._writing.link("source", url) if (url := self._address(briefing.article.url)) else "",
        ]
        title = article.title or "Untitled article"
        if briefing.empty:
            return Message(title=title, lead=f"{' · '.join(filter(None, lead))}\n{self._line(words.nothing())}")
        sections: list[tuple[str, Topic, Iterable[str]]] = [
            ("Key figures", "figures", self._lines(words.key_figures()).split("\n")),
            ("Talks", "talks", (self._lines(words.talk(fact)) for fact in safe.talks)),
            ("Demands", "demands", (self._asking(words, group) for group in seen.demands)),
            ("Strikes", "strikes", (self._lines(words.strike(fact)) for fact in safe.strikes)),
            ("Casualties", "casualties", (self._lines(words.casualties(toll)) for toll in seen.tolls)),
            (
                "Quotes",
                "sources",
                (f"{self.escape(f'[{n}]')} {self._writing.quote(q)}" for q, n in seen.quotes.items()),
            ),
            ("Warnings", "other", safe.warnings),
        ]
        parts = (
            Part(heading=heading, topic=topic, entries=tuple(filter(None, each))) for heading, topic, each in sections
        )
        return Message(
            title=title, lead=" · ".join(filter(None, lead)), parts=tuple(part for part in parts if part.entries)
        )

    def feeds(self, feeds: Mapping[str, FeedState], passed_over: Mapping[str, PassedOver]) -> Message:
        """Every feed with its health and what of it could not be briefed."""
        entries = []
        for url, state in feeds.items():
            skipped = escaped(passed_over[url], self.escape) if url in passed_over else None
            entries.append(self._lines(self._words.feed(self.escape(url), escaped(state, self.escape), skipped)))
        return Message(parts=(Part(entries=tuple(entries)),)) if entries else Message(lead="No feeds are followed.")

    def _groups(self, groups: Sequence[Group], heading: str) -> Iterable[Part]:
        """A part a conflict and place, those of one conflict and no place under its name alone."""
        for group in groups:
            where = " – ".join(self.escape(name) for name in (group.conflict, group.place) if name) or "Elsewhere"
            topic: Topic = "updates" if heading else _TOPICS[group.entries[0].event.kind]
            entries = tuple(self._entry(entry) for entry in group.entries)
            yield Part(heading=f"{heading}: {where}" if heading else where, topic=topic, entries=entries)

    def _entry(self, entry: Entry) -> str:
        event = entry.event

        def outlets(reports: Iterable[str]) -> str:
            articles = {name.partition("/")[0] for name in reports}
            return wording.listed(self._outlets(event, articles)[:MOST_SOURCES])

        safe = escaped(entry, self.escape)
        return self._lines(self._words.entry(safe, self._sources(event), outlets))

    def _sources(self, event: Event) -> str:
        """The first outlets of an event, each with a link to its report."""
        return wording.listed(self._outlets(event)[:MOST_SOURCES])

    def _outlets(self, event: Event, articles: Collection[str] | None = None) -> list[str]:
        found: dict[str, str | None] = {}
        for report in event.reports:
            if report.outlet and (articles is None or report.article in articles):
                found[report.outlet] = found.get(report.outlet) or self._address(report.url)
        if self._dialect == "text":  # a list of events with every address could not be read
            return [self.escape(outlet) for outlet in found]
        return [self._writing.link(self.escape(outlet), url) for outlet, url in found.items()]

    def _quotes(self, told: _Reported, briefings: Mapping[str, Briefing]) -> Iterable[str]:
        """Each sentence that says it, once, in the order of the article."""
        briefing = briefings.get(told.report.article)
        sections = (briefing.talks, briefing.demands, briefing.strikes, briefing.casualties) if briefing else ()
        records = {name.partition("/")[2] for name in told.names}
        evidence = [
            each for section in sections for record in section if record.id in records for each in record.evidence
        ]
        return dict.fromkeys(self.escape(each.quote) for each in sorted(evidence, key=lambda each: each.start))

    def _asking(self, words: Any, group: Sequence[Any]) -> str:  # noqa: ANN401 - a module of Jinja's
        """Demands that differ in what is asked alone, one a line."""
        head = self._line(words.asking(group))
        return "\n".join([f"{head}:", *(self._line(words.demand(fact)) for fact in group)])

    def _safe(self, event: Event) -> Event:
        return escaped(event, self.escape)

    @staticmethod
    def _lines(block: str) -> str:
        """The lines of a macro's output that hold something, without surplus blanks."""
        lines = (" ".join(filter(None, line.split(" "))) for line in str(block).split("\n"))
        return "\n".join(line for line in lines if line)

    def _line(self, block: str) -> str:
        return " ".join(self._lines(block).split("\n"))


def _by_article(event: Event) -> list[_Reported]:
    """The reports of an event, those of an article together, in the order of reporting."""
    articles: dict[str, list[Report]] = {}
    for report in event.reports:
        articles.setdefault(report.article, []).append(report)
    return [
        _Reported(reports[0], tuple(f"{report.article}/{report.record}" for report in reports))
        for reports in articles.values()
    ]


def _period(window: Window) -> str:
    """The days that a digest covers; one that ends at midnight doesn't cover the day that then begins."""
    first = window.since.date()
    last = max(first, (window.until - timedelta.resolution).date())
    if first == last:
        return wording.day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{wording.day(last)}"
    return f"{wording.day(first)} – {wording.day(last)}"


def _span(window: Window) -> str:
    return f"{window.since:%Y-%m-%d %H:%M} to {window.until:%Y-%m-%d %H:%M} UTC"
