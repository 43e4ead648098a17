import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.extract.actors import Actors
from briefings.extract.parse import parse
from briefings.extract.places import PlaceMention, Places


def mentions(text: str) -> list[PlaceMention]:
    sentences = parse(text)
    places = Places(sentences, Actors(sentences))
    return [mention for sentence in sentences for mention in places.mentions(sentence)]


def named(text: str) -> list[tuple[str, str | None, str]]:
    return [(each.place.name, each.place.country, each.place.precision) for each in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least nine people died in Maiduguri.", [("Maiduguri", "NG", "exact")]),
        (
            "Gunmen raided a market in Sangin, in Helmand province.",
            [("Sangin", "AF", "exact"), ("Helmand", "AF", "region")],
        ),
        ("Shells fell across the southern Kherson region.", [("Kherson", "UA", "region")]),
        ("A missile landed near Zaporizhzhia.", [("Zaporizhzhia", "UA", "near")]),
        ("Fighters were seen on the outskirts of Goma.", [("Goma", "CD", "near")]),
        ("A convoy was ambushed 30 km from Mopti.", [("Mopti", "ML", "near")]),
        ("Planes bombed northern Syria.", [("northern Syria", "SY", "region")]),
        ("Clashes spread in eastern Congo.", [("eastern Congo", "CD", "region")]),
        ("Rockets hit the Nuseirat refugee camp.", [("Nuseirat refugee camp", "PS", "exact")]),
        ("A tanker was hit in the Red Sea.", [("Red Sea", None, "region")]),
        (
            "Rebels took El Fasher in North Darfur.",
            [("El Fasher", "SD", "exact"), ("North Darfur", "SD", "region")],
        ),
        ("Drones struck al-Bab in Syria.", [("al-Bab", "SY", "exact"), ("Syria", "SY", "country")]),
    ],
)
def test_a_place_is_named_as_worded_with_its_country_and_precision(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Clashes broke out in Tripoli, Lebanon.", "LB"),
        ("Clashes broke out in Tripoli, Libya.", "LY"),
        ("Clashes broke out in Tripoli.", "LY"),
        ("Lebanese troops left. Lebanon asked for calm. Shots were heard in Tripoli.", "LB"),
    ],
)
def test_namesakes_are_told_apart_by_what_surrounds_them(text: str, country: str) -> None:
    assert [each.place.country for each in mentions(text) if each.place.name == "Tripoli"] == [country]


@pytest.mark.parametrize(
    ("text", "name", "admin", "country"),
    [
        ("A raid hit the village of Kafr Zurab in Idlib province.", "Kafr Zurab", "Idlib", "SY"),
        ("Troops burned Pazaung Village in Sagaing Region.", "Pazaung", "Sagaing", "MM"),
        ("Insurgents attacked Palma, Cabo Delgado.", "Palma", "Cabo Delgado", "MZ"),
    ],
)
def test_an_unknown_settlement_has_no_coordinates_but_what_it_lies_in(
    text: str, name: str, admin: str, country: str
) -> None:
    place = mentions(text)[0].place
    assert (place.name, place.admin, place.country, place.precision) == (name, admin, country, "exact")
    assert place.lat is None
    assert place.lon is None


@pytest.mark.parametrize(
    "text",
    [
        "Professor Alan Moss of the University of Lancaster disagreed.",
        "The Moscow Times and the Kyiv Independent covered it.",
        "The Bank of Sudan raised its rates.",
        "Nice weather held on Sunday, and most of them went home in March.",
        "General Peter Lincoln met Victoria Hope.",
        "Turkish and Afghan officials met.",
        "He told us to stay.",
    ],
)
def test_people_bodies_peoples_and_common_words_are_no_places(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "locative"),
    [
        ("Five people were killed in Kherson.", [True]),
        ("The shelling of Kherson went on.", [True]),
        ("Artillery shelled Kherson.", [True]),
        ("Kherson was shelled overnight.", [True]),
        ("A blast tore through Aleppo's suburbs.", [True]),
        ("Kyiv said the raid was over.", [False]),
        ("Pressure on Moscow grew.", [False]),
    ],
)
def test_a_locative_is_told_from_a_government_that_speaks(text: str, locative: list[bool]) -> None:
    assert [each.locative for each in mentions(text)] == locative


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KHARTOUM, Sept. 19 — Dozens died on Friday.", ["Khartoum"]),
        ("GOMA, Congo (Agency) - Rebels advanced on Friday.", ["Goma", "Congo"]),
        ("ISLAMABAD/DOHA: Talks went on.", ["Islamabad", "Doha"]),
        ("BEIRUT Air raids killed ten people.", ["Beirut"]),
    ],
)
def test_a_date_line_is_marked_as_one_and_puts_nothing_there(text: str, expected: list[str]) -> None:
    found = mentions(text)
    assert [each.place.name for each in found] == expected
    assert all(each.dateline and not each.locative for each in found)


def test_a_mention_spans_its_generic_word_so_that_the_phrase_is_a_place_by_its_head() -> None:
    sentence = parse("Jets struck the village of Kafr Zurab.")[0]
    mention = Places([sentence], Actors([sentence])).mentions(sentence)[0]
    assert sentence.slice(mention.first, mention.last) == "village of Kafr Zurab"
    assert mention.head.text == "village"


WORDS = st.sampled_from(
    [
        "Kherson",
        "Tripoli",
        "the",
        "near",
        "of",
        "village",
        "province",
        "al",
        "-",
        "Bab",
        ",",
        "in",
        "Deir",
        "ez",
        "Zor",
        "northern",
        "Syria",
        "US",
        "us",
        "KYIV",
        "'",
        "s",
        "Mr.",
        "April",
        "Reading",
        "shelled",
        "and",
        "—",
        "(",
        ")",
        ":",
        "/",
        "12",
        "camp",
        "Île",
        "القدس",
        "北京",
        "\u200b",
        "Snake",
        "Island",
        "north",
        "city",
        "from",
        "km",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_mentions_lie_within_their_sentence_never_overlap_and_never_change(text: str) -> None:
    sentences = parse(text)
    places, again = Places(sentences, Actors(sentences)), Places(sentences, Actors(sentences))
    for sentence in sentences:
        taken = -1
        for mention in places.mentions(sentence):
            assert taken < mention.first <= mention.last < len(sentence.words)
            assert mention.first <= mention.head.i <= mention.last
            taken = mention.last
        assert places.mentions(sentence) == again.mentions(sentence)
