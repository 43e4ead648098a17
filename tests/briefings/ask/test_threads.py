from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers import Query, Turn
from briefings.ask.understand import understand
from briefings.store.records import KnownNames

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)  # a Friday
NOBODY = KnownNames(places=frozenset(), parties=frozenset())


def thread(*questions: str) -> Query | None:
    """The last query of a thread in which each question before had an answer about the events "1" and "2"."""
    query, before = None, None
    for question in questions:
        query = understand(question, NOBODY, NOW, before)
        if query is not None:
            before = Turn(query=query, events=("1", "2"))
    return query


def said(query: Query | None, *fields: str) -> dict[str, Any]:
    """What is set of ``fields``, days by their words."""
    assert query is not None
    found = {name: getattr(query, name) for name in fields}
    return {name: value.text if name == "days" else value for name, value in found.items() if value}


FIRST = "how many children were killed at the market in Kherson on Monday?"
ALL = ("aspects", "fates", "victims", "places", "words", "days")
ASKED = {
    "aspects": ("toll",),
    "fates": ("killed",),
    "victims": "children",
    "places": ("Kherson",),
    "words": ("market",),
    "days": "on monday",
}


def test_first_question_says_all_of_it() -> None:
    assert said(thread(FIRST), *ALL) == ASKED


@pytest.mark.parametrize(
    ("question", "anew"),
    [
        ("and injured?", {"fates": ("injured",)}),
        ("and wounded?", {"fates": ("injured",)}),
        ("what about missing?", {"fates": ("missing",)}),
        ("and on Tuesday?", {"days": "on tuesday"}),
        ("what about yesterday?", {"days": "yesterday"}),
        ("what about soldiers?", {"victims": "soldiers"}),
        ("and women?", {"victims": "women"}),
        ("any teachers?", {"victims": "teachers"}),
    ],
)
def test_follow_up_keeps_all_that_it_does_not_restate(question: str, anew: dict[str, Any]) -> None:
    assert said(thread(FIRST, question), *ALL) == ASKED | anew


@pytest.mark.parametrize("question", ["what about Sumy?", "and in Sumy?", "how about sumy", "also Sumy"])
def test_scene_goes_with_the_place_that_is_replaced(question: str) -> None:
    kept = {name: value for name, value in ASKED.items() if name != "words"}
    assert said(thread(FIRST, question), *ALL) == kept | {"places": ("Sumy",)}


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("who said that?", ("who_says",)),
        ("is that confirmed?", ("confirmed",)),
        ("where was that?", ("where",)),
        ("when was it?", ("when",)),
        ("by whom?", ("attacker",)),
        ("who did it?", ("attacker",)),
        ("with what weapon?", ("weapon",)),
        ("what was damaged?", ("damage",)),
        ("how many died?", ("toll",)),
        ("was anyone hurt?", ("toll",)),
        ("how many were killed in total?", ("toll",)),
    ],
)
def test_question_without_a_name_is_about_the_events_told_of(question: str, aspects: tuple[str, ...]) -> None:
    query = thread("who attacked the church in Komanda?", question)
    assert query is not None
    assert query.aspects == aspects
    assert query.events == ("1", "2")
    assert query.words == ("church",)


def test_how_many_of_a_thread_on_drones_asks_for_drones() -> None:
    query = thread("How many drones did Russia launch at Ukraine on Monday?", "how many were shot down?")
    assert said(query, "aspects", "fired", "weapons", "by", "of", "days") == {
        "aspects": ("munitions",),
        "fired": ("intercepted",),
        "weapons": ("drone",),
        "by": ("Russia",),
        "of": ("Ukraine",),
        "days": "on monday",
    }


def test_people_asked_after_are_counted_whatever_was_asked_before() -> None:
    query = thread("who attacked the church in Komanda?", "and how many children?")
    assert said(query, "aspects", "victims", "events") == {
        "aspects": ("toll",),
        "victims": "children",
        "events": ("1", "2"),
    }


def test_name_that_nobody_knows_stays_when_the_place_changes() -> None:
    query = thread("how many were killed by the Blorg Front in Kherson", "what about Sumy?", "and on Monday?")
    assert said(query, "unknown", "places") == {"unknown": ("Blorg", "Front"), "places": ("Sumy",)}


def test_place_that_nobody_knows_is_replaced_like_any_other() -> None:
    query = thread("how many were killed in Zyxville", "what about Sumy?")
    assert said(query, "unknown", "places") == {"places": ("Sumy",)}


def test_when_and_where_after_the_next_round_are_of_the_next_round() -> None:
    query = thread("when do Russia and Ukraine meet next?", "and where?")
    assert query is not None
    assert query.aspects == ("next_round", "where")


def test_news_are_not_of_the_events_already_told_of() -> None:
    query = thread("what happened in Sudan?", "any news?")
    assert said(query, "aspects", "places", "events") == {"aspects": ("new",), "places": ("Sudan",)}


@pytest.mark.parametrize("question", ["thanks", "ok", "cool", "thank you!", "hello", "why?", "???"])
def test_remark_of_a_thread_is_no_question(question: str) -> None:
    assert thread("how many died in Kherson on Monday?", question) is None


def test_question_of_its_own_takes_nothing_from_the_thread() -> None:
    alone = understand("who attacked Kharkiv yesterday?", NOBODY, NOW)
    assert thread(FIRST, "who attacked Kharkiv yesterday?") == alone


PLACES = st.sampled_from(["Kherson", "Sumy", "Kharkiv", "Goma", "El Fasher", "Gaza City"])
FATES = {"killed": "killed", "injured": "wounded", "missing": "missing", "captured": "captured"}
DAYS = st.sampled_from(["on monday", "yesterday", "in may", "last week", "on 2 june 2025"])
STEPS = st.one_of(
    PLACES.map(lambda place: ("places", (place,), f"what about {place}?")),
    st.sampled_from(sorted(FATES)).map(lambda fate: ("fates", (fate,), f"and {FATES[fate]}?")),
    DAYS.map(lambda day: ("days", day, f"and {day}?")),
)


@given(PLACES, st.sampled_from(sorted(FATES)), DAYS, st.lists(STEPS, max_size=5))
def test_thread_says_the_last_of_each_that_was_asked(
    place: str, fate: str, day: str, steps: list[tuple[str, Any, str]]
) -> None:
    first = f"how many were {FATES[fate]} in {place} {day}?"
    expected = {"places": (place,), "fates": (fate,), "days": day} | {name: value for name, value, _ in steps}
    query = thread(first, *(question for _, _, question in steps))
    assert said(query, "places", "fates", "days") == expected
