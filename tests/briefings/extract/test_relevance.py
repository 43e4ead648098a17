"""Whether an article is about an armed conflict: bare notes are, match reports and accidents are not."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import find, read
from briefings.extract.parse import parse
from briefings.extract.relevance import is_conflict
from briefings.extract.strikes import find_events
from briefings.records import Article


def _is_conflict(text: str, title: str | None = None) -> bool:
    reading = read(Article(id="x", title=title, text=text, published=date(2025, 6, 2)), parse(text))
    return is_conflict(reading, find(reading, find_events(reading)))


@pytest.mark.parametrize(
    "note",
    [
        "A policeman and his brother were gunned down in Peshawar.",
        "12 dead, 30 injured as blast hits Kabul mosque",
        "Two shot dead in Karachi",
        "Fighters ambush patrol, 4 soldiers killed.",
    ],
)
def test_a_bare_note_needs_no_word_of_war_beside_its_deed(note: str) -> None:
    assert _is_conflict(note)


def test_the_title_tells_that_an_attack_is_played() -> None:
    text = "Rebels storm the capital and bomb its airfield before a ceasefire is signed, and the player chooses a side."
    assert not _is_conflict(text, "Studio shows sequel of its strategy game")


def test_words_of_war_in_a_match_report_are_figures_of_speech() -> None:
    text = (
        "The visitors laid siege to the goal, but the goalkeeper survived the bombardment and the striker's missile "
        "in stoppage time settled the derby. Their coach said his troops had fought to the last minute."
    )
    assert not _is_conflict(text)


def test_a_shell_on_a_football_ground_is_no_match_report() -> None:
    text = (
        "The second half was about to begin when the first shell came down.\n\n"
        "Rebel artillery hit the stadium in Hodeidah on Sunday during a match of the league, killing four "
        "spectators and a goalkeeper and wounding 17, doctors said. Houthi forces fired the shells from hills north of "
        "the city, a spokesman for the government's army said.\n\n"
        "The coach of the home team said that the tournament was over. Families carried flowers to the ground in the "
        "evening, and the league said that the trophy would stay in its cupboard until the war ends."
    )
    assert _is_conflict(text, "Shells kill five at a stadium in Hodeidah")


def test_a_film_that_retells_a_battle_is_none() -> None:
    text = (
        "Halfway through the new film, rebels storm the palace, kill forty soldiers and shell the harbour, and the "
        "audience in the cinema gasps.\n\n"
        "The director has said that she wanted every explosion to hurt. The actor who plays the colonel spent a month "
        "with veterans, and the script follows the novel closely until the last chapter, in which a truce is signed on "
        "a ship. The trailer promises a thriller; what the viewer gets is a slow, sad story of two brothers.\n\n"
        "The soundtrack is by a cellist. The film opens in cinemas on Friday."
    )
    assert not _is_conflict(text, "Review: a war film that takes its time")
