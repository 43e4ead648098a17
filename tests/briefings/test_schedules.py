from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.channels import WEEK, Quiet, Schedule
from briefings.schedules import describe, describe_quiet, next_run, read_days, read_quiet, read_times, read_zone


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("08:00, 17:30", [time(8), time(17, 30)]),
        ("17:30 08:00", [time(8), time(17, 30)]),
        ("8am", [time(8)]),
        ("8 am and 5:30 p.m.", [time(8), time(17, 30)]),
        ("12am; 12 PM", [time(0), time(12)]),
        ("8, 8:00, 08.00", [time(8)]),
    ],
)
def test_times_are_read_as_people_write_them(text: str, times: list[time]) -> None:
    assert list(read_times(text)) == times


@pytest.mark.parametrize("text", ["25:00", "8:61", "13pm", "0am", "soon", "08:00, later", "-8", "8:00:00"])
def test_what_is_no_time_is_said_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no time of day; write it like 08:00, 17:30 or 8am"):
        read_times(text)


def test_no_time_and_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match="no time of day is given"):
        read_times(" , ")
    with pytest.raises(ValueError, match="25 times a day are too many; at most 24"):
        read_times(",".join(f"{hour}:00" for hour in range(24)) + ",0:30")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/KYIV", "Europe/Kyiv"),
        (" kyiv ", "Europe/Kyiv"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_read_in_any_case_and_by_its_city(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Berln", "'Berln' is no time zone; did you mean Europe/Berlin"),
        ("Europe/Kiew", "did you mean Europe/Kiev, Europe/Kyiv"),
        ("Istanbul", "'Istanbul' may be Asia/Istanbul or Europe/Istanbul; name one of them"),
        ("xyzzy", "'xyzzy' is no time zone; zones are named like Europe/Kyiv"),
        ("", "is no time zone; zones are named like Europe/Kyiv"),
    ],
)
def test_what_is_no_zone_is_said_with_those_near_it(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_zone(text)


def test_no_zone_is_proposed_that_goes_the_other_way() -> None:
    for text in ("UTC+2", "GMT+2", "Etc/GMT+2"):  # in the database, "Etc/GMT+2" is two hours behind UTC
        with pytest.raises(ValueError, match="no time zone") as caught:
            read_zone(text)
        assert "Etc" not in str(caught.value).partition(";")[2]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("daily", "mon tue wed thu fri sat sun"),
        ("Every  day", "mon tue wed thu fri sat sun"),
        ("weekdays", "mon tue wed thu fri"),
        ("mon-fri", "mon tue wed thu fri"),
        ("Monday to Wednesday", "mon tue wed"),
        ("Sat – Mon", "mon sat sun"),
        ("wed, mon", "mon wed"),
        ("Mondays and thurs.", "mon thu"),
        ("weekends, wed", "wed sat sun"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: str) -> None:
    assert read_days(text) == tuple(days.split())


@pytest.mark.parametrize("text", ["someday", "mo", "mon-funday", "tues, 5"])
def test_what_is_no_day_is_said_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no day; write them like daily, weekdays, mon-fri"):
        read_days(text)


def test_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day is given"):
        read_days(" ")


@pytest.mark.parametrize("text", ["22:00-07:00", "10pm to 7 am", "22 – 7"])
def test_quiet_hours_may_pass_midnight(text: str) -> None:
    assert read_quiet(text, "Europe/Kyiv") == Quiet(start=time(22), end=time(7), zone="Europe/Kyiv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("22:00", "'22:00' are no quiet hours; write them like 22:00-07:00"),
        ("22:00-late", "'late' is no time of day"),
        ("7-7am", "quiet hours from 07:00 to 07:00 are none"),
    ],
)
def test_what_are_no_quiet_hours_is_said(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_quiet(text)


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc]


