"""Shorthand of coders' notes is written out for the parse, and every offset still points into the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract import extract
from briefings.extract.parse import parse
from briefings.extract.shorthand import expand
from briefings.records import Article


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Mine hits bus nr Gao: 5 k., 9 inj.", "Mine hits bus near Gao: 5 killed, 9 injured."),
        ("Market bombing in Beledweyne, 3k/5w.", "Market bombing in Beledweyne, 3 killed, 5 wounded."),
        ("Clash at Datu Piang, 3xKIA 2xWIA.", "Clash at Datu Piang, 3 killed 2 wounded."),
        ("2 civ. killed, 4 civs inj. by IED", "2 civilian killed, 4 civilians injured by IED"),
        ("Armed men k. 4 herders.", "Armed men killed 4 herders."),
        ("1 old man k., 12 huts burnt", "1 old man killed, 12 huts burnt"),
        ("6 soldiers KIA. Group cl. resp.", "6 soldiers killed. Group claimed responsibility."),
        ("Unk. men w/ rifles shot 2 ppl", "Unknown men with rifles shot 2 people"),
        ("Driver burned (d. later)", "Driver burned (died later)"),
    ],
)
def test_shorthand_is_written_out(text: str, full: str) -> None:
    assert expand(text).text == full


@pytest.mark.parametrize(
    "text",
    [
        "The base lies 5 km w. of Kabul.",
        "He ran a 10 k race and paid $5k for 40 w bulbs.",
        "The 2d Battalion used 3d maps.",
        "John K. Smith drives a KIA.",
        "It cost 5k people their homes.",
    ],
)
def test_a_letter_that_is_a_unit_a_name_or_a_point_of_the_compass_is_left_alone(text: str) -> None:
    assert expand(text).text == text


def test_words_of_shorthand_keep_their_place_in_the_text() -> None:
    text = "Car bomb Azaz, 7 k, 22 w. FSA accuse YPG."
    words = [word for sentence in parse(text) for word in sentence.words]
    assert [text[word.start : word.end] for word in words if word.low in {"killed", "wounded"}] == ["k", "w"]
    (found,) = extract(Article(id="x", text=text)).casualties
    assert found.killed is not None
    assert found.injured is not None
    assert (found.killed.best, found.injured.best) == (7, 22)
    assert all(text[each.start : each.end] == each.quote for each in found.evidence)


@given(
    st.lists(st.sampled_from(["3", " k", "/", "5w", ". ", "KIA", "x", " inj.", "nr ", "w/", "é", " + ", "d."])).map(
        "".join
    )
)
def test_every_stretch_leads_back_into_the_text(text: str) -> None:
    expanded = expand(text)
    for at, letter in enumerate(expanded.text):
        start, end = expanded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == letter or len(text) != len(expanded.text)
