from datetime import UTC, datetime, timedelta

import pytest

from bot.moments import read_moment, read_since

NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-06-02", datetime(2025, 6, 2, tzinfo=UTC)),
        (" 2025-06-02T08:30 ", datetime(2025, 6, 2, 8, 30, tzinfo=UTC)),
        ("2025-06-02 08:30:15", datetime(2025, 6, 2, 8, 30, 15, tzinfo=UTC)),
        ("2025-06-02T08:30Z", datetime(2025, 6, 2, 8, 30, tzinfo=UTC)),
        ("2025-06-02T08:30+02:00", datetime(2025, 6, 2, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_in_utc(text: str, moment: datetime) -> None:
    assert read_moment(text) == read_since(text, NOW) == moment
    assert read_moment(text).tzinfo == UTC


@pytest.mark.parametrize("text", ["", "yesterday", "2025-02-30", "02/06/2025", "24h", "0001-01-01T00:00+14:00"])
def test_what_is_no_time_is_told_in_a_line_that_names_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no time like 2025-06-02 or 2025-06-02T08:00$") as caught:
        read_moment(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("24h", timedelta(hours=24)),
        ("90 minutes", timedelta(minutes=90)),
        ("15min", timedelta(minutes=15)),
        ("5m", timedelta(minutes=5)),
        ("1 hour", timedelta(hours=1)),
        ("7D", timedelta(days=7)),
        ("2 weeks", timedelta(weeks=2)),
        ("0h", timedelta()),
    ],
)
def test_how_long_ago_counts_from_now(text: str, ago: timedelta) -> None:
    assert read_since(text, NOW) == NOW - ago


@pytest.mark.parametrize("text", ["", "h", "24", "-1h", "1.5h", "3 months", "1y", "١h"])
def test_what_is_neither_a_time_nor_how_long_ago(text: str) -> None:
    with pytest.raises(ValueError, match=r"is neither a time like 2025-06-02 nor how long ago, like 24h or 7d$"):
        read_since(text, NOW)


def test_before_all_time() -> None:
    with pytest.raises(ValueError, match="'99999w' is before all time"):
        read_since("99999w", datetime(1, 1, 2, tzinfo=UTC))
    with pytest.raises(ValueError, match="'99999 weeks' is before all time"):
        read_since("99999 weeks", datetime(1800, 1, 2, tzinfo=UTC))
