"""The README shows what the command really prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_first_screen_is_real_output() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```console\n\$ briefbot brief (\S+)\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    command = [sys.executable, "-m", "bot", "brief", str(ROOT / shown[1])]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert printed.stdout == shown[2]
