from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.channels import Follow
from briefings.digest import Digest, Posted, Traits, Window, make_digest, window_after
from briefings.records import Place

if TYPE_CHECKING:
    from random import Random

    from briefings.channels import Told
    from briefings.events import Event
    from tests.briefings.digest.conftest import Make

DAY = timedelta(days=1)
FASHER = Place(name="El Fasher", country="SD", precision="exact")


def ids(digest: Digest) -> dict[str, list[str]]:
    """What is told, by the two parts of a digest."""
    return {
        part: [event.id for group in getattr(digest, part) for entry in group.entries for event in entry.events]
        for part in ("new", "updates")
    }


def test_what_was_never_told_is_new_and_what_changed_an_update(make: Make) -> None:
    first = make_digest([make.event("a", killed=3), make.event("b", killed=5)], {}, (), make.window, {})
    told = {each.event: each for each in first.told}
    events = [make.event("a", killed=3), make.event("b", killed=7), make.event("c", killed=1)]
    second = make_digest(events, told, (), make.window, {})
    assert ids(first) == {"new": ["b", "a"], "updates": []}
    assert ids(second) == {"new": ["c"], "updates": ["b"]}
    assert second.passed == {"a": "unchanged"}
    (update,) = second.updates[0].entries[0].updates
    assert (update.before, update.after) == ("5", "7")
    assert {each.event: each.figures for each in second.told} == {"b": {"killed": 7}, "c": {"killed": 1}}


def test_key_figures_are_of_the_gravest_that_have_some(make: Make) -> None:
    events = [make.event(f"e{n}", killed=n) for n in range(1, 9)]
    events.append(make.talks("t", "Russia", "Ukraine", outcome="agreement"))
    digest = make_digest(events, {}, (), make.window, {})
    assert [event.id for event in digest.figures] == ["e8", "e7", "e6", "e5", "e4"]
    assert ids(digest)["new"][0] == "t"


def test_contested_are_those_told_that_are(make: Make) -> None:
    disputed = {"figures": {"killed": make.figure(53, 60, contested=True)}, "contested": True}
    events = [make.event("a", **disputed), make.event("b", killed=1), make.event("c", kind="talks", **disputed)]
    digest = make_digest(events, {}, (Follow(section="strikes"),), make.window, {})
    assert [event.id for event in digest.contested] == ["a"]


@pytest.mark.parametrize(
    ("follow", "told"),
    [
        (Follow(section="strikes"), ["a", "b"]),
        (Follow(section="demands"), ["d"]),
        (Follow(killed=5), ["a"]),
        (Follow(place="Sudan"), ["a"]),
        (Follow(party="Moscow"), ["b", "d"]),
        (Follow(feed="https://news.example/rss"), ["b"]),
        (Follow(place="Sudan", killed=100), []),
        (Follow(party="Moscow", section="demands"), ["d"]),
    ],
)
def test_all_conditions_of_a_follow_must_fit(make: Make, follow: Follow, told: list[str]) -> None:
    events = [
        make.event("a", killed=9, place=FASHER),
        make.event("b", killed=4, by="Russia"),
        make.event("d", "demand", by="Russia", of="Ukraine"),
    ]
    traits = {
        "a": Traits(places=frozenset({"Sudan"})),
        "b": Traits(parties=frozenset({"Moscow"}), feeds=frozenset({"https://news.example/rss"})),
        "d": Traits(parties=frozenset({"Moscow"})),
    }
    digest = make_digest(events, {}, (follow,), make.window, traits)
    assert sorted(ids(digest)["new"]) == told
    assert digest.passed == {event.id: "unfollowed" for event in events if event.id not in told}


def test_any_follow_may_fit(make: Make) -> None:
    events = [make.event("a", killed=9), make.event("d", "demand", by="Russia"), make.event("b", killed=1)]
    digest = make_digest(events, {}, (Follow(killed=5), Follow(section="demands")), make.window, {})
    assert (sorted(ids(digest)["new"]), digest.passed) == (["a", "d"], {"b": "unfollowed"})


def test_a_toll_of_which_only_the_least_is_known_counts_by_that(make: Make) -> None:
    dozens = make.figure(12).model_copy(update={"best": None, "high": None})
    digest = make_digest([make.event(figures={"killed": dozens})], {}, (Follow(killed=12),), make.window, {})
    assert not digest.empty


def test_the_first_window_is_a_day_and_takes_in_all_of_that_on_which_it_begins(make: Make) -> None:
    since = make.now - DAY
    assert window_after(None, make.now) == Window(since=since, until=make.now, late_since=since.replace(hour=0))


