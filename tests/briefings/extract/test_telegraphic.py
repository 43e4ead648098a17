"""Short forms are spelled out before the parse, and evidence still quotes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract import extract
from briefings.extract.parse import parse
from briefings.extract.telegraphic import spell_out
from briefings.records import Article


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Gunmen k. 6 traders nr Gao; 2 civs inj.", "Gunmen killed 6 traders near Gao; 2 civilians injured."),
        ("Mine, Kidal rd: 3 k, 5 w.", "Mine, Kidal road: 3 killed, 5 wounded."),
        ("Ambush @ Bosso, 2 d./7 w.", "Ambush at Bosso, 2 dead and 7 wounded."),
        ("Raid w/ machetes + clubs, N. Kivu", "Raid with machetes and clubs, North Kivu"),
        ("Driver burned (d. later).", "Driver burned (died later)."),
        ("Market bombing in Beledweyne, 3k/5w.", "Market bombing in Beledweyne, 3 killed and 5 wounded."),
        ("Clash at Datu Piang, 3xKIA 2xWIA.", "Clash at Datu Piang, 3 killed and 2 wounded."),
        ("6 soldiers KIA. Group cl. resp.", "6 soldiers killed. Group claimed responsibility."),
        ("Susp. militants hit Govt post w/RPGs", "Suspected militants hit Government post with RPGs"),
    ],
)
def test_short_forms_are_spelled_out(short: str, full: str) -> None:
    assert spell_out(short).text == full


@pytest.mark.parametrize(
    "text",
    [
        "J. K. Rowling walked 5 km.",
        "The 5k race drew 10 k runners.",
        "He said w.",
        "the inj-ection",
        "The base lies 5 km w. of Kabul.",
        "He paid $5k for 40 w bulbs.",
        "The 2d Battalion used 3d maps.",
        "John K. Smith drives a KIA.",
        "It cost 5k people their homes.",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert spell_out(text).text == text


def test_words_stand_where_their_short_forms_do() -> None:
    text = "Gunmen k. 6 civs nr Gao; 2 w."
    words = [word for sentence in parse(text) for word in sentence.words]
    assert [(word.text, text[word.start : word.end]) for word in words if word.text != text[word.start : word.end]] == [
        ("killed", "k."),
        ("civilians", "civs"),
        ("near", "nr"),
        ("wounded", "w"),
    ]


def test_a_toll_in_short_forms_is_counted_and_quoted_as_written() -> None:
    text = "Landmine nr Bouar, 4 civs k., 2 inj."
    toll = extract(Article(id="note", text=text)).casualties[0]
    assert toll.killed is not None
    assert toll.killed.best == 4
    assert toll.injured is not None
    assert toll.injured.best == 2
    assert toll.evidence[0].quote == text


@given(
    st.lists(st.sampled_from(["3", " k", "/", "5w", ". ", "KIA", "x", " inj.", "nr ", "w/", "é", " + ", "d."])).map(
        "".join
    )
)
def test_every_stretch_leads_back_into_the_text(text: str) -> None:
    spelled = spell_out(text)
    for at, letter in enumerate(spelled.text):
        start, end = spelled.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        edited = any(edit.start <= at < edit.end for edit in spelled.edits)
        assert edited or text[start:end] == letter
