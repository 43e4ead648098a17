"""Which language a text is written in; only English can be briefed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

_SAMPLE = 3_000
"""Characters looked at, from the start: a language shows itself within a few sentences."""

# Words that stand in every English text and hardly in another language's: 12 % and more of each of 32 news
# reports, looked at up to the sample's length. The few that another language shares ("of" in Dutch) are too
# few to reach the share below.
_ENGLISH = frozenset({"the", "of", "and", "with", "that", "which", "from", "have", "said", "this", "their", "been"})
_ENGLISH_SHARE = 0.08
_ENOUGH_WORDS = 50

# The identifier's probability of English below which a text is held to be something else. Of 1,797 sentences
# and ten-word pieces of English news, datelines and bare names among them, none was below 0.01.
_DOUBT = 0.001


def foreign_language(text: str) -> str | None:
    """English name of the language of ``text``, or None unless it is surely not English."""
    sample = text[:_SAMPLE]
    if _is_plainly_english(sample):
        return None
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    if dict(ranked)["en"] >= _DOUBT:
        return None
    return _names()[ranked[0][0]]


def _is_plainly_english(sample: str) -> bool:
    """Whether function words alone settle it, which saves loading the identifier (0.9 s)."""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _ENOUGH_WORDS:
        return False
    return sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


@cache
def _names() -> dict[str, str]:
    """English names of the languages by ISO 639-1 code."""
    with Path(__file__).with_name("languages.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _identifier() -> LanguageIdentifier:
    """The language identifier, loaded once a process, among the languages of the list."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - costs 0.9 s with its model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(_names()))
    return identifier
