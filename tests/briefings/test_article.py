import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.article import Known, clean, clean_line, read_article, read_date, unwrap
from briefings.errors import SourceError
from briefings.sources import Page

NOTE = "Shells hit the market in Kharkiv on Monday, killing two people and injuring five."

HTML = f"""<!doctype html>
<html lang="en"><head>
<title>Shells hit Kharkiv - The Example</title>
<meta property="og:title" content="Shells hit Kharkiv">
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2025-06-02T23:30:00+03:00">
<link rel="canonical" href="https://example.org/news/1">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Shells hit Kharkiv</h1>
<p>{NOTE}</p>
<p>The regional governor said that rescue work went on into the night &amp; that streets were closed.</p>
</article>
<section class="comments"><p>First! I never believe what the governor tells us about this.</p></section>
<footer>Copyright 2025 The Example. All rights reserved.</footer>
</body></html>"""


def page(text: str, **fields: str) -> Page:
    return Page("note.txt", text)._replace(**fields)


def test_a_page_of_html_gives_its_article_and_what_it_says_of_it_and_nothing_else() -> None:
    article = read_article(Page("a.html", HTML, html=True))
    assert article.title == "Shells hit Kharkiv"
    assert article.outlet == "The Example"
    assert article.published == date(2025, 6, 2)
    assert article.url == "https://example.org/news/1"
    assert article.text == (
        NOTE + "\nThe regional governor said that rescue work went on into the night & that streets were closed."
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><body>" + "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(30)) + "</body></html>",
        "<html><body><h1>Sign in</h1><form><label>Email</label><input></form></body></html>",
        "<html><body>" + "<div>" * 5000 + "</body></html>",
    ],
)
def test_html_without_an_article_is_refused(markup: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.html: no article found in the HTML$"):
        read_article(Page("a.html", markup, html=True))


def test_a_date_that_html_only_mentions_is_not_taken_for_its_publication() -> None:
    markup = f"<html><body><p>{NOTE}</p><p>It was the worst day since June 1, 2021.</p></body></html>"
    assert read_article(Page("a.html", markup, html=True)).published is None


def test_what_the_page_says_comes_before_what_the_caller_knows() -> None:
    known = Known("Known title", "Known outlet", date(2024, 1, 1))
    silent = read_article(page(NOTE, title=" "), known)
    assert (silent.title, silent.outlet, silent.published) == known
    saying = read_article(page(NOTE, title="Own", outlet="Paper", published="June 2, 2025"), known)
    assert (saying.title, saying.outlet, saying.published) == ("Own", "Paper", date(2025, 6, 2))


def test_the_id_follows_the_address_and_without_one_the_text() -> None:
    same = {read_article(page(text, url="https://example.org/1")).id for text in (NOTE, NOTE + " It rained.")}
    assert len(same) == 1
    assert read_article(page(NOTE)).id == read_article(page(NOTE, title="Other")).id
    assert read_article(page(NOTE)).id != read_article(page(NOTE + " It rained.")).id


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ufeff"])
def test_a_page_of_nothing_but_blanks_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        read_article(page(text))


@pytest.mark.parametrize("published", ["June 31, 2025", "02/06/2025", "yesterday"])
def test_an_unreadable_date_on_the_page_is_refused_by_name(published: str) -> None:
    with pytest.raises(SourceError, match=rf"^note\.txt: published: '{published}' is no"):
        read_article(page(NOTE, published=published))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\u00a0b\u2009c\td  e", "a b c d e"),
        ("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive"),
        ("one \n\n\n\n two", "one\n\ntwo"),
        ("Khar\u00adkiv\u200b \u202eand\u202c \ufeffOdesa\x1b[31m\x00", "Kharkiv and Odesa[31m"),
        ("Cafe\u0301", "Café"),
        ("half \ud83d a pair", "half a pair"),
    ],
)
def test_cleaning_leaves_only_what_a_reader_sees(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text())
def test_clean_text_is_composed_printable_stays_as_it_is_and_can_be_written(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Co"} for char in once.replace("\n", ""))
    assert "\n\n\n" not in once
    assert once.encode().decode() == once


@given(st.text())
def test_a_line_is_one_line_or_nothing(text: str) -> None:
    line = clean_line(text)
    assert line is None or line.splitlines() == [line]


def test_lines_wrapped_at_a_width_become_paragraphs_again() -> None:
    wrapped = (
        "Delegates from both sides met in Istanbul on Monday for an hour,\n"
        "and agreed on little more than the exchange of prisoners and the\n"
        "return of the dead.\n"
        "\n"
        "A third round was proposed for the end of the month by the hosts,\n"
        "officials said."
    )
    first, second = clean(unwrap(wrapped)).split("\n\n")
    assert first.endswith(
        "for an hour, and agreed on little more than the exchange of prisoners and the return of the dead."
    )
    assert second.endswith("by the hosts, officials said.")


@pytest.mark.parametrize(
    "text",
    [
        "Talks end\nDelegates met in Istanbul on Monday.\nNo deal was made.",
        f"Talks end without a deal\n{NOTE}\nMore talks are planned.",
        "One.\n\nTwo.\n\nThree.",
        "",
        "\n\n",
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(text: str) -> None:
    assert clean(unwrap(text)) == clean(text)


@given(st.text(alphabet="ab. \n\r\u2028", max_size=200))
def test_unwrapping_changes_no_word(text: str) -> None:
    assert unwrap(text).split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-02",
        "2025-06-02T23:59:00+03:00",
        "2025-06-02 08:15",
        "June 2, 2025",
        "june 2 2025",
        "Jun. 2, 2025",
        "2 June 2025",
        "2nd of June, 2025",
        "2-Jun-2025",
        "Monday, June 2, 2025",
        "Mon, 02 Jun 2025 10:00:00 GMT",
        "June 2, 2025 at 4:05 pm",
    ],
)
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert read_date(text) == date(2025, 6, 2)


@pytest.mark.parametrize("text", ["2025-02-30", "February 30, 2025", "0 June 2025", "June 2, 0000"])
def test_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no day of the calendar"):
        read_date(text)


@pytest.mark.parametrize("text", ["", "02/06/2025", "June 2025", "2025", "June 2, 25", "Foo 2, 2025", "2025-6-2x"])
def test_a_day_that_is_unclear_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date like"):
        read_date(text)


@given(st.dates())
def test_every_iso_day_is_read(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(
    st.text()
    | st.lists(st.sampled_from(["<p>", "</p>", "<?xml encoding='x'?>", "<!--", "&#0;", "<a ", NOTE])).map("".join)
)
def test_whatever_the_markup_there_is_an_article_or_a_reason(markup: str) -> None:
    try:
        text = read_article(Page("a.html", markup, html=True)).text
    except SourceError as error:
        text = str(error).removeprefix("a.html: ")
    assert text.strip()


@pytest.mark.parametrize(
    "before",
    [
        "",
        '<?xml version="1.0" encoding="utf-8"?>\n',
        "<!-- saved from a page with a long address -->\n" * 30,
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/x.dtd">',
    ],
)
def test_what_stands_before_the_markup_does_not_hide_the_article(before: str) -> None:
    markup = f"{before}<html><body><p>{NOTE}</p></body></html>"
    assert read_article(Page("a.html", markup, html=True)).text == NOTE
