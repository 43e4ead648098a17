"""Our own questions over our own corpus: answered exactly right, and never by something made up."""

from __future__ import annotations

import asyncio
import importlib
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from briefings.answers import Answer

ROOT = Path(__file__).parents[1]
_LEAST_RIGHT = 0.95
_MARK = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:,\d{3})*(?![\w:/-]|[.,]\d)")


@pytest.fixture(scope="module")
def questions() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "bench"))
    yield importlib.import_module("questions")
    sys.path.remove(str(ROOT / "bench"))


@pytest.fixture(scope="module")
def asked(questions: ModuleType) -> list[Any]:
    document = tomllib.loads(questions.QUESTIONS.read_text(encoding="utf-8"))
    return asyncio.run(questions.ask_all(document))


def test_almost_all_are_answered_exactly_right(asked: list[Any]) -> None:
    assert len(asked) >= 80
    wrong = [(each.expected["ask"], each.wrong) for each in asked if each.wrong]
    assert len(wrong) <= (1 - _LEAST_RIGHT) * len(asked), wrong


def test_no_answer_is_made_up(asked: list[Any]) -> None:
    assert [each.expected["ask"] for each in asked if each.made_up] == []


def test_every_mark_has_its_citation_and_every_citation_is_marked(asked: list[Any]) -> None:
    for each in asked:
        answer: Answer = each.answer
        marks = {int(number) for number in _MARK.findall(answer.answer)}
        assert marks == set(range(1, len(answer.citations) + 1)), answer


def test_what_is_not_known_has_neither_figures_nor_values_nor_sources(asked: list[Any]) -> None:
    for each in asked:
        answer: Answer = each.answer
        if not answer.found:
            assert (answer.figures, answer.values, answer.citations) == ((), (), ()), answer


def test_every_number_of_a_toll_is_a_reported_one_or_a_said_sum(asked: list[Any]) -> None:
    """Beside those of days, marks and how many events or publishers there are, which are counted."""
    tolls = [each.answer for each in asked if each.answer.found and "toll" in each.answer.understood.aspects]
    assert len(tolls) > 40
    for answer in tolls:
        quotes = " ".join(citation.quote for citation in answer.citations).lower()
        known = {str(value) for figure in answer.figures for value in (figure.low, figure.best, figure.high)}
        sums = {str(len(figure.of)) for figure in answer.figures}
        text = re.sub(r"\[\d+\]|\d{1,2}(?:–\d{1,2})? (?:[A-Z][a-z]+)(?: \d{4})?|[A-Z][a-z]+ \d{4}", "", answer.answer)
        text = re.sub(r"\d+ of them disputed|and \d+ more", "", text)
        for number in _NUMBER.findall(text):
            plain = number.replace(",", "")
            assert plain in known | sums or re.search(rf"\b{number}\b", quotes), (number, answer)
