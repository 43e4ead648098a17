"""What the reports of some events say, and the numbered citations that an answer is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.answers import Citation
from briefings.records import Evidence
from briefings.wording import according

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.events import Event, Item
    from briefings.records import Article, Casualty, Demand, Strike, Talk

    Fact = Talk | Demand | Strike | Casualty


_SENTENCE = re.compile(r"[^\s].*?(?:[.!?][\"”’')]*(?=\s)|$)", re.MULTILINE)


_MARK = re.compile("\ue000(\\d+)\ue001")
"""Characters for private use, which no article has: they are cleaned away when it is read."""
_NEAR = 300
"""Characters behind a record's own sentences within which the next ones still tell of it."""


class Told(NamedTuple):
    """One record of one article, with the event that it belongs to."""

    event: str
    item: Item
    record: Fact

    @property
    def key(self) -> str:
        """Its name as figures and facts call it: "ARTICLE/RECORD"."""
        return f"{self.item.source.article}/{self.record.id}"


class Reports:
    """The records behind events, by their keys, and the citations given so far, in order."""

    def __init__(
        self,
        items: Mapping[str, Sequence[Item]],
        articles: Mapping[str, Article] | None = None,
        *,
        beyond: bool = False,
    ) -> None:
        """Take what each article tells of each event, and those articles that are to be read themselves.

        ``beyond`` says that other events may fit and aren't among these.
        """
        self._articles = articles or {}
        self.beyond = beyond
        told = [
            Told(event, item, record) for event, those in items.items() for item in those for record in item.records
        ]
        self._told = {(each.event, each.key): each for each in told}
        self._given: dict[tuple[str, str], int] = {}
        self.citations: list[Citation] = []

    def of(self, event: Event) -> list[Told]:
        """Every record that tells of an event, in the order of reporting."""
        return [told for (owner, _), told in self._told.items() if owner == event.id]

    def find(self, event: Event, keys: Iterable[str]) -> list[Told]:
        """The records of an event by their keys."""
        return [told for key in keys if (told := self._told.get((event.id, key)))]

    def cite(self, told: Told, *words: str) -> str:
        """The mark of the sentence of a record that has most of ``words``, such as " [2]"."""
        quotes = sorted(told.record.evidence, key=lambda each: (-_shared(each.quote, words), each.start))
        return f" {self.mark(told, quotes[0])}" if quotes else ""

    def cite_all(self, event: Event, keys: Iterable[str], *words: str, most: int = 3) -> str:
        """The marks of the first records by key, one a publisher before a second of one."""
        found = self.find(event, keys)
        first: dict[str, Told] = {}
        for told in found:
            first.setdefault(told.item.source.publisher, told)
        chosen = [*first.values()][:most]
        return "".join(dict.fromkeys(self.cite(told, *words) for told in chosen))

    def around(self, event: Event) -> Iterator[tuple[Told, Evidence]]:
        """The sentences of the articles that tell of an event, and those right behind them, in order, each once."""
        seen: set[tuple[str, int]] = set()
        for told in self.of(event):
            for evidence in (*told.record.evidence, *self.following(told)):
                place = (told.item.source.article, evidence.start)
                if place not in seen:
                    seen.add(place)
                    yield told, evidence

    def following(self, told: Told) -> Iterator[Evidence]:
        """The sentences that follow the first of a record in its article, in which it may be gone on with."""
        article = self._articles.get(told.item.source.article)
        first, last = (pick(evidence.end for evidence in told.record.evidence) for pick in (min, max))
        for match in _SENTENCE.finditer(article.text, first) if article else ():
            if match.start() - last > _NEAR:
                return
            yield Evidence(quote=match[0], start=match.start(), end=match.end())

    def quote(self, told: Told, evidence: Evidence) -> str:
        """A sentence in quotes, with its mark."""
        return f"“{evidence.quote}” {self.mark(told, evidence)}"

    def numbered(self, text: str) -> tuple[str, tuple[Citation, ...]]:
        """A text with its marks as "[1]", numbered as they come, and the citations of these alone."""
        order = list(dict.fromkeys(int(number) for number in _MARK.findall(text)))
        numbers = {old: new for new, old in enumerate(order, 1)}
        said = _MARK.sub(lambda match: f"[{numbers[int(match[1])]}]", text)
        return said, tuple(self.citations[number] for number in order)

    def mark(self, told: Told, evidence: Evidence) -> str:
        """What stands for the number of a sentence's citation until the answer is whole."""
        source = told.item.source
        key = (source.article, evidence.quote)
        if key not in self._given:
            self.citations.append(
                Citation(
                    event=told.event,
                    article=source.article,
                    url=source.url,
                    outlet=source.outlet,
                    published=source.published,
                    quote=evidence.quote,
                )
            )
            self._given[key] = len(self.citations) - 1
        return f"\ue000{self._given[key]}\ue001"


def _shared(quote: str, words: Sequence[str]) -> int:
    """How many of the words stand in a quote."""
    low = quote.lower()
    return sum(bool(re.search(rf"(?<!\w){re.escape(word.lower())}", low)) for word in words if word)


def sayers(told: Told) -> str:
    """Who says so: ", according to the governor"; of an article's own voice, its outlet."""
    if told.record.attribution:
        return according(told.record.attribution)
    return f", {told.item.source.outlet} reports" if told.item.source.outlet else ""


def texts_of(event: Event, items: Sequence[Item]) -> Iterator[str]:
    """Everything in which a word of a question may stand: what the reports say of the event, and what is made of it."""
    yield event.title
    for fact in event.facts:
        yield fact.value
    for item in items:
        for record in item.records:
            for evidence in record.evidence:
                yield evidence.quote
