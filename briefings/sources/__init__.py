"""Where pages come from: one module a kind of source, and the record that all of them give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Page(NamedTuple):
    """What a source holds, decoded but not yet cleaned.

    ``name`` is what a message calls it. ``text`` is the article itself, or with ``html`` the whole markup
    that it is to be found in. ``published`` is a date in the source's own writing, ``reported`` the moment of
    publication (UTC) where the source knows it. ``partial`` marks what a feed tells of an article whose page
    could not be had.
    """

    name: str
    text: str
    html: bool = False
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    partial: bool = False
    reported: datetime | None = None
