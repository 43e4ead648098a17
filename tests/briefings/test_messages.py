from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefings.chat_text import WRITING
from briefings.messages import Message, Part, paginate, to_markdown, to_text

WORDS = st.text("abc def\n", min_size=1, max_size=60).filter(lambda text: text.strip())
MESSAGES = st.builds(
    Message,
    title=st.just("Title"),
    lead=st.sampled_from(["", "A lead."]),
    parts=st.lists(
        st.builds(Part, heading=st.sampled_from(["", "One", "Two"]), entries=st.lists(WORDS, min_size=1).map(tuple)),
        max_size=4,
    ).map(tuple),
    footer=st.sampled_from(["", "A footer."]),
)
HOSTILE = st.text(st.sampled_from("<>&*_~`|@#:/.[]()!\\-+=1aé\u200b\u202e\x1b \n"), max_size=40) | st.text(max_size=40)


def size(message: Message) -> int:
    return len(to_text(message, 80))


def words_of(message: Message) -> list[str]:
    told = [message.lead, *(entry for part in message.parts for entry in part.entries), message.footer]
    return [word for text in told for word in text.split()]


@given(MESSAGES, st.integers(120, 400))
def test_pages_hold_everything_in_order_and_no_more_than_fits(message: Message, limit: int) -> None:
    pages = paginate(message, limit, size)
    assert [word for page in pages for word in words_of(page)] == words_of(message)
    assert all(size(page) <= limit for page in pages)


def test_what_fits_is_one_page_and_others_are_numbered() -> None:
    message = Message(title="Digest", parts=(Part(heading="Sudan", entries=("one " * 20, "two " * 20)),))
    assert paginate(message, 1_000, size) == (message,)
    pages = paginate(message, 130, size)
    assert [page.title for page in pages] == ["Digest (1/2)", "Digest (2/2)"]
    assert [part.heading for page in pages for part in page.parts] == ["Sudan", "Sudan"]


def test_a_lead_and_a_word_too_long_for_a_page_are_divided() -> None:
    message = Message(title="T", lead="one two " * 30, parts=(Part(entries=("x" * 400,)),))
    pages = paginate(message, 120, size)
    assert all(size(page) <= 120 for page in pages)
    assert [word for page in pages for word in page.lead.split()] == ["one", "two"] * 30
    assert "".join(entry for page in pages for part in page.parts for entry in part.entries) == "x" * 400


@given(st.integers(60, 200))
def test_no_division_leaves_half_a_link_or_half_an_escape(limit: int) -> None:
    link, slack_link, hard = "[An \\] Outlet](<https://a.example/>)", "<https://a.example/|An Outlet>", "\\*&amp;" * 60
    message = Message(parts=(Part(entries=(f"{link}, {slack_link} " * 9, hard)),))
    pieces = [entry for page in paginate(message, limit, size) for part in page.parts for entry in part.entries]
    assert sum(piece.count(link) for piece in pieces) == 9
    assert sum(piece.count(slack_link) for piece in pieces) == 9
    assert sum(len(re.findall(r"\\\*|&amp;", piece)) for piece in pieces) == 120
    assert len(pieces) > 2


def test_a_line_of_the_lead_stays_a_line() -> None:
    assert to_text(Message(title="T", lead="News · today\nNothing."), 80) == "T\nNews · today\nNothing.\n"


def test_the_text_of_a_message_hangs_and_fits() -> None:
    message = Message(title="T", lead="L", parts=(Part(heading="Talks", entries=("a " * 30 + "\nmore",)),), footer="F")
    assert to_text(message, 40).splitlines() == [
        "T",
        "L",
        "",
        "TALKS",
        "  " + ("a " * 19).strip(),
        "      " + ("a " * 11).strip(),
        "    more",
        "",
        "F",
    ]
    assert to_markdown(message).startswith("# T\n\nL\n\n## Talks\n\n- a a")


@given(HOSTILE)
def test_nothing_of_a_text_is_markup_or_a_mention_to_discord(text: str) -> None:
    safe = WRITING["discord"].escape(text)
    bare = re.sub(r"\\[^a-zA-Z0-9\s]", "·", safe)  # what is escaped is shown as it is
    assert not re.search(r"[*_~`|<>\[\]]", bare)
    assert not re.search(r"[@#]\w|:\w+:|://|\n", bare)
    assert not re.match(r"[-+=]|\d+[.)]", bare.lstrip())


@given(HOSTILE)
def test_nothing_of_a_text_is_markup_or_a_mention_to_slack(text: str) -> None:
    safe = WRITING["slack"].escape(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)|\n", safe)
    assert not re.search(r"@\w|:\w+:|://", safe)
    assert not re.search(r"(?:^|\s)[*_~`]|[*_~`](?:\s|$)", safe)
    assert not safe.startswith("&gt;")


def test_links_are_of_each_dialect() -> None:
    url = "https://a.example/?x=1&y=2"
    assert WRITING["text"].link("News", url) == f"News <{url}>"
    assert WRITING["discord"].link("News", url) == f"[News](<{url}>)"
    assert WRITING["slack"].link("News", url) == "<https://a.example/?x=1&amp;y=2|News>"
    assert WRITING["slack"].link("News", None) == "News"
