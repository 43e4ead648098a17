"""Who calls a command, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefings.channels import Channel, Platform
    from briefings.messages import Dialect, Message

_DIALECTS: dict[Platform, Dialect] = {"console": "text", "discord": "discord", "slack": "slack"}


class Caller(NamedTuple):
    """Who calls, where: ``may_manage`` is what the platform says; ``thread`` is where a follow-up is looked for."""

    channel: Channel
    user: str
    may_manage: bool = False
    thread: str | None = None


class File(NamedTuple):
    """A file that comes with a command or a reply."""

    name: str
    content: bytes


class Reply(NamedTuple):
    """What is answered, in the dialect of the platform; ``private`` is for the caller's eyes alone.

    ``failed`` says that it tells an error.
    """

    message: Message
    private: bool = False
    file: File | None = None
    failed: bool = False


def dialect_of(caller: Caller) -> Dialect:
    """How the caller's platform writes."""
    return _DIALECTS[caller.channel.platform]
