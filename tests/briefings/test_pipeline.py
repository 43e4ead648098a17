from datetime import date
from pathlib import Path

import pytest

from briefings.article import Known
from briefings.errors import ModelError, SourceError
from briefings.pipeline import brief
from briefings.settings import Settings

NOTE = "Shells hit the market in Kharkiv on Monday, killing two people and injuring five."


def test_the_whole_way_from_a_file_to_its_briefing(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(f"Title: Shells hit Kharkiv\n\n{NOTE}\n")
    briefing = brief(str(path), Settings(), Known("other", "The Example", date(2025, 6, 2)))
    article = briefing.article
    assert (article.title, article.outlet, article.published) == (
        "Shells hit Kharkiv",
        "The Example",
        date(2025, 6, 2),
    )
    assert article.text == NOTE
    (strike,), (toll,) = briefing.strikes, briefing.casualties
    assert [place.name for place in strike.places] == ["Kharkiv"]
    assert toll.killed is not None
    assert (toll.killed.best, toll.strike) == (2, strike.id)
    for fact in (strike, toll):
        assert all(article.text[each.start : each.end] == each.quote for each in fact.evidence)


def test_the_settings_hold_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    with pytest.raises(SourceError, match="is larger than 10 bytes"):
        brief(str(path), Settings(sources={"max_bytes": 10}))
    with pytest.raises(ModelError, match="'xx_none' can't be loaded"):
        brief(str(path), Settings(extract={"model": "xx_none"}))
