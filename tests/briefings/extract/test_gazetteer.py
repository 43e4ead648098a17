from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.gazetteer import GAZETTEER, begins, find, fold


@pytest.mark.parametrize(
    ("spellings", "country", "kind"),
    [
        (("Kyiv", "Kiev"), "UA", "city"),
        (("Kharkiv", "Kharkov"), "UA", "city"),
        (("Aleppo", "Halab"), "SY", "city"),
        (("Deir ez-Zor", "Deir al-Zor", "Deir Ezzor"), "SY", "city"),
        (("Raqqa", "al-Raqqah"), "SY", "city"),
        (("Fallujah", "Falluja"), "IQ", "city"),
        (("El Fasher", "al-Fashir"), "SD", "city"),
        (("Khan Younis", "Khan Yunis"), "PS", "city"),
        (("Helmand",), "AF", "region"),
        (("North Kordofan",), "SD", "region"),
        (("Sagaing",), "MM", "region"),
        (("Gaza", "Gaza Strip"), "PS", "region"),
        (("Nagorno-Karabakh", "Artsakh"), "AZ", "region"),
        (("Bab al-Mandab", "Bab el-Mandeb"), "", "water"),
        (("Burma", "Myanmar"), "MM", "country"),
        (("Congo", "DR Congo", "DRC"), "CD", "country"),
    ],
)
def test_every_spelling_of_a_name_finds_its_place_first(spellings: tuple[str, ...], country: str, kind: str) -> None:
    for spelling in spellings:
        first = find(fold(spelling))[0]
        assert (first.country, first.kind) == (country, kind), spelling


def test_namesakes_are_all_found_the_most_populous_first() -> None:
    found = find(fold("Tripoli"))
    assert {"LY", "LB"} <= {each.country for each in found}
    assert all(one.population >= other.population for one, other in pairwise(found))


def test_a_name_that_goes_on_is_told_from_one_that_ends() -> None:
    assert begins("deir")
    assert begins(fold("Khan"))
    assert not begins(fold("Zaporizhzhia Xyz"))
    assert find(fold("Xyzzyburg")) == ()


def test_the_file_is_sorted_by_bytes_and_every_line_is_whole() -> None:
    lines = GAZETTEER.read_bytes().splitlines()
    keys = [line.split(b"\t")[0] for line in lines]
    assert keys == sorted(keys)
    assert {line.count(b"\t") for line in lines} == {7}
    assert all(fold(key.decode()) == key.decode() for key in keys[::97])


@given(st.text(max_size=30))
def test_folding_is_settled_after_one_go_and_any_text_can_be_looked_up(text: str) -> None:
    key = fold(text)
    assert key.isascii()
    assert fold(key) == key
    assert isinstance(find(key), tuple)
