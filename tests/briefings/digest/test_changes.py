from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.digest.changes import joined, told_of, updates

if TYPE_CHECKING:
    from briefings.digest import Update
    from briefings.events import Event
    from tests.briefings.digest.conftest import Make


def news(make: Make, before: Event, after: Event) -> list[tuple[str, str | None, str]]:
    """What is news of ``after`` to whoever was told ``before``."""
    return [(each.name, each.before, each.after) for each in changes(make, before, after)]


def changes(make: Make, before: Event, after: Event) -> tuple[Update, ...]:
    return updates(after, told_of(before, None, make.now))


def test_what_was_told_is_no_news(make: Make) -> None:
    event = make.event(
        killed=5, by="Russia", facts=make.facts(outcome="none", next_round="10 June 2025"), contested=True
    )
    assert changes(make, event, event) == ()


def test_a_moved_toll_is_told_with_the_reports_that_give_it(make: Make) -> None:
    before = make.event(figures={"killed": make.figure(43)})
    after = make.event(figures={"killed": make.figure(43, 75, 75)})
    (update,) = changes(make, before, after)
    assert (update.name, update.before, update.after) == ("killed", "43", "75")
    assert update.reports == ("a1/r1", "a2/r1")


def test_a_lower_toll_is_news_too(make: Make) -> None:
    assert news(make, make.event(killed=1075), make.event(killed=998)) == [("killed", "1,075", "998")]


def test_a_first_number_has_none_before_it(make: Make) -> None:
    assert news(make, make.event(), make.event(killed=3)) == [("killed", None, "3")]


def test_another_wording_of_a_number_is_no_news(make: Make) -> None:
    exact = make.figure(60)
    at_least = exact.model_copy(update={"high": None})
    vague = exact.model_copy(update={"best": None, "high": None})
    for figure in (at_least, vague):
        assert news(make, make.event(figures={"killed": exact}), make.event(figures={"killed": figure})) == []


def test_a_figure_that_is_gone_is_no_news(make: Make) -> None:
    assert news(make, make.event(killed=3), make.event()) == []


def test_figures_in_brackets_count_only_where_there_are_no_others(make: Make) -> None:
    def tolls(total: int, **own: int) -> Event:
        figures = {"killed (cumulative)": make.figure(total)} | {name: make.figure(n) for name, n in own.items()}
        return make.event(kind="casualties", figures=figures)

    assert news(make, tolls(3900), tolls(4000)) == [("killed (cumulative)", "3,900", "4,000")]
    assert news(make, tolls(3900, killed=2), tolls(4000, killed=2)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["planned"], ["planned", "held"], [("status", "planned", "held")]),
        (["held"], ["held", "planned"], []),  # background: it has begun long since
        (["proposed"], ["proposed", "planned"], [("status", "proposed", "planned")]),
        (["held"], ["called_off", "held"], []),  # the newest report stands by what was told
        (["planned"], ["planned", "called_off"], [("status", "planned", "called_off")]),
    ],
)
def test_talks_move_on_but_not_back(
    make: Make, before: list[str], after: list[str], told: list[tuple[str, str, str]]
) -> None:
    talks = [make.talks("t", "Russia", "Ukraine", status=each) for each in (before, after)]
    assert news(make, *talks) == told


def test_an_outcome_a_response_and_a_next_round_are_news(make: Make) -> None:
    before = make.event(kind="talks", facts=make.facts(outcome="none"))
    after = make.event(kind="talks", facts=make.facts(outcome=["none", "partial"], next_round="20 June 2025"))
    assert news(make, before, after) == [("outcome", "none", "partial"), ("next_round", None, "20 June 2025")]
    asked = make.event(kind="demand", by="Russia", of="Ukraine")
    answered = make.event(kind="demand", by="Russia", of="Ukraine", facts=make.facts(response="rejected"))
    assert news(make, asked, answered) == [("response", None, "rejected")]


def test_a_next_round_whose_day_nobody_knows_is_no_news(make: Make) -> None:
    vague = "“in the coming weeks” (date not resolved)"
    assert news(make, make.talks("t"), make.talks("t", next_round=vague)) == []


def test_a_named_attacker_is_news_and_unnamed_gunmen_are_not(make: Make) -> None:
    unnamed = make.event(facts=make.facts(attacker="gunmen"))
    named = make.event(facts=make.facts(attacker=["gunmen", "Islamic State"]))
    assert news(make, make.event(), unnamed) == []
    assert news(make, unnamed, named) == [("attacker", "gunmen", "Islamic State")]


def test_a_new_dispute_is_news_with_its_range_and_an_old_one_is_not(make: Make) -> None:
    calm = make.event(killed=60)
    disputed = make.event(figures={"killed": make.figure(53, 60, contested=True)}, contested=True)
    (update,) = changes(make, calm, disputed)
    assert (update.name, update.after, update.reports) == ("disputed", "53 to 60 killed", ("a0/r1", "a1/r1"))
    assert changes(make, disputed, calm) == ()


def test_a_value_told_once_is_known_for_good(make: Make) -> None:
    first, second = (make.event(facts=make.facts(outcome=each)) for each in ("none", "agreement"))
    told = told_of(second, told_of(first, None, make.now), make.now)
    assert told.facts == {"outcome": ("none", "agreement")}
    assert updates(first, told) == ()


def test_what_is_told_now_counts_though_the_last_telling_was_of_a_later_time(make: Make) -> None:
    before = told_of(make.event(killed=5), None, make.now)
    now = told_of(make.event(killed=7), before, make.now - timedelta(days=1))
    assert (now.figures, now.at) == ({"killed": 7}, make.now - timedelta(days=1))


def test_of_what_was_told_under_two_ids_the_later_counts(make: Make) -> None:
    early, late = (
        told_of(make.event(name, killed=killed, by=by), None, make.now.replace(hour=hour))
        for name, killed, by, hour in (("a", 3, "Russia", 1), ("b", 5, "Ukraine", 2))
    )
    both = joined([late, early], "a")
    assert (both.event, both.at, both.figures) == ("a", late.at, {"killed": 5})
    assert both.facts == {"attacker": ("Russia", "Ukraine")}
