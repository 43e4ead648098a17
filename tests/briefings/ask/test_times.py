from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ask.times import find_time

NOW = datetime(2025, 6, 4, 9, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("how many died on monday", "2025-06-02", "2025-06-02"),
        ("what happened yesterday evening", "2025-06-03", "2025-06-03"),
        ("and today?", "2025-06-04", "2025-06-04"),
        ("killed overnight", "2025-06-03", "2025-06-04"),
        ("the day before yesterday", "2025-06-02", "2025-06-02"),
        ("three days ago", "2025-06-01", "2025-06-01"),
        ("last friday", "2025-05-30", "2025-05-30"),
        ("on wednesday", "2025-06-04", "2025-06-04"),
        ("last wednesday", "2025-05-28", "2025-05-28"),
        ("over the weekend", "2025-05-31", "2025-06-01"),
        ("this week", "2025-06-02", "2025-06-08"),
        ("last week", "2025-05-26", "2025-06-01"),
        ("in the past week", "2025-05-28", "2025-06-04"),
        ("in the last 3 days", "2025-06-01", "2025-06-04"),
        ("this month", "2025-06-01", "2025-06-30"),
        ("last month", "2025-05-01", "2025-05-31"),
        ("in may", "2025-05-01", "2025-05-31"),
        ("in july", "2024-07-01", "2024-07-31"),
        ("in may 2024", "2024-05-01", "2024-05-31"),
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("on 2 june 2025", "2025-06-02", "2025-06-02"),
        ("on june 2nd", "2025-06-02", "2025-06-02"),
        ("on 2025-06-02", "2025-06-02", "2025-06-02"),
        ("on 24 december", "2024-12-24", "2024-12-24"),
        ("between 1 and 5 june", "2025-06-01", "2025-06-05"),
        ("between 30 may and 2 june", "2025-05-30", "2025-06-02"),
        ("on monday and tuesday", "2025-06-02", "2025-06-03"),
        ("in the night to 2 june", "2025-06-01", "2025-06-02"),
        ("before monday", None, "2025-06-01"),
        ("until 3 june", None, "2025-06-03"),
        ("since monday", "2025-06-02", None),
        ("after 1 june", "2025-06-02", None),
    ],
)
def test_a_time_is_read_as_its_days(question: str, start: str | None, end: str | None) -> None:
    found = find_time(question, NOW)
    assert found is not None
    assert (found.days.start, found.days.end) == tuple(day and date.fromisoformat(day) for day in (start, end))
    assert question[found.start : found.end] == found.days.text


@pytest.mark.parametrize("question", ["who may attack", "march on kyiv", "the sun rises", "on 31 june", "who said so"])
def test_words_that_only_look_like_a_time_are_none(question: str) -> None:
    assert find_time(question, NOW) is None


def test_since_is_also_the_moment_from_which_all_is_told() -> None:
    since = find_time("what is new since monday", NOW)
    on = find_time("what happened on monday", NOW)
    assert since is not None
    assert on is not None
    assert (since.since, on.since) == (datetime(2025, 6, 2, tzinfo=UTC), None)


@given(st.text(max_size=80), st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_any_text_at_any_time_can_be_read(text: str, now: datetime) -> None:
    found = find_time(text.lower(), now)
    assert found is None or 0 <= found.start < found.end <= len(text.lower())
