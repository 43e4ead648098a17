"""Times as documents write them → moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST_YEAR = 1990
"""Before there were pages, a time is the zero of some clock: 0001, 1601, 1970."""


def read_moment(text: str) -> datetime | None:
    """Read a time of day of a day, as RFC 822 or ISO 8601 write it, into UTC; None where it is none.

    One without a zone is taken for UTC.
    """
    written = read_written(text)
    return written.astimezone(UTC) if written else None


def read_written(text: str) -> datetime | None:
    """The same moment in the zone that it is written in, whose day is the one that readers there saw."""
    text = " ".join(text.split())
    try:
        # Without a colon there is only a day.
        moment = datetime.fromisoformat(text) if text[:4].isdigit() and ":" in text else parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        in_utc = moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if in_utc.year >= _FIRST_YEAR else None
