"""The contract's invariants, on arbitrary text and on real-looking articles cut and mangled anyhow."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.article import clean
from briefings.extract import extract
from briefings.records import Article, Briefing, Count, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8").partition("\n\n")[2] for path in EXAMPLES]

# Words that set off every section, so that arbitrary text reaches the rules behind the gates.
_SPARKS = """
Russia Ukraine rebels the RSF Hamas Kyiv Goma in on near killed wounded missing captured dead 12 forty dozens of
people soldiers at least more than drones missiles shelled attacked hospital strike shelling demanded that withdraw
talks agreed ceasefire said Monday yesterday May 16 between and by of the a , . : “ ” — 10,000 2022 a man and his son
"""
sparks = st.lists(st.sampled_from(_SPARKS.split()), max_size=60).map(" ".join)
pieces = st.builds(
    lambda text, start, size: text[start : start + size],
    st.sampled_from(TEXTS),
    st.integers(0, 2000),
    st.integers(0, 700),
)
mangled = st.one_of(
    pieces.map(str.upper),
    pieces.map(str.lower),
    pieces.map(lambda text: re.sub(r"[^\w\s]", "", text)),
    pieces.map(lambda text: text.replace(" ", "\n")),
    st.builds(lambda a, b: a + b[::-1], pieces, pieces),
    st.builds(lambda a, b: f"{a} Удар по Киеву 攻击 هجوم على غزة {b}", pieces, pieces),
)
texts = st.one_of(st.text(max_size=300), sparks, pieces, mangled)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def brief(text: str, published: date | None = None) -> Briefing:
    return extract(Article(id="x", text=clean(text), published=published))


def records(briefing: Briefing) -> Iterator[Record]:
    for section in (briefing.talks, briefing.demands, briefing.strikes, briefing.casualties):
        yield from section


def counts(record: object) -> Iterator[Count]:
    """Every count anywhere in a record."""
    if isinstance(record, Count):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from counts(getattr(record, name))
    elif isinstance(record, tuple):
        for each in record:
            yield from counts(each)


@unhurried
@given(texts, days)
def test_any_text_gives_a_briefing_that_keeps_the_contract(text: str, published: date | None) -> None:
    briefing = brief(text, published)
    article = briefing.article.text
    ids = [record.id for record in records(briefing)]
    assert len(ids) == len(set(ids))
    for record in records(briefing):
        assert record.evidence
        for evidence in record.evidence:
            assert evidence.quote
            assert article[evidence.start : evidence.end] == evidence.quote
        quotes = [evidence.quote for evidence in record.evidence]
        for count in counts(record):
            assert any(count.text in quote for quote in quotes), (count, quotes)
    for sentence in briefing.summary:
        assert sentence in article
    strikes = {strike.id for strike in briefing.strikes}
    assert all(casualty.strike in strikes | {None} for casualty in briefing.casualties)


@unhurried
@given(texts, days)
def test_the_same_text_gives_the_same_bytes(text: str, published: date | None) -> None:
    assert brief(text, published).model_dump_json() == brief(text, published).model_dump_json()


@pytest.mark.parametrize(
    "text", ["", "1" * 10_000, "7 " * 5_000, "killed " * 3_000, "«" * 5_000, "١٢ قتلوا في Київ 12"]
)
def test_degenerate_text_gives_an_empty_briefing(text: str) -> None:
    assert brief(text).empty


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_only_the_match_report_among_the_examples_is_empty(path: Path) -> None:
    body = path.read_text(encoding="utf-8").partition("\n\n")[2]
    assert brief(body, date(2025, 6, 2)).empty == (path.stem == "harbour-derby")


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_like_others(published: date) -> None:
    text = (
        "Russia and Ukraine held talks in Istanbul on Wednesday. Drones hit a depot in Odesa overnight. An attack "
        "on Odesa on Thursday killed two people today, officials said. The two sides had held talks in May in Istanbul."
    )
    briefing = brief(text, published)
    assert briefing.talks
    assert briefing.strikes


def test_without_a_publication_date_the_reader_is_warned() -> None:
    assert brief("Rebels shelled the town on Monday.").warnings
    assert not brief("Rebels shelled the town on Monday.", date(2025, 6, 2)).warnings
