"""One address → its page: HTML, plain text or JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.errors import FetchError, RefusedError
from briefings.sources.answers import Accept
from briefings.sources.decoding import decode_answer
from briefings.sources.forms import Kind, read_form
from briefings.sources.markup import read_blocks
from briefings.sources.moments import read_moment
from briefings.sources.urls import show_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from briefings.sources import Page
    from briefings.sources.fetch import Fetcher

_ACCEPT = Accept(
    "text/html, application/xhtml+xml, text/plain;q=0.8, application/json;q=0.7",
    re.compile(r"text/(?:html|plain)|application/(?:xhtml\+xml|(?:[\w.-]+\+)?json)"),
)

_REFUSALS = frozenset({401, 402, 403, 451})
"""Statuses of a page that is there, but not for us."""

_BLOCK_WORDS = 10
"""A shorter block is a menu's, a button's or a caption's, not an article's."""

_TEASER_WORDS = 150
"""Words of running text below which a page that asks for a subscription is held to show only the start."""

# What pages say in place of the rest of an article; such a page with the whole text (for robots, or as the
# first of a few free ones) is told by its length.
_PAYWALL = re.compile(
    r"""\bsubscri(?:be|ption)\ (?:now\ )?(?:to|is\ required\ to)\ (?:read|continue|access|unlock|keep|view|get\ full)
      | \b(?:to|and)\ (?:continue|keep)\ reading\b
      | \b(?:for|to)\ subscribers(?:\ only)?\b | \bsubscribers?[\ -](?:only|exclusive)\b
      | \balready\ (?:a\ )?(?:subscribe[rd]|member)\b
      | \b(?:sign|log)\ in\ (?:or\ \w+\ )?to\ (?:read|continue|access|view)
      | \b(?:register|create\ (?:a\ free|an)\ account)\ to\ (?:read|continue|access)
      | \bunlock\ this\ (?:article|story)\b
      | "isAccessibleForFree"\s*:\s*"?false""",
    re.IGNORECASE | re.VERBOSE,
)

_PUBLISHED = re.compile(
    r"""<meta\b(?=[^>]{0,500}\b(?:property|name|itemprop)\s*=\s*["'](?:article:published_time|datePublished)["'])"""
    r"""[^>]{0,500}?\bcontent\s*=\s*["']([^"'>]{8,40})["']""",
    re.IGNORECASE,
)
"""A page's own word on its moment of publication (Open Graph, schema.org)."""


async def read_page(url: str, fetcher: Fetcher) -> Page:
    """Fetch the page at ``url``; its own ``url`` is where redirects led to.

    Raises:
        RefusedError: the page is there, but not for robots, or not without a login or a subscription.
        SourceError: it can't be fetched, isn't text, or holds nothing.
    """
    name = show_url(url)
    try:
        answer = await fetcher.get(url, accept=_ACCEPT, robots=True)
    except FetchError as error:
        if error.status in _REFUSALS:
            raise RefusedError(str(error), permanent=True, status=error.status) from error
        raise
    text = decode_answer(answer.body, name, answer.charset)
    page = read_form(name, text, _kind_of(answer.content_type))
    if page.html:
        if is_teaser(text):
            raise RefusedError(f"{name}: shows only the start of the article without a subscription", permanent=True)
        page = page._replace(reported=_published(text))
    return page._replace(url=page.url or answer.url)


def is_teaser(markup: str) -> bool:
    """Whether a page asks for a subscription in place of the rest of its article."""
    return bool(_PAYWALL.search(markup)) and count_words(read_blocks(markup)) < _TEASER_WORDS


def count_words(blocks: Iterable[str]) -> int:
    """Words of the blocks of running text among ``blocks``."""
    counts = (len(block.split()) for block in blocks if not _PAYWALL.search(block))
    return sum(count for count in counts if count >= _BLOCK_WORDS)


def _kind_of(content_type: str | None) -> Kind | None:
    """The form that a content type stands for; where it says nothing certain, the text tells."""
    if content_type is None:
        return None
    if "html" in content_type:
        return "html"
    return "json" if content_type.endswith("json") else "text"


def _published(markup: str) -> datetime | None:
    """The one moment at which the page says it was published."""
    found = {moment for written in _PUBLISHED.findall(markup) if (moment := read_moment(written))}
    return found.pop() if len(found) == 1 else None
