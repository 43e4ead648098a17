"""What is posted, before it takes the shape of a platform: a title, sections of entries, a footer.

All text in a message is in one dialect already: escaped, with that dialect's bold and links. How it is laid out and
divided within a platform's limits is for the platform; entries are what a division may stand between.
"""

from __future__ import annotations

from typing import Literal

from briefings.records import Record

Dialect = Literal["text", "markdown", "discord", "slack"]
Topic = Literal["figures", "talks", "demands", "strikes", "casualties", "updates", "contested", "sources", "other"]
"""What a section is about, which platforms give a colour or an icon."""


class Part(Record):
    """A section of a message: entries of one or more lines each, under a heading that may be empty."""

    heading: str = ""
    topic: Topic = "other"
    entries: tuple[str, ...]


class Message(Record):
    """A post or a reply; ``lead`` is a paragraph under the title, ``footer`` what stands last and small."""

    title: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()
    footer: str = ""
