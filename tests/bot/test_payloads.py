"""Messages as Discord and Slack take them: nothing over a limit, nothing lost, nothing out of order."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import messages as discord
from bot.slack import messages as slack
from briefings.messages import Message, Part

ENTRIES = st.lists(st.tuples(st.sampled_from("xyzä😀"), st.integers(1, 4_500)), min_size=1, max_size=9)


def messages(*, spaced: bool) -> st.SearchStrategy[Message]:
    """Messages with a lead and entries of up to some thousand characters, all of one word or of many."""

    def entry(letter: str, length: int, number: int) -> str:
        return (f"w{number} {letter} " * (length // 4 + 1)).strip() if spaced else f"w{number}{letter * length}"

    return st.builds(
        lambda parts, title, lead: Message(
            title=title,
            lead=entry("b", lead, 90),
            parts=tuple(
                Part(
                    heading=f"Part {i}" if i else "Long " * 900,
                    entries=tuple(entry(letter, length, 10 * i + j) for j, (letter, length) in enumerate(part)),
                )
                for i, part in enumerate(parts)
            ),
            footer="The end.",
        ),
        st.lists(ENTRIES, max_size=4),
        st.text("abc ", max_size=300).map(str.strip),
        st.integers(1, 9_000),
    )


def words(text: str) -> list[str]:
    return re.findall(r"w\d+", text)


def told(message: Message) -> list[str]:
    return words(" ".join([message.lead, *(entry for part in message.parts for entry in part.entries)]))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@settings(deadline=None, max_examples=40)
@given(messages(spaced=True) | messages(spaced=False))
def test_discord_gets_all_of_it_in_order_within_its_limits(message: Message) -> None:
    sent = discord.payloads(message)
    for each in sent:
        assert each["allowed_mentions"] == {"parse": []}
        assert 0 < len(each["embeds"]) <= 10
        sizes = 0
        for embed in each["embeds"]:
            title, description = embed.get("title", ""), embed.get("description", "")
            footer = embed.get("footer", {}).get("text", "")
            assert units(title) <= 256
            assert units(description) <= 4_096
            assert units(footer) <= 2_048
            assert title or description or footer
            sizes += units(title) + units(description) + units(footer)
        assert sizes <= 6_000
    assert words(" ".join(embed.get("description", "") for each in sent for embed in each["embeds"])) == told(message)


@settings(deadline=None, max_examples=40)
@given(messages(spaced=True) | messages(spaced=False))
def test_slack_gets_all_of_it_in_order_within_its_limits(message: Message) -> None:
    sent = slack.payloads(message)
    texts: list[str] = []
    for each in sent:
        assert each["text"]
        assert (each["unfurl_links"], each["unfurl_media"]) == (False, False)
        assert 0 < len(each["blocks"]) <= 50
        assert len(json.dumps(each["blocks"], ensure_ascii=False)) <= 13_000
        texts += [text for block in each["blocks"] for text in _texts(block)]
    assert words(" ".join(texts)) == told(message)


def _texts(block: dict[str, Any]) -> list[str]:
    """What a block shows, checked for its limit."""
    if block["type"] == "header":
        assert block["text"]["type"] == "plain_text"
        assert len(block["text"]["text"]) <= 150
        return []
    if block["type"] == "context":
        return [element["text"] for element in block["elements"] if len(element["text"]) <= 3_000]
    assert block["type"] == "section"
    assert 0 < len(block["text"]["text"]) <= 3_000
    return [block["text"]["text"]]
