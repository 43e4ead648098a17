"""The README shows what the command really prints."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app

ROOT = Path(__file__).parents[1]


def test_the_first_screen_is_real_output() -> None:
    shown = re.search(
        r"```console\n\$ briefbot brief (\S+)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert shown is not None
    printed = CliRunner().invoke(app, ["brief", str(ROOT / shown[1])])
    assert printed.stdout == shown[2]
