import string
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings.answers import Query
from briefings.ask.taken import LONGEST, clean
from briefings.ask.understand import understand
from briefings.ask.words import is_spoken
from briefings.store.records import KnownNames

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)  # a Friday
NOBODY = KnownNames(places=frozenset(), parties=frozenset())


def query_of(question: str) -> Query:
    query = understand(question, NOBODY, NOW)
    assert query is not None
    return query


def constraints(query: Query) -> str:
    """Everything that an event must be or tell of, as one text in lower case."""
    names = (*query.places, *query.about, *query.by, *query.of, *query.words, *query.unknown)
    others = (query.victims, query.speaker, query.days and query.days.text, *map(str, query.claimed))
    return " ".join(filter(None, (*names, *others))).lower()


@pytest.mark.parametrize(
    ("question", "victims"),
    [
        ("how many rebels were killed in Goma", "rebels"),
        ("how many troops died in Goma?", "troops"),
        ("How many officials were killed in Kabul", "officials"),
        ("how many residents were wounded in Kherson", "residents"),
        ("how many police officers died in Kabul", "police officers"),
        ("how many civilians were hurt in Kherson", "civilians"),
    ],
)
def test_people_that_a_toll_is_asked_of_are_never_dropped(question: str, victims: str) -> None:
    assert query_of(question).victims == victims


@pytest.mark.parametrize("question", ["how many people were killed in Goma", "how many were killed in Goma"])
def test_people_are_everybody(question: str) -> None:
    assert query_of(question).victims is None


@pytest.mark.parametrize(
    ("question", "doer"),
    [
        ("did rebels attack Goma?", "rebels"),
        ("was the junta behind the attack in Goma", "junta"),
        ("how many people were killed by the army in Nyala", "army"),
        ("did the militants kill anyone in Kabul", "militants"),
    ],
)
def test_doer_without_a_name_must_be_told_of(question: str, doer: str) -> None:
    assert doer in query_of(question).words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how many died at the church in Komanda", ("church",)),
        ("who shot the priest in Kherson?", ("priest",)),
        ("how many people died in the first attack on Kherson", ("first",)),
        ("how many died in the second strike on Kherson", ("second",)),
        ("was a hospital hit in Gaza City?", ("hospital",)),
        ("are there any reports of chemical attacks in Goma", ("chemical",)),
        ("how many will die in Kherson tomorrow", ("tomorrow",)),
    ],
)
def test_word_that_is_no_part_of_asking_must_be_told_of(question: str, words: tuple[str, ...]) -> None:
    assert query_of(question).words == words


@pytest.mark.parametrize(
    ("question", "places", "about"),
    [
        ("how many died in Nyala, Sudan?", ("Nyala",), ("Sudan",)),
        ("how many died in Nyala in Sudan?", ("Nyala",), ("Sudan",)),
        ("how many died in Goma, DR Congo", ("Goma",), ("DR Congo",)),
        ("how many died in Kherson and Sumy", ("Kherson", "Sumy"), ()),
        ("how many died in Kherson or in Sumy", ("Kherson", "Sumy"), ()),
    ],
)
def test_town_in_a_country_is_both_and_two_towns_are_either(
    question: str, places: tuple[str, ...], about: tuple[str, ...]
) -> None:
    query = query_of(question)
    assert (query.places, query.about) == (places, about)


@pytest.mark.parametrize(
    ("question", "claimed"),
    [
        ("Is it true that 50 died in Kherson?", (50,)),
        ("did two people die in Kherson?", (2,)),
        ("were 1,200 people killed in Goma", (1200,)),
        ("how many died in Kherson on 2 June 2025", ()),
        ("did the two sides agree in Doha", ()),
    ],
)
def test_number_of_a_question_is_claimed_where_it_counts_people(question: str, claimed: tuple[int, ...]) -> None:
    assert query_of(question).claimed == claimed


def test_date_that_may_be_two_days_is_no_number_and_must_be_told_of() -> None:
    query = query_of("how many died in Kherson on 2/6/2025")
    assert query.claimed == ()
    assert query.days is None
    assert query.words == ("2025",)


@pytest.mark.parametrize(
    "question",
    [
        "how many died in Ukraine except in Kherson",
        "how many were killed in Sudan apart from El Fasher",
        "how many people died in Ukraine but not in Kherson",
        "how many were killed in Kherson excluding soldiers",
        "did more people die in Kherson than in Sumy?",
        "which city had the most deaths",
        "who killed the most people in Kherson",
        "what was the deadliest attack in Sudan",
        "how many people died per day in Kherson",
        "what is the average number of drones launched by Russia",
    ],
)
def test_exception_or_comparison_is_not_understood_rather_than_ignored(question: str) -> None:
    assert understand(question, NOBODY, NOW) is None


@pytest.mark.parametrize(
    "question",
    [
        "how many were killed in Zyxville on Monday",
        "who attacked Zyxville",
        "how many were killed by the Zyxville Front",
        "did the Zyxville Front attack Kherson",
        "what does Zyxville demand of Russia",
        "who led the Zyxville delegation",
        "how many people died in Kherson according to Zyxville",
        "anything new on Zyxville since Monday?",
        "what was agreed in Zyxville",
        "when do Zyxville and Russia meet next",
    ],
)
def test_name_that_nobody_knows_is_never_dropped(question: str) -> None:
    assert "zyxville" in constraints(query_of(question))


@pytest.mark.parametrize("place", ["Of", "Many", "Us"])
def test_place_with_the_name_of_a_small_word_is_never_dropped(place: str) -> None:
    assert place.lower() in constraints(query_of(f"what happened in {place}"))


@given(st.text(string.ascii_lowercase, min_size=4, max_size=10).map(str.title))
def test_any_name_in_capitals_limits_what_may_be_answered(name: str) -> None:
    assume(not is_spoken(name.lower()))  # "by the Request" is no name
    query = understand(f"how many people were killed at the bridge by the {name} Brigade in Kherson", NOBODY, NOW)
    assert query is None or name.lower() in constraints(query) or query.by or query.of or query.about or query.days


@given(st.text(max_size=3 * LONGEST))
def test_any_text_is_read_without_error(text: str) -> None:
    query = understand(text, NOBODY, NOW)
    assert query is None or query.aspects


def test_text_longer_than_a_question_is_not_understood() -> None:
    assert understand("how many people were killed in Kherson " * 300, NOBODY, NOW) is None


def test_clean_text_is_one_line_of_plain_words() -> None:
    assert clean("<@U123>  *how many*\ndied in Kher\u200bson?\x07") == "how many died in Kherson?"