def test_a_window_begins_where_the_last_one_ended_and_takes_late_reports_in(make: Make) -> None:
    windows = [window_after(None, make.now)]
    for days in (1, 2, 5):
        windows.append(window_after(Posted(at=make.now, window=windows[-1]), make.now + days * DAY))
    assert [(each.since - make.now, each.until - make.now) for each in windows] == [
        (-DAY, 0 * DAY),
        (0 * DAY, DAY),
        (DAY, 2 * DAY),
        (2 * DAY, 5 * DAY),
    ]
    # 48 hours, but nothing of the time before the channel's first digest
    first = windows[0].start
    assert [each.start for each in windows] == [first, first, make.now - DAY, make.now]


STATES = st.builds(
    lambda killed, injured, outcome, contested: (killed, injured, outcome, contested),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 2),
    st.none() | st.sampled_from(["none", "partial", "agreement"]),
    st.booleans(),
)
State = tuple[int | None, int | None, str | None, bool]
ROUNDS = st.lists(st.dictionaries(st.sampled_from("abcdefg"), STATES, max_size=7), max_size=6)
KINDS = {"a": "strike", "b": "talks", "c": "demand", "d": "strike", "e": "demand", "f": "demand", "g": "casualties"}


def at(make: Make, name: str, state: State) -> Event:
    """An event as one round finds it."""
    killed, injured, outcome, contested = state
    return make.event(
        name,
        KINDS[name],
        by="Russia" if name in "acef" else "",
        of="Ukraine" if name in "cef" else "",
        killed=killed,
        figures={} if injured is None else {"injured": make.figure(injured)},
        facts=() if outcome is None else make.facts(outcome=outcome),
        contested=contested,
    )


def digests(
    make: Make, rounds: list[dict[str, State]], follows: tuple[Follow, ...] = ()
) -> list[tuple[dict[str, Event], Digest]]:
    """The digests of a channel, one a round, each told what those before it told."""
    told: dict[str, Told] = {}
    made = []
    for number, states in enumerate(rounds):
        events = {name: at(make, name, state) for name, state in states.items()}
        window = Window(since=make.now + number * DAY, until=make.now + (number + 1) * DAY)
        digest = make_digest(events.values(), told, follows, window, {})
        told |= {each.event: each for each in digest.told}
        made.append((events, digest))
    return made


@given(ROUNDS)
def test_every_event_is_told_once_or_passed_over(make: Make, rounds: list[dict[str, State]]) -> None:
    for events, digest in digests(make, rounds, (Follow(killed=2), Follow(section="demands"))):
        told = [event.id for entry in digest.entries for event in entry.events]
        assert sorted([*told, *digest.passed]) == sorted(events)
        assert sorted(each.event for each in digest.told) == sorted(told)


@given(ROUNDS)
def test_no_state_of_an_event_is_told_twice_in_a_row_and_nothing_new_is_lost(
    make: Make, rounds: list[dict[str, State]]
) -> None:
    last: dict[str, State] = {}
    for (_, digest), states in zip(digests(make, rounds), rounds, strict=True):
        found = ids(digest)
        for name, state in states.items():
            if name not in last:
                assert name in found["new"]
            elif state == last[name]:
                assert digest.passed[name] == "unchanged"
            elif state[0] is not None and state[0] != last[name][0]:
                assert name in found["updates"] or _was_told(rounds, digest, name, state)
            if name in found["new"] + found["updates"]:
                last[name] = state


def _was_told(rounds: list[dict[str, State]], digest: Digest, name: str, state: State) -> bool:
    """Whether a round before told this toll, after which reports without any came."""
    return digest.passed[name] == "unchanged" and any(each.get(name, (None,))[0] == state[0] for each in rounds)


@given(ROUNDS)
def test_a_second_run_tells_nothing(make: Make, rounds: list[dict[str, State]]) -> None:
    for _, digest in digests(make, [each for states in rounds for each in (states, states)])[1::2]:
        assert digest.empty


@given(st.dictionaries(st.sampled_from("abcdefg"), STATES), st.randoms(use_true_random=False))
def test_the_order_of_the_events_doesnt_matter(make: Make, states: dict[str, State], random: Random) -> None:
    events = [at(make, name, state) for name, state in states.items()]
    one = make_digest(events, {}, (), make.window, {})
    random.shuffle(events)
    assert make_digest(events, {}, (), make.window, {}) == one
