"""A message as what Slack takes: blocks within its limits, and the text that notifications show.

The limits are those of Slack's Block Kit reference: 50 blocks, 3,000 characters of a section, 150 of a header, which is
plain text. All blocks of a message together are refused above some 13,000 characters, which no page says; pages are
kept well below.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from briefings.messages import paginate

if TYPE_CHECKING:
    from briefings.messages import Message

BLOCKS, SECTION, HEADER, ALL = 50, 3_000, 150, 10_000


def payloads(message: Message) -> list[dict[str, Any]]:
    """The messages to be sent, in order; no address in them is unfurled."""
    return [_payload(page) for page in paginate(message, 1, _fill)]


def _fill(page: Message) -> int:
    """How much of a page's room is used: 1 where it just fits into one message, 2 where it doesn't."""
    blocks = _blocks(page)
    fits = (
        len(blocks) <= BLOCKS
        and len(json.dumps(blocks, ensure_ascii=False)) <= ALL
        and all(len(block["text"]["text"]) <= SECTION for block in blocks if block["type"] == "section")
    )
    return 1 if fits else 2


def _payload(page: Message) -> dict[str, Any]:
    first = page.title or page.lead or next((entry for part in page.parts for entry in part.entries), "")
    return {
        "text": first.split("\n")[0][:SECTION] or "Briefbot",
        "blocks": _blocks(page),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _blocks(page: Message) -> list[dict[str, Any]]:
    """A header, then a section an entry under the heading of its part, last the footer."""
    blocks: list[dict[str, Any]] = []
    if page.title:
        plain = html.unescape(page.title).replace("\N{WORD JOINER}", "")
        title = plain if len(plain) <= HEADER else f"{plain[: HEADER - 1]}…"
        blocks.append({"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}})
    if page.lead:
        blocks.append(_section(page.lead))
    for part in page.parts:
        loose = any("\n" in entry for entry in part.entries)
        if part.heading:
            blocks.append(_section(f"*{_shortened(part.heading)}*"))
        blocks += [_section(entry) for entry in (part.entries if loose else ["\n".join(part.entries)])]
    if page.footer:
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": page.footer[:SECTION]}]})
    return blocks or [_section("Nothing.")]


def _shortened(heading: str) -> str:
    """A heading no longer than a title may be, cut where a word ends."""
    if len(heading) <= HEADER:
        return heading
    start = heading[: HEADER - 2]
    return f"{start.rpartition(' ')[0] or start} …"


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}
