"""What worker processes do for an ingest: page → article with what it is recognised by; article → briefing."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from briefings.article import read_article
from briefings.duplicates import canonical_url, print_of
from briefings.errors import BriefbotError, WorkerError
from briefings.events import Source
from briefings.extract import extract
from briefings.publishers import publisher
from briefings.store.records import NewArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.article import Known
    from briefings.records import Article, Briefing
    from briefings.sources import Page


def prepare(page: Page, known: Known, origin: str, now: datetime) -> NewArticle:
    """Read the article of ``page``, which came from ``origin``, with all that tells it from others.

    One that says no day counts as reported at ``now``.

    Raises:
        SourceError: the page holds no article that can be briefed.
        WorkerError: reading it met a fault of our own.
    """
    with _as_worker_error():
        article = read_article(page, known)
        text = print_of(article.text)
    return NewArticle(
        article=article,
        publisher=publisher(article),
        reported=page.reported or _reported(article, now),
        text_hash=text.text,
        sketch=text.sketch,
        tolls=text.tolls,
        url_key=canonical_url(article.url) if article.url else None,
        partial=page.partial,
        source=origin,
    )


def source_of(new: NewArticle) -> Source:
    """The article as the source of its reports."""
    article = new.article
    return Source(
        article=article.id,
        title=article.title,
        outlet=article.outlet,
        publisher=new.publisher,
        published=article.published,
        reported=new.reported,
        url=article.url,
    )


def brief_article(article: Article, model: str) -> Briefing:
    """Brief one article; the model is loaded once a process.

    Raises:
        ModelError: the model can't be used.
        WorkerError: briefing it met a fault of our own.
    """
    with _as_worker_error():
        return extract(article, model)


@contextmanager
def _as_worker_error() -> Iterator[None]:
    """Let a fault of our own cost one article: whatever it holds, the ones after it are still read."""
    try:
        yield
    except BriefbotError:
        raise
    except Exception as error:
        raise WorkerError(f"internal error ({type(error).__name__}: {error}); please report it") from error


def _reported(article: Article, now: datetime) -> datetime:
    """The start of the day of publication, but never a time to come."""
    return min(datetime.combine(article.published, time(), UTC), now) if article.published else now
