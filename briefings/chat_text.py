"""How each dialect writes bold, links, quotes and plain text; every text of a message goes through one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.escape import discord, markdown, plain, slack

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.messages import Dialect


class Writing(NamedTuple):
    """The ways of a dialect; all but ``escape`` take text that is escaped already, addresses that are checked."""

    escape: Callable[[str], str]
    bold: Callable[[str], str]
    code: Callable[[str], str]
    quote: Callable[[str], str]
    link: Callable[[str, str | None], str]


def _as_it_is(text: str) -> str:
    return text


def _wrapped(mark: str) -> Callable[[str], str]:
    return lambda text: f"{mark}{text}{mark}" if text.strip() else text


def _quoted(text: str) -> str:
    return f"“{text}”"


def _in_text(text: str, url: str | None) -> str:
    return f"{text} <{url}>" if url else text


def _in_markdown(text: str, url: str | None) -> str:
    """A link whose address in angle brackets can hold any sign but those, which it doesn't."""
    return f"[{text}](<{url}>)" if url else text


def _in_slack(text: str, url: str | None) -> str:
    """A link of mrkdwn; "|" would end the address."""
    return f"<{url.replace('&', '&amp;')}|{text}>" if url and "|" not in url else text


WRITING: dict[Dialect, Writing] = {
    "text": Writing(plain, _as_it_is, _as_it_is, _quoted, _in_text),
    "markdown": Writing(markdown, _wrapped("**"), _wrapped("`"), _quoted, _in_markdown),
    "discord": Writing(discord, _wrapped("**"), _wrapped("`"), _quoted, _in_markdown),
    "slack": Writing(slack, _wrapped("*"), _wrapped("`"), _quoted, _in_slack),
}
