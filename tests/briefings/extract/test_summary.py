from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.extract.parse import parse
from briefings.extract.summary import summarise
from briefings.records import Article

LEAD = "Shells fell on the market of Omdurman on Friday morning, killing nine traders."
CONTEXT = "The city has changed hands several times since the war began there."
TOLL = "A nurse at the nearby hospital said that eleven wounded people had been brought in."
TALKS = "The two armies sent delegates to Geneva last week, but they never met."
SCRAPS = "Sign up to our daily newsletter.\n“We saw fire, we saw smoke, and then we ran away.”"
TEXT = f"OMDURMAN, Sudan\n{LEAD} {CONTEXT}\n{SCRAPS}\n{TOLL}\n{TALKS}"


def summary(text: str, *telling: str) -> tuple[str, ...]:
    sentences = parse(text)
    weights = {each.index: 2.0 for each in sentences if each.text in telling}
    return summarise(Article(id="a", text=text), sentences, weights)


def test_the_sentences_with_the_facts_are_chosen_in_reading_order() -> None:
    assert summary(TEXT, TALKS, TOLL, LEAD) == (LEAD, TOLL, TALKS)


def test_the_opening_stands_even_where_the_facts_come_late() -> None:
    assert summary(TEXT, TALKS) == (LEAD, TALKS)


def test_an_article_without_facts_is_summed_up_by_its_opening() -> None:
    assert summary(TEXT) == (LEAD, CONTEXT)


def test_the_same_thing_told_again_is_left_out() -> None:
    again = "Shells fell on the market of Omdurman early on Friday morning, killing nine traders."
    assert summary(f"{LEAD}\n{again}\n{TOLL}", LEAD, again, TOLL) == (LEAD, TOLL)


def test_an_article_of_scraps_has_no_summary() -> None:
    assert summary("KYIV, June 2\nPhoto: a street.\nRead more") == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.dictionaries(st.integers(0, 5), st.floats(0, 9)))
def test_a_summary_is_at_most_three_slices_of_the_text(text: str, weights: dict[int, float]) -> None:
    chosen = summarise(Article(id="a", text=text), parse(text), weights)
    assert len(chosen) <= 3
    assert all(each in text for each in chosen)
