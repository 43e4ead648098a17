"""The words of questions as expressions, out of ``questions.toml``; each is made once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

NAME, TIME = "NAME", "TIME"
"""What stands in a question in place of a name and of a time; all else is in lower case."""


@cache
def lexicon() -> dict[str, Any]:
    """The tables of ``questions.toml``."""
    return tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicon as an expression that matches whole words."""
    attacks = lexicon()["attacks"]
    pattern = re.sub(r"\bATTACKS\b", f"(?:{attacks['nouns']})", pattern)
    pattern = re.sub(r"\bATTACK\b", f"(?:{attacks['verbs']})", pattern)
    pattern = re.sub(r"\bLAUNCH\b", f"(?:{attacks['launching']})", pattern)
    return re.compile(rf"(?<!\w)(?:{_spaced(pattern)})(?![\w'])")


def _spaced(pattern: str) -> str:
    """A pattern that takes any number of blanks for one."""
    return re.sub(r" (?![?*+])", " +", pattern).replace(" ?", " *")


@cache
def prefix(pattern: str) -> re.Pattern[str]:
    """The same, whose last word may go on: "demand" also for "demanded"."""
    return re.compile(expression(pattern).pattern.removesuffix(r"(?![\w'])"))


@cache
def filler() -> frozenset[str]:
    """Words that say nothing of what is asked."""
    return function_words() | frozenset(lexicon()["filler"]["words"].split())


@cache
def function_words() -> frozenset[str]:
    """Words that no name begins or ends with."""
    return frozenset(lexicon()["filler"]["function"].split())


_STEM = 4
"""Letters at least of a word of the lexicon that another is a form of, and at most of what the form adds."""


@cache
def is_spoken(word: str) -> bool:
    """Whether a word is one of the lexicon or of its forms: "intercepted" of "intercept(?:ed)?"."""
    if word in spoken() or word in filler():
        return True
    return any(word[:end] in spoken() for end in range(max(_STEM, len(word) - _STEM), len(word)))


@cache
def spoken() -> frozenset[str]:
    """All plain words of the lexicon: alone, none of them is a name."""

    def words(value: object) -> set[str]:
        if isinstance(value, str):
            found = set(re.findall(r"[a-z]{2,}", value.replace("\\w", " ")))
            return found | {word.removesuffix("s") for word in found if len(word) > _STEM}
        values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {word for each in values for word in words(each)}

    return frozenset(words(lexicon()))
