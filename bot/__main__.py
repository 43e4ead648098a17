"""Where the process starts: it loads the command line, so that an interrupt is quiet from the first moment."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Exit status that a shell gives for the signal INT."""


def main(args: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        from bot.cli import run  # noqa: PLC0415 - loading it takes long enough to be interrupted

        return run(args)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
