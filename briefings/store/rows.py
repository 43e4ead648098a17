"""Rows ↔ records, and what several parts of the store look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import bindparam, select

from briefings.errors import StoreError
from briefings.events import Item, Source
from briefings.records import Article, Record
from briefings.store import tables
from briefings.store.engine import chunks
from briefings.store.records import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping, Select

RecordT = TypeVar("RecordT", bound=Record)

ARTICLE = tables.Article.__table__.columns
"""The columns that an article with its source is made of."""

_ORIGINAL = tables.Article.__table__.alias("original")
# Made once: putting a statement together takes longer than running it.
_COPIES = (
    select(tables.Article.copy_of, tables.Article.outlet, _ORIGINAL.c.outlet)
    .join(_ORIGINAL, _ORIGINAL.c.id == tables.Article.copy_of)
    .where(tables.Article.copy_of.in_(bindparam("some", expanding=True)), ~tables.Article.private)
)
_ITEMS = (
    select(tables.Item.key, tables.Item.document, *(column for column in ARTICLE if column.name != "text"))
    .join(tables.Article, tables.Article.id == tables.Item.article_id)
    .where(tables.Item.key.in_(bindparam("some", expanding=True)))
)


def load(kind: type[RecordT], document: dict[str, Any] | str, name: str) -> RecordT:
    """A record out of its document, or out of the text of it, which is twice as fast.

    Raises:
        StoreError: it was written by a version whose records were others.
    """
    try:
        return kind.model_validate_json(document) if isinstance(document, str) else kind.model_validate(document)
    except ValidationError as error:
        raise StoreError(f"{name}: is stored as another version writes it; run `briefbot rebrief`") from error


def dump(record: Record, *without: str) -> dict[str, Any]:
    """A record as a document, some of its fields left out."""
    return record.model_dump(mode="json", exclude=set(without))


def signed(number: int) -> int:
    """A 64-bit hash as the signed number that databases can hold."""
    return number - (1 << 64) if number >= 1 << 63 else number


def copies_of(connection: Connection, articles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The outlets that openly reprinted each article, in order; its own outlet is none of them."""
    found: dict[str, set[str]] = {}
    for some in chunks(articles):
        for article, outlet, own in connection.execute(_COPIES, {"some": some}):
            if outlet and outlet != own:
                found.setdefault(article, set()).add(outlet)
    return {article: tuple(sorted(outlets)) for article, outlets in found.items()}


def source_of(row: RowMapping, copies: tuple[str, ...] = ()) -> Source:
    """The source of a report, out of a row with the columns of its article."""
    return Source(
        article=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        publisher=row["publisher"],
        published=row["published"],
        reported=row["reported"],
        url=row["url"],
        copies=copies,
    )


def article_of(row: RowMapping) -> Article:
    """The article of a row that is no reprint's."""
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        language=row["language"],
        text=row["text"],
    )


def kept(connection: Connection, query: Select[Any]) -> list[Kept]:
    """The articles that ``query`` gives the columns of, each with its reprints."""
    found = connection.execute(query).mappings().all()
    copies = copies_of(connection, [row["id"] for row in found])
    return [
        Kept(
            article=article_of(row),
            source=source_of(row, copies.get(row["id"], ())),
            partial=row["partial"],
            origin=row["origin"],
        )
        for row in found
    ]


def items(connection: Connection, keys: Iterable[str]) -> dict[str, Item]:
    """Items by key, with their sources as they are now."""
    rows = [row for some in chunks(keys) for row in connection.execute(_ITEMS, {"some": some}).mappings()]
    copies = copies_of(connection, {row["id"] for row in rows})
    sources = {row["key"]: source_of(row, copies.get(row["id"], ())) for row in rows}
    return {row["key"]: load(Item, row["document"] | {"source": sources[row["key"]]}, row["key"]) for row in rows}
