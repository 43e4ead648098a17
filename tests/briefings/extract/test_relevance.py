"""Whether an article is about an armed conflict: bare notes are, match reports and accidents are not."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import extract, read
from briefings.extract.parse import parse
from briefings.extract.relevance import is_conflict
from briefings.records import Article, Briefing


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


def _brief(title: str, published: str, text: str) -> Briefing:
    return extract(Article(id="x", title=title, published=date.fromisoformat(published), text=text))


def _is_empty(briefing: Briefing) -> bool:
    return not (briefing.talks or briefing.demands or briefing.strikes or briefing.casualties)


def test_an_attack_told_with_its_dead_and_day_is_news_however_much_football_is_beside_it() -> None:
    briefing = _brief(
        "Tournament goes on after mortar shell lands beside stands",
        "2015-03-02",
        "The quarter-final was 2-1 and the referee had just shown a yellow card when the first shell came down.\n\n"
        "Four spectators were killed and 17 wounded on Sunday when mortar fire hit the stadium of a league club in "
        "Donetsk, doctors said. The players lay down on the pitch and the goalkeeper was cut by glass.\n\n"
        "The tournament will resume on Wednesday, and tickets will be honoured. Fans of both clubs laid their scarves "
        "on the halfway line; the cup was not scratched.",
    )
    assert briefing.strikes
    assert [each.killed and each.killed.best for each in briefing.casualties] == [4]


def test_a_ship_that_is_hit_is_news_also_on_the_business_page() -> None:
    briefing = _brief(
        "Freight rates jump as another ship is hit",
        "2024-01-17",
        "Shares in shipping companies rose again on Tuesday and economists think that inflation could follow.\n\n"
        "A missile hit the bulk carrier Zografia in the Red Sea on Tuesday, a maritime agency said. The Houthis said "
        "that they had attacked it.\n\n"
        "Retailers warned consumers of late deliveries. Investors expect earnings and revenue to beat forecasts, and "
        "commodities to follow the stock exchange.",
    )
    assert "missile" in briefing.strikes[0].weapons


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Nineteen die in blast at fireworks works",
            (
                "Nineteen people were killed and 31 injured on Friday by explosions at a firecracker factory. "
                "A rocket had been dropped. It was like bombs falling, as in a war, a survivor said. Soldiers stood by."
            ),
        ),
        (
            "Re-enactors fight their battle again",
            (
                "By ten on Saturday 300 men lay dead in the clover. The re-enactment drew soldiers of two armies. In "
                "a charge of July 8, 1863, 1,140 men were killed. Artillery shelled the wood and bees stung a bugler."
            ),
        ),
        (
            "Obituary: Colonel Hugh Penrose",
            (
                "Colonel Hugh Penrose, who has died aged 95, held a bridge in Korea in 1951. Mortar bombs fell on the "
                "company, killing the commander and wounding seven soldiers. By dawn 11 of his men were dead. "
                "He retired in 1983 and kept bees."
            ),
        ),
    ],
)
def test_harm_by_accident_in_play_and_long_ago_is_no_news_of_war(title: str, text: str) -> None:
    assert _is_empty(_brief(title, "2024-05-21", text))


def test_words_of_war_that_only_the_quoted_say_weigh_less() -> None:
    assert _is_empty(
        _brief(
            "Union and airline settle",
            "2025-04-04",
            'Cabin crew have called off a strike after talks with the airline in Lisbon. "It is a truce, the war may '
            'go on, and we have not handed in our weapons," the union said. The delegation left with a new roster.',
        )
    )