def test_the_next_run_is_the_first_of_the_times_on_one_of_the_days() -> None:
    schedule = Schedule(times=(time(17, 30), time(8)), zone="Europe/Kyiv", days=("mon", "fri"))
    runs = [utc(2026, 11, 27, 5)]  # a Friday
    while len(runs) < 5:
        runs.append(next_run(schedule, runs[-1]))
    assert runs[1:] == [
        utc(2026, 11, 27, 6),
        utc(2026, 11, 27, 15, 30),
        utc(2026, 11, 30, 6),
        utc(2026, 11, 30, 15, 30),
    ]


def test_a_time_of_day_stays_over_a_change_of_clocks() -> None:
    schedule = Schedule(times=(time(8),), zone="Europe/Kyiv")
    assert next_run(schedule, utc(2026, 10, 23, 12)) == utc(2026, 10, 24, 5)
    assert next_run(schedule, utc(2026, 10, 24, 12)) == utc(2026, 10, 25, 6)


def test_a_time_that_comes_twice_comes_once() -> None:
    schedule = Schedule(times=(time(2, 30),), zone="Europe/Berlin")
    first = next_run(schedule, utc(2026, 10, 24, 12))
    assert first == utc(2026, 10, 25, 0, 30)
    for after in (first, utc(2026, 10, 25, 1, 10), utc(2026, 10, 25, 1, 30)):
        assert next_run(schedule, after) == utc(2026, 10, 26, 1, 30)


def test_a_time_that_is_skipped_comes_right_after_the_change() -> None:
    schedule = Schedule(times=(time(2, 30), time(3)), zone="Europe/Berlin")
    first = next_run(schedule, utc(2026, 3, 28, 12))
    assert first == utc(2026, 3, 29, 1)
    assert next_run(schedule, first) == utc(2026, 3, 30, 0, 30)


ZONES = st.sampled_from(
    ["UTC", "Europe/Kyiv", "America/New_York", "Africa/Khartoum", "Australia/Lord_Howe", "Asia/Gaza"]
)
SCHEDULES = st.builds(
    Schedule,
    times=st.lists(st.times().map(lambda each: each.replace(second=0, microsecond=0)), min_size=1, max_size=3).map(
        tuple
    ),
    zone=ZONES,
    days=st.sets(st.sampled_from(WEEK), min_size=1).map(tuple),
)


@given(SCHEDULES, st.integers(0, 15 * 366 * 86_400).map(lambda seconds: utc(2020, 1, 1) + timedelta(seconds=seconds)))
def test_runs_go_forward_and_keep_the_time_and_day_but_where_clocks_skip_it(
    schedule: Schedule, after: datetime
) -> None:
    run = next_run(schedule, after)
    here = run.astimezone(ZoneInfo(schedule.zone))
    assert after < run < after + timedelta(days=9)
    kept = here.time() in schedule.times and WEEK[here.weekday()] in schedule.days
    assert kept or (run - timedelta(minutes=1)).astimezone(here.tzinfo).utcoffset() < here.utcoffset()


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(times=(time(8),), zone="Europe/Kyiv"), "daily at 08:00 Europe/Kyiv"),
        (Schedule(times=(time(17, 30), time(8)), days=WEEK[:5]), "on weekdays at 08:00 and 17:30 UTC"),
        (Schedule(times=(time(8),), days=("fri", "mon"), paused=True), "on Monday and Friday at 08:00 UTC, paused"),
    ],
)
def test_a_schedule_in_words(schedule: Schedule, words: str) -> None:
    assert describe(schedule) == words


def test_quiet_hours_in_words() -> None:
    quiet = Quiet(start=time(22), end=time(7), zone="Europe/Kyiv")
    assert describe_quiet(quiet) == "from 22:00 to 07:00 Europe/Kyiv"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_one_line(text: str) -> None:
    for read in (read_times, read_zone, read_days, read_quiet):
        message = ""
        try:
            read(text)
        except ValueError as error:
            message = str(error)
        assert "\n" not in message
