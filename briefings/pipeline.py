"""The whole way, top to bottom: source → page → article → briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.article import Known, read_article
from briefings.extract import extract
from briefings.sources.file import read_file

if TYPE_CHECKING:
    from briefings.records import Briefing
    from briefings.settings import Settings


def brief(source: str, settings: Settings, known: Known = Known()) -> Briefing:  # noqa: B008 - immutable
    """Brief the article in the file ``source``, or in standard input for ``-``.

    Raises:
        SourceError: the source holds no article that can be briefed.
        ModelError: the language model of the settings can't be used.
    """
    page = read_file(source, settings.sources.max_bytes)
    article = read_article(page, known)
    return extract(article, settings.extract.model)
