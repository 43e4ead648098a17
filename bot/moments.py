"""Moments as a command names them: a day, a time, or how long before now."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_AGO = re.compile(r"([0-9]{1,5})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def read_moment(text: str) -> datetime:
    """A time in ISO 8601 ("2025-06-02", "2025-06-02T08:00+02:00"); without a zone it is in UTC.

    Raises:
        ValueError: it is none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:  # the latter of a time that in UTC is before all time
        raise ValueError(f"{text!r} is no time like 2025-06-02 or 2025-06-02T08:00") from error


def read_since(text: str, now: datetime) -> datetime:
    """A moment, or how long before ``now``: "24h", "3 days", "2w".

    Raises:
        ValueError: it is neither.
    """
    if match := _AGO.fullmatch(text.strip()):
        try:
            return now - int(match[1]) * _UNITS[match[2][0].lower()]
        except OverflowError as error:
            raise ValueError(f"{text!r} is before all time") from error
    try:
        return read_moment(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is neither a time like 2025-06-02 nor how long ago, like 24h or 7d") from error
