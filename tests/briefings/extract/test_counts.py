"""Numbers of people and things, with the hedges that UCDP's best, low and high stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.counts import find_quantities
from briefings.extract.parse import parse

Bounds = tuple[int | None, int | None, int | None, str]


def _read(text: str) -> list[Bounds]:
    return [
        (each.count.best, each.count.low, each.count.high, each.count.text)
        for sentence in parse(text)
        for each in find_quantities(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed 19 people.", (19, 19, 19, "19")),
        ("At least 12 people were killed.", (12, 12, None, "At least 12")),
        ("The army lost more than forty tanks.", (40, 40, None, "more than forty")),
        ("No fewer than 1,200 families fled.", (1200, 1200, None, "No fewer than 1,200")),
        ("They handed over a list of nearly 400 names.", (400, None, 400, "nearly 400")),
        ("Up to ten cases were raised.", (10, None, 10, "Up to ten")),
        ("As many as 30 fighters were seen.", (30, None, 30, "As many as 30")),
        ("About 100 drones were launched.", (100, None, None, "About 100")),
        ("An estimated 300 rebels surrendered.", (300, None, None, "An estimated 300")),
        ("Three or four men ran away.", (None, 3, 4, "Three or four")),
        ("Between 20 and 30 soldiers were hurt.", (None, 20, 30, "Between 20 and 30")),
        ("The raid killed 10-15 fighters.", (None, 10, 15, "10-15")),
        ("Several villagers were taken.", (None, 3, None, "Several")),
        ("Dozens of houses burned.", (None, 12, None, "Dozens")),
        ("Scores of civilians were hurt.", (None, 40, None, "Scores")),
        ("Hundreds marched.", (None, 100, None, "Hundreds")),
        ("They killed dozens", (None, 12, None, "dozens")),
        ("Tens of thousands fled.", (None, 10000, None, "Tens of thousands")),
        ("More than a dozen guards died.", (12, 12, None, "More than a dozen")),
        ("Two dozen prisoners were freed.", (24, 24, 24, "Two dozen")),
        ("Half a dozen shells landed.", (6, 6, 6, "Half a dozen")),
        ("Twenty-one sailors drowned.", (21, 21, 21, "Twenty-one")),
        ("Two hundred and fifty-six men were held.", (256, 256, 256, "Two hundred and fifty-six")),
        ("Some 1.5 million people need food.", (1_500_000, None, None, "Some 1.5 million")),
        ("Twenty or more hostages remain.", (20, 20, None, "Twenty or more")),
        ("It was the largest number of drones—472—of the war.", (472, 472, 472, "472")),
    ],
)
def test_a_number_keeps_its_hedge(text: str, expected: Bounds) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy ran.",
        "It lies 7,000 kilometers away.",
        "It happened in 2022.",
        "It was hit at 10:17 am.",
        "They paid $30 for it.",
        "Prices rose 5 percent.",
        "The boy was aged 14.",
        "A T-72 tank burned.",
    ],
)
def test_ages_years_measures_times_and_names_are_no_counts(text: str) -> None:
    assert _read(text) == []


def test_a_rise_is_two_numbers_and_no_range() -> None:
    assert [bounds[0] for bounds in _read("The toll rose from 12 to 20.")] == [12, 20]


@given(st.integers(min_value=1, max_value=99_999_999))
def test_digits_mean_themselves_with_and_without_commas(number: int) -> None:
    assert [bounds[:3] for bounds in _read(f"They counted {number:,} refugees.")] == [(number, number, number)]


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–/:onetwdzhurmilkabcdef%$"), max_size=60))
def test_quantities_stay_in_order_and_apart(text: str) -> None:
    for sentence in parse(text):
        last = -1
        for each in find_quantities(sentence):
            assert last < each.first <= each.last < len(sentence.words)
            assert each.count.text == sentence.slice(each.first, each.last)
            last = each.last
