"""Articles of one event by several outlets, and lookalikes: what merges and what stays apart.

Each file holds four articles. ``tells`` names the happenings that an article is about: those that name one in
common must share an event. ``also`` are those that it recalls: it may share their event. No other two articles,
of one file or of two, may share any.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import UTC, datetime, time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from briefings.duplicates import Beside, Print, kinship, print_of
from briefings.events import Source
from briefings.extract import extract
from briefings.merge import items, merge
from briefings.publishers import publisher
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.events import Event

_FILES = sorted(Path(__file__).parent.glob("*.toml"))
_LEAST_RECALL = 0.95
"""Of the pairs of articles about one happening, those that share an event; none may share one wrongly."""


class Cluster(NamedTuple):
    """The articles of all files by "FILE:ID", and the events that they come to."""

    articles: dict[str, dict[str, Any]]
    events: tuple[Event, ...]

    def shared(self, key: str) -> set[tuple[str, str]]:
        """Pairs of articles with a happening in common."""
        told = {
            name: {(name.split(":")[0], each) for each in _named(told, key)} for name, told in self.articles.items()
        }
        return {(a, b) for a, b in combinations(sorted(told), 2) if told[a] & told[b]}

    @property
    def merged(self) -> set[tuple[str, str]]:
        """Pairs of articles with an event in common."""
        groups = [sorted({report.article for report in event.reports}) for event in self.events]
        return {pair for group in groups for pair in combinations(group, 2)}

    def event(self, *articles: str) -> Event:
        """The strike that these articles share."""
        return next(e for e in self.events if e.kind == "strike" and set(articles) <= {r.article for r in e.reports})


def _named(told: dict[str, Any], key: str) -> list[str]:
    return [*told["tells"], *(told.get("also", []) if key == "also" else [])]


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    articles: dict[str, dict[str, Any]] = {}
    told = []
    for file in _FILES:
        for each in tomllib.loads(file.read_text(encoding="utf-8"))["articles"]:
            name = f"{file.stem}:{each['id']}"
            articles[name] = each
            article = Article(
                id=name,
                title=each["title"],
                outlet=each["outlet"],
                published=each["published"],
                text=each["text"].strip(),
            )
            source = Source(
                article=name,
                outlet=article.outlet,
                publisher=publisher(article),
                published=article.published,
                reported=datetime.combine(each["published"], time(), UTC),
            )
            told += items(extract(article), source)
    return Cluster(articles, merge(told))


def test_there_are_six_clusters_of_four(cluster: Cluster) -> None:
    sizes: dict[str, int] = defaultdict(int)
    for name in cluster.articles:
        sizes[name.split(":")[0]] += 1
    assert len(sizes) >= 6
    assert set(sizes.values()) == {4}


def test_no_two_happenings_are_merged(cluster: Cluster) -> None:
    assert cluster.merged - cluster.shared("also") == set()


def test_reports_of_one_happening_are_merged(cluster: Cluster) -> None:
    wanted = cluster.shared("tells")
    assert len(wanted & cluster.merged) >= _LEAST_RECALL * len(wanted)


def test_tolls_rise_without_dispute_and_reprints_are_one_voice(cluster: Cluster) -> None:
    event = cluster.event("darfur-market-tolls:first", "darfur-market-tolls:higher")
    killed = event.figures["killed"]
    assert (killed.low, killed.best, killed.high, killed.contested) == (19, 31, 31, False)
    assert [(change.before, change.after) for change in event.changed if change.figure == "killed"] == [(19, 31)]
    assert event.title == "Drone attack by Sudanese Armed Forces on crowded market in Nyala, Sudan"


def test_an_armys_count_of_its_enemies_is_no_dispute_of_the_toll(cluster: Cluster) -> None:
    event = cluster.event("gaza-city-one-day:school-ministry", "gaza-city-one-day:school-wire")
    assert (event.figures["killed"].best, event.contested) == (22, False)
    assert event.figures["killed (Hamas fighters)"].best == 9


def test_two_attacks_on_one_city_within_hours_stay_apart(cluster: Cluster) -> None:
    event = cluster.event("kharkiv-one-day:a", "kharkiv-one-day:b")
    assert "kharkiv-one-day:c/s1" not in {f"{report.article}/{report.record}" for report in event.reports}


def test_a_toll_that_a_report_recalls_is_not_the_new_one(cluster: Cluster) -> None:
    figures = cluster.event("rafah-tents:c", "rafah-tents:d").figures
    assert (figures["killed"].best, figures["killed (earlier)"].best) == (21, 45)


def test_only_the_reprint_is_a_copy(cluster: Cluster) -> None:
    prints = {name: print_of(each["text"]) for name, each in cluster.articles.items()}
    for name, known in combinations(prints, 2):
        copies = {cluster.articles[name].get("copy_of"), cluster.articles[known].get("copy_of")}
        is_copy = name.split(":")[0] == known.split(":")[0] and bool(
            copies & {cluster.articles[name]["id"], cluster.articles[known]["id"]}
        )
        assert (_kin(prints[known], prints[name]) == "copy") is is_copy, (name, known)


def _kin(new: Print, known: Print) -> str:
    """What one text is to another, both at hand."""
    one, other = new, known
    shared = len(one.sketch & other.sketch)
    return kinship(one, Beside(one.text == other.text, shared, len(other.sketch), other.tolls))
