"""What is said of records: the days of a digest, empty articles, and nothing that a hostile text could do to a chat."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answers import Answer, Citation
from briefings.digest import Digest, Window
from briefings.events import Event, Fact, Report
from briefings.messages import Message, to_text
from briefings.records import Article, Briefing
from briefings.render import Renderer

RENDERER = Renderer()
HOSTILE = st.text(
    st.sampled_from("<>&*_~`|@#:/.[]()!\\-ab1é\u200b\u202e \n"), min_size=1, max_size=30
) | st.sampled_from(
    [
        "<@123> now",
        "<!channel>",
        "@everyone",
        "[x](http://evil.example)",
        "<http://evil.example|x>",
        "discord.gg/abc",
        "> q",
    ]
)


def digest_title(since: datetime, until: datetime) -> str:
    return RENDERER.say("text").digest(Digest(window=Window(since=since, until=until))).title


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        (datetime(2025, 6, 1, 8, tzinfo=UTC), datetime(2025, 6, 2, 8, tzinfo=UTC), "Digest, 1–2 June 2025"),
        (datetime(2025, 6, 1, tzinfo=UTC), datetime(2025, 6, 2, tzinfo=UTC), "Digest, 1 June 2025"),
        (datetime(2025, 6, 2, tzinfo=UTC), datetime(2025, 6, 2, tzinfo=UTC), "Digest, 2 June 2025"),
        (
            datetime(2025, 5, 31, 9, tzinfo=UTC),
            datetime(2025, 6, 1, 9, tzinfo=UTC),
            "Digest, 31 May 2025 – 1 June 2025",
        ),
    ],
)
def test_a_digest_is_titled_with_the_days_that_it_covers(since: datetime, until: datetime, title: str) -> None:
    assert digest_title(since, until) == title


def test_an_article_without_news_says_so_on_a_line_of_its_own() -> None:
    article = Article(
        id="a", title="Cup final", outlet="Valley Post", published=date(2025, 6, 2), url=None, language="en", text="-"
    )
    said = RENDERER.say("text").briefing(Briefing(article=article))
    assert to_text(said, 80).splitlines() == [
        "Cup final",
        "Valley Post · 2 June 2025",
        "No talks, demands, strikes or casualties are reported in this article.",
    ]


def test_a_line_of_nothing_but_invisible_signs_is_no_entry() -> None:
    assert RENDERER.say("discord").note("\u200b", "Done.").parts[0].entries == ("Done.",)
    assert RENDERER.say("discord").note("\u200b").parts == ()


def hostile_messages(text: str, dialect: str) -> list[Message]:
    """An event and an answer of which every text that others wrote is ``text``."""
    report = Report(article="a", record="s1", outlet=text, published=None, url="https://news.example/1?a=1&b=2")
    event = Event(
        id="0123456789ab",
        kind="strike",
        title=text,
        parties=(text,),
        reports=(report,),
        publishers=1,
        facts=(Fact(name="target", value=text, reports=("a/s1",)),),
    )
    citation = Citation(event=event.id, article="a", outlet=text, url=report.url, quote=text)
    answer = Answer(question=text, answer=text, found=True, citations=(citation,), events=(event.id,))
    say = RENDERER.say("discord" if dialect == "discord" else "slack")
    return [say.events([event]), say.event(event, {}), say.answer(answer), say.note(text, title=text)]


def lines(message: Message) -> list[str]:
    texts = [message.title, message.lead, *(entry for part in message.parts for entry in part.entries), message.footer]
    return [line for text in texts for line in text.split("\n")]


@given(HOSTILE)
def test_a_hostile_text_links_and_pings_nothing_on_discord(text: str) -> None:
    for message in hostile_messages(text, "discord"):
        for line in lines(message):
            bare = re.sub(r"\\[^a-zA-Z0-9\s]", "·", line).replace("](<https://news.example/1?a=1&b=2>)", "")
            assert not re.search(r"[<>|~]|@\w|://|\]\(", bare)
            assert not re.match(r"[-+#>]", bare)


@given(HOSTILE)
def test_a_hostile_text_links_and_pings_nothing_on_slack(text: str) -> None:
    for message in hostile_messages(text, "slack"):
        for line in lines(message):
            bare = line.replace("<https://news.example/1?a=1&amp;b=2|", "").replace(
                ">", "", line.count("<https://news")
            )
            assert not re.search(r"[<>]|@\w|://", bare)
            assert not line.startswith("&gt;")
