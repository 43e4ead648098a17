from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import FetchError, SourceError
from briefings.settings import Feeds
from briefings.sources.health import FeedState, Reading, Step, after_failure, after_success, is_due

NOW = datetime(2025, 6, 2, 10, tzinfo=UTC)
PACE = Feeds()
NEW = FeedState()
HANGS = FetchError("http://e.org/feed: no whole answer in time")
GONE = FetchError("http://e.org/feed: answered 410 Gone", permanent=True, status=410)


def minutes(state: FeedState) -> float:
    return (state.next_poll - NOW) / timedelta(minutes=1)


def succeed(state: FeedState = NEW, jitter: float = 0.0, **reading: object) -> Step:
    return after_success(state, Reading(**reading), NOW, jitter, PACE)


def fail(state: FeedState = NEW, error: SourceError = HANGS, times: int = 1) -> Step:
    for _ in range(times):
        step = after_failure(state, error, NOW, 0.0, PACE)
        state = step.state
    return step


@pytest.mark.parametrize(
    ("every", "fresh", "wait"),
    [
        (None, None, 15),
        (60, None, 60),
        (1, None, 5),
        (100_000, None, 360),
        (None, 1, 15),
        (None, 30, 30),
        (30, 60, 60),
        (60, 30, 60),
        (0, 0, 5),
    ],
)
def test_a_feed_is_asked_at_its_own_pace_within_the_settings(
    every: float | None, fresh: float | None, wait: float
) -> None:
    spans = {
        name: timedelta(minutes=value) for name, value in (("every", every), ("fresh", fresh)) if value is not None
    }
    assert minutes(succeed(**spans).state) == wait


def test_its_pace_holds_while_it_has_nothing_new() -> None:
    first = succeed(FeedState(items_seen=3), etag='"1"', title="T", every=timedelta(hours=1)).state
    second = succeed(first, not_modified=True).state
    assert (second.etag, second.title, second.items_seen, minutes(second)) == ('"1"', "T", 3, 60)
    third = succeed(second).state
    assert (third.etag, third.items_seen, minutes(third)) == (None, 3, 15)


def test_jitter_only_adds() -> None:
    assert minutes(succeed(jitter=1.0).state) == pytest.approx(16.5)


def test_failures_are_counted_and_lead_to_longer_and_longer_waits() -> None:
    step = fail()
    assert step.news is None
    assert (step.state.failures, step.state.last_error, step.state.last_error_at) == (1, str(HANGS), NOW)
    assert [minutes(fail(times=n).state) for n in range(1, 8)] == [15, 30, 60, 120, 240, 360, 360]
    assert minutes(fail(times=5_000).state) == 360


def test_a_server_that_asks_for_a_longer_wait_gets_it() -> None:
    assert minutes(fail(error=FetchError("x", retry_after=3600.0)).state) == 60
    assert minutes(fail(error=FetchError("x", retry_after=60.0)).state) == 15


def test_a_feed_is_down_once_after_some_failures_and_back_once() -> None:
    news, state = [], FeedState()
    for _ in range(5):
        step = fail(state)
        news.append(step.news)
        state = step.state
    assert news == [None, None, "down", None, None]
    back = succeed(state)
    assert (back.news, back.state.down, back.state.failures) == ("back", False, 0)
    assert back.state.last_error == str(HANGS)
    assert succeed(back.state).news is None


def test_a_feed_that_is_gone_is_down_at_once_and_asked_rarely() -> None:
    step = fail(error=GONE)
    assert (step.news, step.state.down, minutes(step.state)) == ("down", True, 360)
    assert fail(step.state, GONE).news is None


def test_a_failure_keeps_what_the_last_success_left() -> None:
    good = succeed(FeedState(items_seen=3), etag='"1"', title="T").state
    bad = fail(good).state
    assert (bad.etag, bad.title, bad.items_seen, bad.last_success) == ('"1"', "T", 3, NOW)


def test_a_feed_is_due_when_its_time_has_come() -> None:
    state = succeed().state
    assert is_due(FeedState(), NOW)
    assert not is_due(state, NOW)
    assert is_due(state, state.next_poll)


@given(st.lists(st.booleans(), max_size=30), st.floats(0, 1))
def test_whatever_happens_down_and_back_are_said_in_turn(outcomes: list[bool], jitter: float) -> None:
    state, news = FeedState(), []
    for good in outcomes:
        if good:
            step = after_success(state, Reading(), NOW, jitter, PACE)
        else:
            step = after_failure(state, HANGS, NOW, jitter, PACE)
        state = step.state
        assert timedelta(minutes=5) <= state.next_poll - NOW <= timedelta(minutes=396)
        news += [step.news] if step.news else []
    assert news == ["down", "back"] * (len(news) // 2) + ["down"] * (len(news) % 2)
    assert state.down == (len(news) % 2 == 1)
