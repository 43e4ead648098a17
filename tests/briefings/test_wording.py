from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings import wording
from briefings.events import Figure, ReportedCount
from briefings.records import Casualty, Count, Evidence, Munition, Place, When

EVIDENCE = (Evidence(quote="x", start=0, end=1),)
BOUND = st.none() | st.integers(0, 10**7)


@pytest.mark.parametrize(
    ("best", "low", "high", "text", "words"),
    [
        (19, 19, 19, "nineteen", "19"),
        (6000, 6000, 6000, "6,000", "6,000"),
        (12, 12, None, "at least 12", "at least 12"),
        (40, 40, None, "more than 40", "more than 40"),
        (40, 40, None, "over forty", "more than 40"),
        (40, 40, None, "no fewer than 40", "at least 40"),
        (400, None, 400, "nearly 400", "nearly 400"),
        (10, None, 10, "up to ten", "up to 10"),
        (10, None, 10, "as many as 10", "up to 10"),
        (10, None, 10, "fewer than 10", "fewer than 10"),
        (100, None, None, "about 100", "about 100"),
        (None, 3, 4, "three or four", "between 3 and 4"),
        (None, 12, None, "Dozens", "dozens (at least 12)"),
        (None, None, None, "an unknown number", "an unknown number"),
        (27, 20, 30, "27", "27 (between 20 and 30)"),
    ],
)
def test_a_count_keeps_its_hedge(best: int | None, low: int | None, high: int | None, text: str, words: str) -> None:
    assert wording.number(Count(best=best, low=low, high=high, text=text)) == words


@given(BOUND, BOUND, BOUND, st.text())
def test_a_number_stands_bare_only_where_nothing_is_open(
    best: int | None, low: int | None, high: int | None, text: str
) -> None:
    words = wording.number(Count(best=best, low=low, high=high, text=text))
    bare = best is not None and words == f"{best:,}"
    assert bare == (best is not None and best == low == high)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 6, 1), date(2025, 6, 1), "on 1 June 2025"),
        (date(2025, 6, 20), date(2025, 6, 30), "20–30 June 2025"),
        (date(2025, 5, 28), date(2025, 6, 2), "28 May – 2 June 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025"),
        (date(2022, 9, 1), date(2022, 9, 30), "in September 2022"),
        (date(2016, 1, 1), date(2016, 12, 31), "in 2016"),
        (date(2025, 6, 1), None, "from 1 June 2025"),
        (None, date(2025, 6, 1), "until 1 June 2025"),
        (None, None, "“last week” (date not resolved)"),
    ],
)
def test_days_are_told_as_short_as_they_can_be(start: date | None, end: date | None, words: str) -> None:
    assert wording.when(When(text="last week", start=start, end=end)) == words


def test_places_name_their_country_once_and_keep_near() -> None:
    kyiv = Place(name="Kyiv", country="UA", precision="exact")
    odesa = Place(name="Odesa", country="UA", precision="exact")
    tula = Place(name="Tula", country="RU", precision="near")
    assert wording.places([kyiv, odesa, tula]) == "in Kyiv and Odesa, Ukraine and near Tula, Russia"
    assert wording.place(tula) == "near Tula, Russia"
    assert wording.place(kyiv, ["Ukraine"]) == "in Kyiv"
    assert wording.place(Place(name="Ukraine", country="UA", precision="country")) == "in Ukraine"
    assert wording.place(Place(name="Atlantis", country="??", precision="region")) == "in Atlantis"
    assert wording.place(None) == ""


@pytest.mark.parametrize(
    ("weapons", "words"),
    [
        ((), "attack"),
        (("other",), "attack"),
        (("airstrike",), "airstrike"),
        (("airstrike", "artillery"), "air and artillery attack"),
        (("drone", "missile", "ground assault"), "drone, missile and ground attack"),
        (("suicide bomb",), "suicide bombing"),
    ],
)
def test_an_attack_is_called_after_its_weapons(weapons: tuple[str, ...], words: str) -> None:
    assert wording.attack(weapons) == words


