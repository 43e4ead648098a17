"""Which extractor made a briefing: a digest of its rules, its words and its language model."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefings.extract.parse import DEFAULT_MODEL, REPACKAGED

_LENGTH = 12
"""Hexadecimal digits kept: two versions hardly ever share them."""


@cache
def extractor_version(model: str = DEFAULT_MODEL) -> str:
    """Name the extractor as it is installed, so that a briefing made by another one is known.

    Nobody has to remember to raise a number: any change of a rule or a word list gives another name.
    """
    folder = Path(__file__).parent
    digest = hashlib.blake2b(f"{model} {_release(model)}".encode())
    for file in sorted(each for each in folder.rglob("*") if each.suffix in {".py", ".toml", ".tsv", ".txt"}):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_LENGTH]


def _release(model: str) -> str:
    """The release of the package that holds the model, or "" where it is a folder."""
    for package in (model, REPACKAGED.get(model, model)):
        with suppress(PackageNotFoundError):
            return version(package)
    return ""
