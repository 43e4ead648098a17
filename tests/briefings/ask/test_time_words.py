import string
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ask.times import find_time

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)  # a Friday


def days(text: str, now: datetime = NOW) -> str | None:
    found = find_time(text, now)
    return None if found is None else f"{found.days.start or ''}..{found.days.end or ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-27..2026-11-27"),
        ("this morning", "2026-11-27..2026-11-27"),
        ("yesterday", "2026-11-26..2026-11-26"),
        ("the day before yesterday", "2026-11-25..2026-11-25"),
        ("last night", "2026-11-26..2026-11-27"),
        ("overnight", "2026-11-26..2026-11-27"),
        ("three days ago", "2026-11-24..2026-11-24"),
        ("a week ago", "2026-11-20..2026-11-20"),
        ("12 hours ago", "2026-11-27..2026-11-27"),
        ("in the last 3 days", "2026-11-24..2026-11-27"),
        ("in the past 24 hours", "2026-11-26..2026-11-27"),
        ("last 48h", "2026-11-25..2026-11-27"),
        ("in the last few days", "2026-11-24..2026-11-27"),
    ],
)
def test_time_is_counted_from_now(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on monday", "2026-11-23..2026-11-23"),
        ("monday night", "2026-11-23..2026-11-23"),
        ("on friday", "2026-11-27..2026-11-27"),
        ("last friday", "2026-11-20..2026-11-20"),
        ("on tue", "2026-11-24..2026-11-24"),
        ("on 2 june", "2026-06-02..2026-06-02"),
        ("on 2 december", "2025-12-02..2025-12-02"),
        ("in december", "2025-12-01..2025-12-31"),
        ("on the 14th", "2026-11-14..2026-11-14"),
        ("on the 30th", "2026-10-30..2026-10-30"),
        ("29 february", "2024-02-29..2024-02-29"),
        ("the weekend", "2026-11-21..2026-11-22"),
    ],
)
def test_time_that_may_be_past_or_future_is_the_past_one(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this week", "2026-11-23..2026-11-29"),
        ("last week", "2026-11-16..2026-11-22"),
        ("past week", "2026-11-20..2026-11-27"),
        ("last month", "2026-10-01..2026-10-31"),
        ("last year", "2025-01-01..2025-12-31"),
        ("in may", "2026-05-01..2026-05-31"),
        ("in may 2024", "2024-05-01..2024-05-31"),
        ("in early may", "2026-05-01..2026-05-10"),
        ("mid-october", "2026-10-11..2026-10-20"),
        ("at the end of february", "2026-02-21..2026-02-28"),
        ("in 2024", "2024-01-01..2024-12-31"),
        ("in kherson 2025?", "2025-01-01..2025-12-31"),
    ],
)
def test_period_is_all_of_its_days(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("june 2nd, 2025", "2025-06-02..2025-06-02"),
        ("2nd of june 2025", "2025-06-02..2025-06-02"),
        ("2025-06-02", "2025-06-02..2025-06-02"),
        ("2025/06/02", "2025-06-02..2025-06-02"),
        ("on monday, november 23", "2026-11-23..2026-11-23"),
        ("monday the 23rd", "2026-11-23..2026-11-23"),
    ],
)
def test_one_day_has_many_spellings_and_all_of_them_is_taken(text: str, expected: str) -> None:
    found = find_time(text, NOW)
    assert found is not None
    assert (found.start, found.end) == (0, len(text))
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 1 and 5 june", "2026-06-01..2026-06-05"),
        ("from 1 to 5 june", "2026-06-01..2026-06-05"),
        ("from 28 may to 5 june", "2026-05-28..2026-06-05"),
        ("24–26 may", "2026-05-24..2026-05-26"),
        ("in june and july", "2026-06-01..2026-07-31"),
        ("between monday and wednesday", "2026-11-23..2026-11-25"),
        ("before monday", "..2026-11-22"),
        ("until friday", "..2026-11-27"),
        ("after 2 june", "2026-06-03.."),
        ("since monday", "2026-11-23.."),
        ("since the start of may", "2026-05-01.."),
    ],
)
def test_range_ends_where_its_words_say(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the night to 25 may", "2026-05-24..2026-05-25"),
        ("overnight into 24 july", "2026-07-23..2026-07-24"),
        ("the night of 24 may", "2026-05-24..2026-05-25"),
    ],
)
def test_night_has_two_days(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "it may be",
        "may i ask",
        "they march on",
        "the sun",
        "in the 1990s",
        "at 5 pm",
        "2025-13-45",
        "june 31",
        "2000 people",
    ],
)
def test_word_that_only_looks_like_a_time_is_none(text: str) -> None:
    assert find_time(text, NOW) is None


@pytest.mark.parametrize("text", ["next monday", "next week", "tomorrow", "the coming friday"])
def test_time_to_come_is_never_taken_for_a_past_one(text: str) -> None:
    assert find_time(text, NOW) is None


def test_since_names_the_moment_from_which_on_reports_count() -> None:
    found = find_time("anything new since monday", NOW)
    assert found is not None
    assert found.since == datetime(2026, 11, 23, tzinfo=UTC)


def test_days_are_those_of_utc_wherever_it_is_asked() -> None:
    tokyo = datetime(2026, 11, 27, 3, tzinfo=timezone(timedelta(hours=9)))  # the 26th, 18:00 in UTC
    assert days("today", tokyo) == "2026-11-26..2026-11-26"


@given(
    st.text(string.ascii_lowercase + string.digits + " -/.,"),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_text_at_any_time_gives_days_in_order_within_it(text: str, now: datetime) -> None:
    found = find_time(text, now)
    if found:
        assert 0 <= found.start < found.end <= len(text)
        assert (found.days.start or date.min) <= (found.days.end or date.max)


_WORDS = [
    *["since", "last", "next", "past", "ago", "in", "on", "of", "to", "and", "between", "from", "the", "night", "week"],
    *["may", "june", "february", "monday", "days", "31", "29", "5", "3", "1st", "2025"],
]


@given(st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_words_of_time_in_any_order_never_fail(text: str, day: date) -> None:
    found = find_time(text, datetime(day.year, day.month, day.day, tzinfo=UTC))
    assert found is None or found.days.text in text