def test_munitions_say_what_was_launched_and_what_intercepted() -> None:
    one = Count(best=1, low=1, high=1, text="one")
    many = Count(best=80, low=80, high=None, text="at least 80")
    assert wording.munition(Munition(weapon="drone", launched=many, intercepted=one)) == (
        "at least 80 drones launched, 1 intercepted"
    )
    assert wording.munition(Munition(weapon="missile", launched=one), " by Iran") == "1 missile launched by Iran"
    assert wording.munition(Munition(weapon="artillery", intercepted=many)) == (
        "at least 80 artillery rounds intercepted"
    )
    assert wording.munition(Munition(weapon="rocket")) == ""


def test_a_toll_without_numbers_says_so() -> None:
    assert wording.toll(Casualty(id="c1", evidence=EVIDENCE)) == "number not given"


def test_the_article_itself_is_nobody_to_name() -> None:
    assert wording.according(()) == ""
    assert wording.according(("medics", "the army", "Kyiv")) == ", according to medics, the army and Kyiv"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("governor", "the governor"),
        ("health ministry in Gaza", "the health ministry in Gaza"),
        ("United Nations", "the United Nations"),
        ("Sudan Doctors Network", "the Sudan Doctors Network"),
        ("officials in Kyiv", "officials in Kyiv"),
        ("regional officials", "regional officials"),
        ("police", "police"),
        ("two witnesses", "two witnesses"),
        ("Ukraine's air force", "Ukraine's air force"),
        ("Rustem Umerov", "Rustem Umerov"),
    ],
)
def test_a_speaker_gets_the_article_that_a_sentence_needs(name: str, told: str) -> None:
    assert wording.according((name,)) == f", according to {told}"


def exactly(number: int, text: str = "") -> Count:
    return Count(best=number, low=number, high=number, text=text or str(number))


def figure(*counts: Count, contested: bool = False) -> Figure:
    best = counts[-1].best
    low, high = (min(each.low or 0 for each in counts), max(each.high or 0 for each in counts))
    by = tuple(ReportedCount(report=f"a/c{i}", count=count) for i, count in enumerate(counts))
    return Figure(low=low or None, best=best, high=high or None, as_of=None, by=by, contested=contested)


AT_LEAST = Count(best=12, low=12, high=None, text="at least 12")


@pytest.mark.parametrize(
    ("told", "name", "words"),
    [
        (figure(AT_LEAST), "killed", "at least 12 killed"),
        (figure(exactly(19), exactly(31)), "killed", "31 killed (reports say 19 to 31)"),
        (figure(exactly(19), exactly(7), contested=True), "killed", "7 killed (reports say 7 to 19, disputed)"),
        (figure(exactly(9), AT_LEAST, contested=True), "killed", "12 killed (reports say 9 to 12, disputed)"),
        (figure(exactly(3), contested=True), "killed", "3 killed"),
        (figure(exactly(472)), "launched drone", "472 drones launched"),
        (figure(exactly(1)), "intercepted missile", "1 missile intercepted"),
        (figure(exactly(1000)), "launched artillery", "1,000 artillery rounds launched"),
        (figure(AT_LEAST), "killed (cumulative)", "at least 12 killed (running total)"),
        (figure(exactly(9)), "killed (Hamas fighters)", "9 killed (Hamas fighters)"),
        (figure(exactly(2), exactly(3)), "injured (part)", "3 injured (a part of them, reports say 2 to 3)"),
    ],
)
def test_a_figure_says_what_it_counts_and_how_reports_differ(told: Figure, name: str, words: str) -> None:
    assert wording.figure(told, name) == words


def test_figures_of_a_part_are_told_only_where_there_are_no_others() -> None:
    part, whole = {"killed (part)": figure(exactly(2))}, {"injured": figure(exactly(5))}
    assert wording.figures(part | whole) == ["5 injured"]
    assert wording.figures(part) == ["2 killed (a part of them)"]
    assert wording.figures({}) == []
