"""Dates: what counts as one, which days it means, and which event it dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.extract.dates import Dates
from briefings.extract.parse import Sentence, parse

WEDNESDAY = date(2021, 8, 18)
LEAP = date(2024, 3, 31)


def told(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    """Every expression of time in ``text`` with its first and last day ("-" where open)."""
    sentences = parse(text)
    dates = Dates(sentences, published)
    return [
        (mention.when.text, str(mention.when.start or "-"), str(mention.when.end or "-"))
        for sentence in sentences
        for mention in dates.mentions(sentence)
    ]


def dated(text: str, word: str, published: date | None = WEDNESDAY) -> str | None:
    """The wording of the date of the event told at the first ``word`` of the text."""
    sentences = parse(text)
    dates = Dates(sentences, published)
    at = next((sentence, each) for sentence in sentences for each in sentence.words if each.text == word)
    when = dates.nearest(*at)
    return when.text if when else None


@pytest.mark.parametrize(
    ("text", "wording", "start", "end"),
    [
        # weekdays look back, the publication day included
        ("Gunmen raided the village on Sunday.", "on Sunday", "2021-08-15", "2021-08-15"),
        ("Gunmen raided the village on Wednesday.", "on Wednesday", "2021-08-18", "2021-08-18"),
        ("Gunmen raided the village last Wednesday.", "last Wednesday", "2021-08-11", "2021-08-11"),
        ("The village was shelled late on Monday night.", "late on Monday night", "2021-08-16", "2021-08-16"),
        ("Friday's attack killed two farmers.", "Friday", "2021-08-13", "2021-08-13"),
        ("It came after the preceding Thursday.", "after the preceding Thursday", "2021-08-12", "-"),
        ("Rockets fell overnight into Tuesday.", "overnight into Tuesday", "2021-08-16", "2021-08-17"),
        ("The base was hit on Tuesday of last week.", "on Tuesday of last week", "2021-08-10", "2021-08-10"),
        # or ahead, by the clause's tense
        ("The envoys will meet on Sunday.", "on Sunday", "2021-08-22", "2021-08-22"),
        ("The envoys are due to meet on Friday.", "on Friday", "2021-08-20", "2021-08-20"),
        ("Talks are scheduled for Monday.", "Monday", "2021-08-23", "2021-08-23"),
        ("The truce expires on Sunday.", "on Sunday", "2021-08-22", "2021-08-22"),
        ("Mediators said the talks would resume on Friday.", "on Friday", "2021-08-20", "2021-08-20"),
        ("Envoys to meet in Geneva next Friday", "next Friday", "2021-08-20", "2021-08-20"),
        ("The army began to withdraw on Friday.", "on Friday", "2021-08-13", "2021-08-13"),
        ("The UN pushed the talks back to Friday.", "Friday", "2021-08-20", "2021-08-20"),
        # days near publication
        ("A mine exploded today.", "today", "2021-08-18", "2021-08-18"),
        ("A mine exploded yesterday morning.", "yesterday morning", "2021-08-17", "2021-08-17"),
        ("A mine exploded late last night.", "late last night", "2021-08-17", "2021-08-17"),
        ("A mine exploded early this morning.", "early this morning", "2021-08-18", "2021-08-18"),
        ("The port was bombed overnight.", "overnight", "2021-08-17", "2021-08-18"),
        ("They fled three days ago.", "three days ago", "2021-08-15", "2021-08-15"),
        ("They fled a week ago.", "a week ago", "2021-08-11", "2021-08-11"),
        ("They fled a month ago.", "a month ago", "2021-07-01", "2021-07-31"),
        # weeks, months and years
        ("The town fell last week.", "last week", "2021-08-09", "2021-08-15"),
        ("Fighting flared this week.", "this week", "2021-08-16", "2021-08-18"),
        ("The town fell earlier this month.", "earlier this month", "2021-08-01", "2021-08-18"),
        ("The town fell last month.", "last month", "2021-07-01", "2021-07-31"),
        ("The town fell early this year.", "early this year", "2021-01-01", "2021-03-31"),
        ("The town fell last year.", "last year", "2020-01-01", "2020-12-31"),
        ("The town fell later in 2012.", "later in 2012", "2012-01-01", "2012-12-31"),
        ("The town fell in April.", "in April", "2021-04-01", "2021-04-30"),
        ("The town fell in October.", "in October", "2020-10-01", "2020-10-31"),
        ("The town fell in mid-July.", "in mid-July", "2021-07-11", "2021-07-20"),
        ("The town fell last September.", "last September", "2020-09-01", "2020-09-30"),
        ("Nine died over the past 24 hours.", "over the past 24 hours", "2021-08-17", "2021-08-18"),
        ("Nine died in the last two weeks.", "in the last two weeks", "2021-08-04", "2021-08-18"),
        ("Nine died for the past five days.", "for the past five days", "2021-08-13", "2021-08-18"),
        ("Nine died in recent weeks.", "in recent weeks", "-", "-"),
        ("The town fell in 2014.", "in 2014", "2014-01-01", "2014-12-31"),
        ("The 2011 uprising was crushed.", "2011", "2011-01-01", "2011-12-31"),
        # days of the calendar
        ("The town fell on May 16.", "on May 16", "2021-05-16", "2021-05-16"),
        ("The town fell on November 2.", "on November 2", "2020-11-02", "2020-11-02"),
        ("Talks will open on November 2.", "on November 2", "2021-11-02", "2021-11-02"),
        ("It fell on the morning of 14 April.", "on the morning of 14 April", "2021-04-14", "2021-04-14"),
        ("It fell on the 15th of April.", "on the 15th of April", "2021-04-15", "2021-04-15"),
        ("It fell on Feb. 18.", "on Feb. 18", "2021-02-18", "2021-02-18"),
        ("It fell late on Nov 2, 2017.", "late on Nov 2, 2017", "2017-11-02", "2017-11-02"),
        ("It fell on Saturday, Oct. 7, 2017.", "on Saturday, Oct. 7, 2017", "2017-10-07", "2017-10-07"),
        ("It fell on 2017-10-07.", "on 2017-10-07", "2017-10-07", "2017-10-07"),
        ("It fell on 25/12/2017.", "on 25/12/2017", "2017-12-25", "2017-12-25"),
        ("It fell on 07/10/2017.", "on 07/10/2017", "-", "-"),
        ("It fell in September 2012.", "in September 2012", "2012-09-01", "2012-09-30"),
        ("It fell on February 30.", "on February 30", "-", "-"),
        ("It fell on Christmas Eve.", "on Christmas Eve", "2020-12-24", "2020-12-24"),
        # ranges and bounds
        ("It burned on April 13-15.", "on April 13-15", "2021-04-13", "2021-04-15"),
        ("It burned from June 20 to 30.", "from June 20 to 30", "2021-06-20", "2021-06-30"),
        (
            "The sides may meet between September 20 and October 3.",
            "between September 20 and October 3",
            "2021-09-20",
            "2021-10-03",
        ),
        (
            "It burned from late December to February 6.",
            "from late December to February 6",
            "2020-12-21",
            "2021-02-06",
        ),
        ("It burned from 2011 to 2013.", "from 2011 to 2013", "2011-01-01", "2013-12-31"),
        ("Forty have died since Friday.", "since Friday", "2021-08-13", "2021-08-18"),
        ("Forty have died since April 15.", "since April 15", "2021-04-15", "2021-08-18"),
        ("Forty have died since February 2015.", "since February 2015", "2015-02-01", "2021-08-18"),
        ("They must leave no later than Sept. 9.", "no later than Sept. 9", "2021-08-18", "2021-09-09"),
        ("They must leave by the end of this month.", "by the end of this month", "2021-08-18", "2021-08-31"),
    ],
)
def test_a_time_is_read_in_its_wording_and_means_these_days(text: str, wording: str, start: str, end: str) -> None:
    assert told(text) == [(wording, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Forces may march on the capital.",
        "FORCES MAY MARCH ON THE CAPITAL.",
        "Some 2,000 people and 2000 soldiers fled.",
        "The 10-year-old boy survived the 18-month siege and the three-year-long war.",
        "He went to Mar-a-Lago with Jan Berg.",
        "They sat in the sun and were wed.",
        "Protests are held every Friday.",
        "It began at 10:17 am, or 0700 GMT.",
        "Around 24 hostages and 31 rockets were counted.",
    ],
)
def test_verbs_counts_ages_and_hours_are_no_dates(text: str) -> None:
    assert told(text) == []


def test_without_a_publication_date_only_whole_dates_resolve() -> None:
    text = "It fell on 5 March 2015. Two days later it was retaken. It fell again on Sunday and on May 16."
    assert told(text, None) == [
        ("on 5 March 2015", "2015-03-05", "2015-03-05"),
        ("Two days later", "2015-03-07", "2015-03-07"),
        ("on Sunday", "-", "-"),
        ("on May 16", "-", "-"),
    ]
    assert told("Forty have died since March 2015.", None) == [("since March 2015", "2015-03-01", "-")]


def test_months_are_counted_by_the_calendar() -> None:
    assert told("It fell last month.", LEAP) == [("last month", "2024-02-01", "2024-02-29")]
    assert told("Six died over the past month.", LEAP) == [("over the past month", "2024-02-29", "2024-03-31")]


def test_easter_is_a_day_only_where_one_reckoning_is_near() -> None:
    both, western, none = date(2017, 4, 18), date(2019, 4, 23), date(2019, 8, 1)
    text = "The church was attacked on Easter Sunday."
    assert [told(text, day)[0][1] for day in (both, western, none)] == ["2017-04-16", "2019-04-21", "-"]


@pytest.mark.parametrize("published", [date.min, date(1, 1, 8), date(9999, 12, 25), date.max])
def test_beyond_the_calendar_nothing_resolves_and_nothing_fails(published: date) -> None:
    text = (
        "He left two years ago and last month, and will return next week, next month, in 2030 or next year. "
        "It fell on Sunday, on May 16, in December and on Easter Sunday; talks will open on Friday. "
        "It has held since yesterday, for the past 24 hours and until tomorrow."
    )
    for _, start, end in told(text, published):
        assert "-" in {start, end} or start <= end


@pytest.mark.parametrize(
    ("text", "word", "wording"),
    [
        # on its own clause or noun phrase
        ("The sides met on May 16 and will meet again on Friday.", "met", "on May 16"),
        ("The sides met on May 16 and will meet again on Friday.", "meet", "on Friday"),
        ("Saturday's strikes drew anger.", "strikes", "Saturday"),
        ("Diplomats recalled the May 16 talks.", "talks", "May 16"),
        ("Two men died in a raid on Monday.", "died", "on Monday"),
        ("On Friday shells fell on the town, where dozens have died since 2014.", "fell", "On Friday"),
        # on a clause that shares its time
        ("Jets bombed the camp on Sunday, killing six and wounding nine.", "wounding", "on Sunday"),
        ("Rebels stormed the base on Sunday and seized weapons.", "seized", "on Sunday"),
        ("Rebels stormed the base and seized weapons on Sunday.", "stormed", "on Sunday"),
        ("A blast on Monday that killed six was condemned.", "killed", "on Monday"),
        ("Six people died when a bus hit a mine on Monday.", "died", "on Monday"),
        ("The army killed six men praying in a mosque on Friday.", "killed", "on Friday"),
        ("On Tuesday drones hit the port, officials said.", "hit", "On Tuesday"),
        ("Two men died on Monday night after a bomb exploded.", "exploded", "on Monday night"),
        ("They spoke late on Tuesday and agreed to hold talks on Saturday.", "agreed", "late on Tuesday"),
        # saying has its own date
        ("On Monday, officials said that six people had died.", "died", None),
        ("The army said on Monday that rebels attacked a convoy.", "attacked", None),
        ("The army said on Monday that rebels attacked a convoy on Saturday.", "attacked", "on Saturday"),
        ("Six people died, the governor told reporters on Tuesday.", "died", None),
        ("Six people died, according to a report on Tuesday.", "died", None),
        ("GOMA, August 17 (Agency) - Rebels attacked a convoy.", "attacked", None),
        # and so has another event
        ("Shells have hit the town since the truce of January.", "hit", None),
        ("The general, who was born in 1961, ordered the strikes.", "ordered", None),
        ("Six signatories of the 2016 accord were murdered.", "murdered", None),
    ],
)
def test_an_event_is_dated_by_what_hangs_on_it(text: str, word: str, wording: str | None) -> None:
    assert dated(text, word) == wording


WORDS = st.sampled_from(
    [
        *(
            "on",
            "in",
            "since",
            "until",
            "by",
            "from",
            "to",
            "between",
            "and",
            "the",
            "of",
            "last",
            "next",
            "this",
        ),
        *(
            "past",
            "early",
            "late",
            "mid-",
            "end",
            "overnight",
            "today",
            "yesterday",
            "tomorrow",
            "night",
            "day",
        ),
        *(
            "Monday",
            "Friday's",
            "SUNDAY",
            "May",
            "may",
            "March",
            "Feb.",
            "Oct",
            "31",
            "30",
            "7",
            "1999",
            "2024",
        ),
        *("2000", "weeks", "month", "ago", "later", "before", "three", "-", "–", ",", ".", "(", ")", "29"),
        *(
            "February",
            "Easter",
            "Christmas",
            "Eve",
            "will",
            "said",
            "meet",
            "killed",
            "soldiers",
            "year",
            "1990s",
        ),
        *("week", "decade", "2023-02-30", "01/02/2023", "999", "hours", "weekend", "مايو", "五月", "\u2028"),
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=24).map(" ".join), st.text(max_size=80))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))


def check(sentence: Sentence, dates: Dates) -> None:
    """Hold what is true of all mentions of a sentence."""
    end = -1
    for first, last, when in dates.mentions(sentence):
        assert end < first <= last < len(sentence.words)
        assert when.text == sentence.slice(first, last)
        assert when.start is None or when.end is None or when.start <= when.end
        end = last
    known = [mention.when for mention in dates.mentions(sentence)]
    for word in sentence.words:
        assert (when := dates.nearest(sentence, word)) is None or when in known


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, published=DAYS)
def test_mentions_stand_in_the_text_in_order_and_alike_each_time(text: str, published: date | None) -> None:
    sentences = parse(text)
    dates, again = Dates(sentences, published), Dates(sentences, published)
    for sentence in sentences:
        check(sentence, dates)
        assert dates.mentions(sentence) == again.mentions(sentence)
