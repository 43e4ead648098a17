"""Whose voice an article is: the agency that wrote it, else the outlet, else the site."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from briefings.records import Article

UNKNOWN = "unknown"
"""The publisher of an article without byline, outlet and address."""

_HEAD, _TAIL = 600, 400
"""Characters at the start and the end of a text among which bylines and datelines stand."""
_BRACKETS = re.compile(r"^(?P<outlet>.+?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]\s*$")
_BETWEEN = re.compile(r"\s*(?:[/|,;&+]|\band\b|\bvia\b|\bwith\b)\s*")
_VIA = re.compile(r"^(?P<outlet>.+?)\s+(?:via|by|from)\s+(?P<inner>.+)$", re.IGNORECASE)
_REUTERS_CREDIT = re.compile(r"\((?:Additional )?[Rr]eporting by [^()]*?(?:[Ee]diting|[Ww]riting) by")


class _Agencies(NamedTuple):
    """The agencies of the lexicon: by folded name, by site, and the pattern of a byline or a dateline."""

    names: dict[str, str]
    sites: dict[str, str]
    head: re.Pattern[str]
    tail: re.Pattern[str]


def publisher(article: Article) -> str:
    """The voice of ``article``: a wire agency by byline, dateline or the outlet's brackets, else the outlet.

    Where no outlet is known it is the registered domain of the address, else "unknown".
    """
    from courlan import extract_domain  # noqa: PLC0415 - costs a sixth of a second, and reading events needs none of it

    outlet = (article.outlet or "").strip()
    site = (extract_domain(article.url) if article.url else None) or ""
    agencies = _agencies()
    own = agencies.names.get(voice(outlet)) or (agencies.sites.get(site) if not outlet else None)
    return own or _named_source(outlet) or _credited(article.text) or _bare(outlet) or site or UNKNOWN


def voice(name: str) -> str:
    """What the spellings of one publisher have in common: "The Guardian", "Guardian" and "theguardian.com"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", plain):
        plain = plain.split(".")[0]
    return re.sub(r"^the|[\W_]+", "", plain)


def _named_source(outlet: str) -> str | None:
    """Whom the outlet names behind its own name: "Shropshire Star (AP/PA)", "A News via Anadolu"."""
    match = _BRACKETS.match(outlet) or _VIA.match(outlet)
    if not match:
        return None
    for name in _BETWEEN.split(match["inner"]):
        if agency := _agencies().names.get(voice(name)):
            return agency
    first = _BETWEEN.split(match["inner"])[0]
    return None if _abbreviates(first, match["outlet"]) or len(first) < 4 else first


def _bare(outlet: str) -> str:
    """The outlet without its own abbreviation: "Development Media Group (DMG)"."""
    match = _BRACKETS.match(outlet)
    return match["outlet"] if match else outlet


def _abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` is made of the initials of ``name``, or is a word of it."""
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
    return short.upper() in {initials, initials.removeprefix("T")} or short.lower() in name.lower()


def _credited(text: str) -> str | None:
    """The agency that the byline, the dateline or the line at the end names."""
    agencies = _agencies()
    match = agencies.head.search(text[:_HEAD]) or agencies.tail.search(text[-_TAIL:])
    if match:
        return agencies.names[voice(next(group for group in match.groups() if group))]
    return "Reuters" if _REUTERS_CREDIT.search(text[-_TAIL:]) else None


@cache
def _agencies() -> _Agencies:
    names: dict[str, str] = {}
    sites: dict[str, str] = {}
    spelled: list[str] = []
    for agency in load("publishers.toml")["agency"]:
        spelled += agency["names"]
        names |= {voice(name): agency["name"] for name in (*agency["names"], agency["name"])}
        sites |= dict.fromkeys(agency["domains"], agency["name"])
    any_name = "|".join(re.escape(name) for name in sorted(spelled, key=len, reverse=True))
    head = re.compile(
        rf"""^(?:[Bb]y|BY)\s[^\n]{{0,60}}?\b({any_name})\b\s*$    # By The Associated Press
          | ^\s*(?:source:\s*)?\(?({any_name})\)?\s*$       # a line of its own
          | ^[A-Z][^\n]{{0,60}}?[(\[]({any_name})[)\]]\s*[-–—:]+\s  # CAIRO, Sept 19 (Xinhua) --
          | ^[^\n]{{0,40}}?/({any_name})/?\s*[-–—.]         # KYIV /AFP
          | ^({any_name})\s*[-–—]\s                         # AP —
          | ^[A-Z][A-Z .'-]+,[^\n]{{0,30}}?\b({any_name})\s*[-–—:]\s  # KABUL, June 20, Reuters —
        """,
        re.MULTILINE | re.VERBOSE,
    )
    tail = re.compile(
        rf"""[(\[/—–-]\s*({any_name})\s*[)\]/]?\s*\.?\s*$         # … (AFP)
          | (?:©|\bcopyright)\s*(?:\(c\)\s*)?(?:\d{{4}}\s*)?(?:the\s|The\s)?({any_name})\b
          | (?:^|\n)\s*(?:source|Source|SOURCE|Via|via):?\s*({any_name})\b
        """,
        re.VERBOSE,
    )
    return _Agencies(names, sites, head, tail)
