"""A message as what Discord takes: embeds within its limits, one for a title, then one a section.

The limits are those of Discord's reference (Message resource, Embed limits): a title of 256 characters, a description
of 4,096, a footer of 2,048, ten embeds with 6,000 characters in all. A character is counted as two where UTF-16 needs
two, which is never less than what Discord counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.messages import paginate

if TYPE_CHECKING:
    from briefings.messages import Message, Part, Topic

TITLE, DESCRIPTION, FOOTER, EMBEDS, ALL = 256, 4_096, 2_048, 10, 6_000
_ROOM = 5_600
"""Characters of a page, which leaves room for what the layout adds to it."""
_COLOURS: dict[Topic, int] = {
    "figures": 0x1F2933,
    "talks": 0x2E7D32,
    "demands": 0x6A1B9A,
    "strikes": 0xC62828,
    "casualties": 0x8D6E63,
    "updates": 0x1565C0,
    "contested": 0xEF6C00,
    "sources": 0x546E7A,
    "other": 0x78909C,
}


def payloads(message: Message) -> list[dict[str, Any]]:
    """The messages to be sent, in order; whatever an article holds, none of them pings anyone."""
    return [_payload(page) for page in paginate(message, 1, _fill)]


def _fill(page: Message) -> int:
    """How much of a page's room is used: 1 where it just fits into one message, 2 where it doesn't."""
    embeds = _embeds(page)
    fits = (
        len(embeds) <= EMBEDS
        and sum(_length(each) for each in embeds) <= _ROOM
        and all(_units(each.get("description", "")) <= DESCRIPTION - 96 for each in embeds)
    )
    return 1 if fits else 2


def _payload(page: Message) -> dict[str, Any]:
    return {"embeds": _embeds(page), "allowed_mentions": {"parse": []}}


def _embeds(page: Message) -> list[dict[str, Any]]:
    """The title with the lead, a section each, and the footer under the last."""
    embeds: list[dict[str, Any]] = []
    if page.title or page.lead:
        head: dict[str, Any] = {"color": _COLOURS["figures"]}
        if page.title:
            head["title"] = _cut(page.title, TITLE)
        if page.lead:
            head["description"] = page.lead
        embeds.append(head)
    embeds += [_section(part) for part in page.parts]
    if page.footer:
        embeds = embeds or [{"color": _COLOURS["other"]}]
        embeds[-1]["footer"] = {"text": _cut(page.footer, FOOTER)}
    return embeds or [{"description": "\N{ZERO WIDTH SPACE}"}]


def _section(part: Part) -> dict[str, Any]:
    loose = any("\n" in entry for entry in part.entries)
    embed: dict[str, Any] = {
        "description": ("\n\n" if loose else "\n").join(part.entries),
        "color": _COLOURS[part.topic],
    }
    if part.heading:
        embed["title"] = _cut(part.heading, TITLE)
    return embed


def _length(embed: dict[str, Any]) -> int:
    texts = (embed.get("title", ""), embed.get("description", ""), embed.get("footer", {}).get("text", ""))
    return sum(map(_units, texts))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    """A heading within its limit; one is made of names, so a longer one is cut where a word ends."""
    if _units(text) <= most:
        return text
    while _units(text) > most - 2:
        text = text.rpartition(" ")[0] or text[: most // 2 - 1]
    return f"{text.rstrip(chr(92))} …"
