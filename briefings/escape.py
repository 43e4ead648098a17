"""Other people's text made harmless for where it is shown: a terminal, or a Markdown page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_origin

from briefings.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    Escape = Callable[[str], str]

RecordT = TypeVar("RecordT", bound=Record)

_GUARD = "\N{WORD JOINER}"
"""Invisible; put after a character that a platform would turn into a mention, an issue or a web link."""

# Sequences that a terminal obeys: ECMA-48 control sequences ("\x1b[31m") and operating system commands.
_TERMINAL = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)")

# Backslash escapes hold for any ASCII punctuation (CommonMark 0.31, 2.4); "~", "|" and "$" are GitHub's.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]|\#(?!\w)")
_MENTION = re.compile(r"([@#])(?=\w)")
_ADDRESS = re.compile(r"(?<=\w)(:)(?=//)|\b(www)(?=\.)", re.IGNORECASE)
_EMOJI = re.compile(r"(:)(?=[\w+-]+:)")
_HOST = re.compile(r"(?<=\w)(\.)((?:[a-z]{2,12})(?:/|\b))", re.IGNORECASE)
_SLACK_MARK = re.compile(r"[*_~`]+")
_BLOCK_START = re.compile(r"(?:[-+=]|(?<=\d)[.)])")
_LIST_NUMBER = re.compile(r"\d{1,9}(?=[.)])")


def plain(text: str) -> str:
    """``text`` as one line without terminal sequences, control, invisible or direction-changing signs."""
    if not text.isprintable():
        text = _TERMINAL.sub("", text)
        text = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return " ".join(text.split())


def markdown(text: str) -> str:
    """``plain`` text that Markdown shows as it is: no link, heading, list, HTML, code, table or mention."""
    text = _MARKUP.sub(r"\\\g<0>", plain(text))
    text = _MENTION.sub(rf"\\\1{_GUARD}", text)
    text = _ADDRESS.sub(rf"\g<0>{_GUARD}", text)
    number = _LIST_NUMBER.match(text)
    if start := _BLOCK_START.match(text, number.end() if number else 0):
        text = f"{text[: start.start()]}\\{text[start.start() :]}"
    return text


def discord(text: str) -> str:
    """``text`` that Discord shows as it is: no markup, mention, channel, emoji, timestamp, link or invitation.

    Discord reads Markdown with additions of its own (spoilers, ``<@1>``, ``<#1>``, ``<t:1>``, ``:emoji:``), all begun
    by signs that ``markdown`` escapes or by those guarded here; a bare "discord.gg/x" is made a link by it too.
    """
    return _EMOJI.sub(rf"\g<1>{_GUARD}", _HOST.sub(rf"\1{_GUARD}\2", markdown(text)))


def slack(text: str) -> str:
    """``text`` that Slack's mrkdwn shows as it is: no markup, mention, channel, emoji or link.

    Only ``&``, ``<`` and ``>`` are escaped in mrkdwn (Slack, Formatting text for app surfaces); what marks bold, code
    and the like has no escape, and loses its effect where it doesn't stand at the edge of a word. A line that begins
    with ``&gt;`` is still a quote.
    """
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = f"{_GUARD}{text}" if text.startswith("&gt;") else text
    text = _SLACK_MARK.sub(rf"{_GUARD}\g<0>{_GUARD}", text)
    text = _MENTION.sub(rf"\1{_GUARD}", text)
    text = _ADDRESS.sub(rf"\g<0>{_GUARD}", text)
    return _EMOJI.sub(rf"\g<1>{_GUARD}", _HOST.sub(rf"\1{_GUARD}\2", text))


def escaped(record: RecordT, escape: Escape) -> RecordT:
    """A copy of ``record`` with ``escape`` applied to all text in it but the contract's own words.

    Escaping the record, not the places where a template prints it, leaves no place to forget.
    """
    values = {
        name: _escaped_value(getattr(record, name), escape)
        for name, field in type(record).model_fields.items()
        if get_origin(field.annotation) is not Literal
    }
    return record.model_copy(update=values)


def _escaped_value(value: Any, escape: Escape) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Record):
        return escaped(value, escape)
    if isinstance(value, tuple):
        return tuple(_escaped_value(item, escape) for item in value)
    if isinstance(value, dict):
        return {escape(key): _escaped_value(item, escape) for key, item in value.items()}
    return value
