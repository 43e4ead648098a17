"""Which addresses and texts are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.duplicates import COPY, FEWEST, Beside, canonical_url, containment, kinship, print_of, sketch, text_hash

WORDS = ("shell", "market", "river", "doctor", "convoy", "village", "bridge", "radio", "school", "road", "army")


def _text(seed: int, words: int = 300) -> str:
    """Words in an order of its own for each seed."""
    numbers = [seed * 7919 + 1]
    for _ in range(words):
        numbers.append((numbers[-1] * 1103515245 + 12345) % 2**31)
    return " ".join(WORDS[number // 65536 % len(WORDS)] for number in numbers[1:])


def kin(new: str, known: str) -> str:
    """What one text is to another, both at hand."""
    one, other = print_of(new), print_of(known)
    shared = len(one.sketch & other.sketch)
    return kinship(one, Beside(one.text == other.text, shared, len(other.sketch), other.tolls))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.com/world/strike?utm_source=feed&utm_medium=rss", "http://example.com/world/strike/"),
        ("https://m.example.com/world/strike#top", "https://example.com/world/strike"),
        ("https://amp.example.com/world/strike", "https://example.com/world/strike/amp/"),
        ("https://example.com/world/strike.amp.html", "https://example.com/world/strike.html"),
        ("https://Example.COM:443/world//strike?fbclid=abc", "https://example.com/world/strike"),
        ("https://example.com/story?id=7&page=2", "https://example.com/story?page=2&id=7"),
        ("https://example.com/world/strike?amp=1", "https://example.com/world/strike"),
    ],
)
def test_links_to_one_page_have_one_canonical_form(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/story?id=7", "https://example.com/story?id=8"),
        ("https://example.com/strike", "https://example.org/strike"),
        ("https://example.com/lamp", "https://example.com/l"),
        ("https://news.example.com/strike", "https://example.com/strike"),
    ],
)
def test_links_to_two_pages_have_two(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_what_is_no_address_comes_back_as_it_is() -> None:
    assert canonical_url(" not an address ") == "not an address"


@given(st.sampled_from(["https://www.a.example/b/?utm_x=1", "http://m.b.example/c/amp", "https://c.example/?p=1"]))
def test_a_canonical_address_is_its_own_canonical_form(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)


def test_a_text_is_known_by_its_words_alone() -> None:
    assert text_hash("“Fire!” he said — in Léogâne.") == text_hash('"FIRE!"  he said - in Leogane')
    assert text_hash("nineteen killed") != text_hash("ninety killed")


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert sorted(sketch(_text(1)))[:2] == [-9007900075616085920, -8617828638856242024]


def test_a_reprint_under_a_new_lead_is_a_copy() -> None:
    story = _text(1).split()
    reprint = " ".join([*_text(2, 60).split(), *story[:200]])
    new, old = sketch(reprint), sketch(_text(1))
    assert containment(len(new & old), len(new), len(old)) >= COPY
    assert kin(reprint, _text(1)) == "copy"


def test_two_stories_with_one_quotation_are_not() -> None:
    quote = _text(3, 40)
    one, other = f"{_text(1)} {quote} {_text(4, 50)}", f"{quote} {_text(2)}"
    assert kin(one, other) == "other"


def test_a_reprint_with_another_toll_is_an_update() -> None:
    story, newer = (f"{_text(1)}. At least {toll} people were killed. Officials met in 2024." for toll in ("12", "19"))
    assert kin(newer, story) == "update"
    assert kin(story, story.upper()) == "copy"


def test_little_text_says_nothing() -> None:
    short = frozenset(range(FEWEST - 1))
    assert containment(len(short), len(short), len(short)) == 0
    assert containment(FEWEST, FEWEST, 100) == 1


def test_only_the_later_of_two_texts_can_have_news() -> None:
    story = f"At least 19 people were killed in the strike. {_text(1, 120)}"
    update = story.replace("19", "19, then 27,")
    one, other = print_of(story), print_of(update)
    beside = Beside(same_text=False, shared=len(one.sketch & other.sketch), size=len(other.sketch), tolls=other.tolls)
    assert kinship(one, beside) == "copy"
    assert kinship(one, beside, newer=False) == "update"
