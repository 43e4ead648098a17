"""Whose voice an article is."""

from __future__ import annotations

import pytest

from briefings.publishers import UNKNOWN, publisher, voice
from briefings.records import Article


def _publisher(text: str = "Shells fell.", outlet: str | None = None, url: str | None = None) -> str:
    return publisher(Article(id="a", text=text, outlet=outlet, url=url))


@pytest.mark.parametrize(
    "text",
    [
        "KYIV (Reuters) - Shells fell.",
        "KABUL, June 20 (Reuters) – A bomb went off.",
        "By Reuters\n\nShells fell.",
        "Shells fell. They said more.\n\n(Reporting by A. Writer in Kyiv; Editing by B. Reader)",
        "Reuters\nShells fell.",
        "Shells fell on the town. (Reuters)",
    ],
)
def test_an_agency_is_known_by_byline_and_dateline(text: str) -> None:
    assert _publisher(text, outlet="Morning Ledger") == "Reuters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By The Associated Press\n\nShells fell.", "Associated Press"),
        ("DOHA, Qatar (AP) — Shells fell.", "Associated Press"),
        ("KYIV /AFP/ - Shells fell.", "Agence France-Presse"),
        ("KHARTOUM, Sept. 19 (Xinhua) -- Shells fell.", "Xinhua"),
        ("Shells fell.\n\nSource: Anadolu Agency", "Anadolu"),
        ("Shells fell.\n© 2025 AFP", "Agence France-Presse"),
    ],
)
def test_each_agency_by_its_own_marks(text: str, expected: str) -> None:
    assert _publisher(text, outlet="Morning Ledger") == expected


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("Morning Ledger (AFP)", "Agence France-Presse"),
        ("Shore Star (AP/PA)", "Associated Press"),
        ("A News via Anadolu", "Anadolu"),
        ("KDP News (Express Tribune)", "Express Tribune"),
        ("Development Media Group (DMG)", "Development Media Group"),
        ("AP News", "Associated Press"),
        ("Dnipro Daily", "Dnipro Daily"),
    ],
)
def test_an_outlet_may_name_whom_it_prints(outlet: str, expected: str) -> None:
    assert _publisher(outlet=outlet) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The toll is rising,” a witness told Xinhua, and the AP reported so too.",
        "Shells fell, Reuters reported.\n\nThe army (UPDF) denied it.",
        "The ruling party (PA) and its rivals met.",
    ],
)
def test_an_agency_that_is_quoted_is_not_the_voice(text: str) -> None:
    assert _publisher(f"{'A day of war. ' * 40}{text} {'And so on. ' * 60}", outlet="Dnipro Daily") == "Dnipro Daily"


def test_without_an_outlet_the_site_is_the_voice() -> None:
    assert _publisher(url="https://apnews.com/article/x") == "Associated Press"
    assert _publisher(url="https://news.dnipro.example.co.uk/x") == "example.co.uk"
    assert _publisher() == UNKNOWN


def test_spellings_of_one_publisher_are_one_voice() -> None:
    assert voice("The Guardian") == voice("Guardian") == voice("theguardian.com")
    assert voice("Guardian") != voice("Observer")
