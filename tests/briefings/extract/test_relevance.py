"""Whether an article is about an armed conflict: bare notes are, match reports and accidents are not."""

from __future__ import annotations

import pytest

from briefings.extract import read
from briefings.extract.parse import parse
from briefings.extract.relevance import is_conflict
from briefings.records import Article


def _is_conflict(text: str, title: str | None = None) -> bool:
    return is_conflict(read(Article(id="x", title=title, text=text), parse(text)))


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
