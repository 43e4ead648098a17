"""Words as data, no logic: verbs of attack and of demand, parties, weapons, places, numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The word list ``name`` (a TOML file of this folder); read once, not to be changed."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
