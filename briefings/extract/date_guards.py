"""Whether words that look like a time are one where they stand: "may" and "march", "sun", "2000 people"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.extract import lexicon

if TYPE_CHECKING:
    from briefings.extract.date_meanings import Match

_DATING = re.compile(
    r"\b(?:in|on|of|since|until|till|by|during|from|to|last|next|this|early|mid|late|between|and|through|before"
    r"|after|around|than|the|a|an)[\s-]+$",
    re.IGNORECASE,
)
_CLEARLY_DATING = re.compile(r"\b(?:in|on|of|since|until|by|during|from)\s+$", re.IGNORECASE)
_NOT_A_MONTH = re.compile(r"\s+(?:on|for|to|of|through|towards?|into|against|have|be|not)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z]\w+\s+$")
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]")
_NAME_GOES_ON = re.compile(r"-|\s+[A-Z]")
_VERBLIKE = {"may", "march", "mar"}


def is_month(match: Match) -> bool:
    """Whether a month's name is one here, not the verb "may" or "march"."""
    name, groups = match["month"], match.groupdict()
    before = match.string[max(0, match.start() - 12) : match.start()]
    verblike = name.lower().rstrip(".") in _VERBLIKE
    reads = not _NOT_A_MONTH.match(match.string, match.end())
    if verblike and (name.islower() or name.isupper()) and not groups["year"]:
        return reads and bool(_CLEARLY_DATING.search(before) or groups.get("which") or groups.get("part"))
    if groups.get("day") or groups["year"] or groups.get("which") or groups.get("part"):
        return True
    if _NAME_BEFORE.search(before) and _NAME_AFTER.match(match.string, match.end()):
        return False
    if name.lower().rstrip(".") in lexicon.load("dates.toml")["short_months"]:
        return bool(_CLEARLY_DATING.search(before)) and not _NAME_GOES_ON.match(match.string, match.end())
    if name.islower():
        return bool(_CLEARLY_DATING.search(before))
    return not verblike or (reads and bool(_DATING.search(before)))


_LAST_WORD = re.compile(r"(\w+)\s+$")


def is_weekday(match: Match) -> bool:
    """Whether a weekday names one day: not "every Friday", not "Bloody Sunday", not "sun" or "sat"."""
    words, name = lexicon.load("dates.toml"), match["weekday"]
    if name.lower().rstrip(".") in words["short_weekdays"] and not (name[0].isupper() and name.endswith(".")):
        return False
    before = _LAST_WORD.search(match.string[max(0, match.start() - 16) : match.start()])
    return not before or before[1].lower() not in words["false_weekdays"]


_YEAR_AFTER = re.compile(r"(?:\b(?:in|since|until|till|during|throughout|circa)\s+|\()$", re.IGNORECASE)
_YEAR_PERHAPS = re.compile(
    r"(?:\b(?:of|from|by|before|after|between|to|and|through|around|than)\s+|\d[-–—/])$", re.IGNORECASE
)
_YEAR_MODIFYING = re.compile(r"(?:\b(?:the|a|an|its|their|his|her)|['’]s?)\s+$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|police|troops|soldiers|civilians|fighters|homes|houses|km|m|miles|metres"
    r"|meters|feet|tonnes|tons|dollars|or more)\b|\s*%|-strong",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s+(?!(?:was|is|has|as|this|its|his|us)\b)[a-z]+s\b")


def is_year(match: Match) -> bool:
    """Whether four digits are a year here and no count."""
    text, end = match.string, match.end()
    before = text[max(0, match.start() - 12) : match.start()]
    if _COUNTED.match(text, end):
        return False
    if match["part"] or _YEAR_AFTER.search(before):
        return True
    if _YEAR_PERHAPS.search(before):
        return not _PLURAL.match(text, end)
    return bool(_YEAR_MODIFYING.search(before)) and text[end : end + 2].strip().isalpha()


def is_capitalised(match: Match) -> bool:
    """Whether the expression is written as a name."""
    return match.group()[0].isupper()


def is_plural(match: Match) -> bool:
    """Whether the expression ends in a plural: "the coming weeks"."""
    return match.group().lower().endswith("s")


def is_measured(match: Match) -> bool:
    """Whether a stretch of time has its length: "the past six days", "the past decade"."""
    return bool(match["number"]) or match.group().lower().endswith(("day", "decade", "hour"))


def always(_: Match) -> bool:
    """Take the expression wherever it stands."""
    return True
