"""The scorer itself, on records made by hand, and the articles it reads."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def accuracy() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "bench"))
    yield importlib.import_module("accuracy")
    sys.path.remove(str(ROOT / "bench"))


@pytest.fixture(scope="module")
def scoring(accuracy: ModuleType) -> ModuleType:
    return sys.modules[accuracy.Tally.__module__]


def _count(best: int | None, low: int | None, high: int | None) -> dict[str, Any]:
    return {"best": best, "low": low, "high": high, "text": "…"}


def _casualty(quote: str, **slots: object) -> dict[str, Any]:
    return {"evidence": [{"quote": quote}], **slots}


@pytest.mark.parametrize(
    ("want", "got", "expected"),
    [
        (12, (12, 12, 12), True),
        (12, (12, 12, None), False),
        ("at least 12", (12, 12, None), True),
        ("at most 400", (400, None, 400), True),
        ("about 100", (100, None, None), True),
        ("3 to 4", (None, 3, 4), True),
        ("from 12", (None, 12, None), True),
        ("from 12", (12, 12, None), False),
    ],
)
def test_a_count_is_right_only_with_its_hedge(
    scoring: ModuleType, want: object, got: tuple[int | None, int | None, int | None], *, expected: bool
) -> None:
    assert scoring.same_count(want, _count(*got)) is expected


@pytest.mark.parametrize(
    ("want", "start", "end", "expected"),
    [
        (date(2024, 3, 17), "2024-03-17", "2024-03-17", True),
        (date(2024, 3, 17), "2024-03-16", "2024-03-17", True),  # overnight
        (date(2024, 3, 17), "2024-03-15", "2024-03-17", False),
        ("2024-03-11 to 2024-03-17", "2024-03-12", "2024-03-17", True),
        ("2024-03-11 to 2024-03-17", "2024-03-11", "2024-03-11", False),
    ],
)
def test_a_time_is_right_when_half_of_the_joint_span_is_shared(
    scoring: ModuleType, want: object, start: str, end: str, *, expected: bool
) -> None:
    assert scoring.same_when(want, {"text": "…", "start": start, "end": end}) is expected


@pytest.mark.parametrize(
    ("want", "got", "expected"),
    [("Kherson", "Kherson region", True), ("Sudan", "South Sudan", False), ("Goma", "Gao", False)],
)
def test_a_place_may_carry_its_division_but_no_other_bearing(
    scoring: ModuleType, want: str, got: str, *, expected: bool
) -> None:
    assert scoring.same_place(want, {"name": got}) is expected


def test_a_slot_with_an_empty_reading_may_be_left_out_but_not_filled_wrongly(scoring: ModuleType) -> None:
    party = scoring.SLOTS["casualties"]["party"]
    want = {"any_of": ["Ukraine", ""]}
    assert scoring.compare(want, None, party) == scoring.Tally()
    assert scoring.compare(want, "Ukraine", party) == scoring.Tally(right=1)
    assert scoring.compare(want, "Russia", party) == scoring.Tally(spurious=1)


def test_a_list_is_scored_item_by_item_under_its_kindest_reading(scoring: ModuleType) -> None:
    attackers = scoring.SLOTS["strikes"]["attackers"]
    want = {"any_of": [["M23", "Rwanda"], ["M23"]]}
    assert scoring.compare(want, ["M23"], attackers) == scoring.Tally(right=1)
    assert scoring.compare(want, ["Rwanda", "Uganda"], attackers) == scoring.Tally(right=1, missed=1, spurious=1)
    assert scoring.compare({"any_of": ["hotel", "Hayat hotel"]}, ["hotel"], attackers) == scoring.Tally(right=1)


def test_a_default_that_both_have_counts_for_nothing(scoring: ModuleType) -> None:
    scope = scoring.SLOTS["casualties"]["scope"]
    assert scoring.compare(None, "event", scope) == scoring.Tally()
    assert scoring.compare(None, "period", scope) == scoring.Tally(spurious=1)
    assert scoring.compare("cumulative", "event", scope) == scoring.Tally(missed=1, spurious=1)


def test_records_align_by_what_they_share_and_the_rest_is_missed_or_spurious(scoring: ModuleType) -> None:
    want = [
        {"killed": 2, "place": "Kunduz", "evidence": ["Two officers were killed"]},
        {"killed": 8, "evidence": ["Eight died in Herat"]},
        {"optional": True, "killed": 1, "evidence": ["The bomber died"]},
    ]
    got = [
        _casualty("A shell fell.", killed=_count(5, 5, 5)),
        _casualty("Two officers were killed and one wounded.", killed=_count(2, 2, 2), injured=_count(1, 1, 1)),
        _casualty("The bomber died.", killed=_count(1, 1, 1), party="Taliban"),
    ]
    alignment = scoring.align(want, got, "casualties")
    assert alignment.pairs == [(want[0], got[1]), (want[2], got[2])]
    assert (alignment.missed, alignment.spurious) == ([want[1]], [got[0]])
    # right: killed; missed: Kunduz and the eight; spurious: one wounded and the five; nothing of the optional record
    assert scoring.score(alignment, "casualties") == scoring.Tally(right=1, missed=2, spurious=2)
    # the figures of the optional record count: its one killed is right
    assert scoring.figures(alignment) == scoring.Tally(right=2, missed=1, spurious=2)


def test_demands_align_only_when_they_ask_the_same(scoring: ModuleType) -> None:
    quote = "Kyiv wants Moscow to free prisoners and halt fire."
    want = [{"by": ["Ukraine"], "of": ["Russia"], "text": "free prisoners", "evidence": [quote]}]
    got = [{"by": ["Ukraine"], "of": ["Russia"], "text": "halt fire", "evidence": [{"quote": quote}]}]
    assert scoring.align(want, got, "demands").pairs == []


def test_whatever_falls_below_its_floor_is_named(accuracy: ModuleType) -> None:
    measured = {"strikes": {"precision": 0.9, "f1": 0.7}, "negatives": {"clean": 3.0}}
    floors = {"strikes": {"precision": 0.9, "f1": 0.8}, "negatives": {"clean": 3}}
    assert list(accuracy.below(measured, floors)) == ["accuracy: strikes f1 0.700 is below its floor 0.8"]


def test_an_expectation_with_a_misspelt_slot_or_a_quote_not_in_its_text_is_refused(
    accuracy: ModuleType, tmp_path: Path
) -> None:
    head = 'title = "T"\npublished = 2024-01-01\ntext = "A shell hit Sake."\n[[strikes]]\n'
    path = tmp_path / "wrong.toml"
    path.write_text(head + 'attacker = "M23"\nevidence = ["A shell"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="have no attacker"):
        accuracy.load(path)
    path.write_text(head + 'evidence = ["A rocket"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="does not say 'A rocket'"):
        accuracy.load(path)


def test_the_corpus_has_forty_articles_and_ten_hard_negatives(accuracy: ModuleType) -> None:
    samples = [accuracy.load(path) for path in sorted(accuracy.ARTICLES.glob("*.toml"))]
    negatives = [sample.article.id for sample in samples if sample.negative]
    assert len(samples) >= 40
    assert len(negatives) >= 10
    assert all(name.startswith("negative-") for name in negatives)
