"""``briefbot brief``: every source in turn, each printed or written to its file, errors told as they come."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.output import (
    EndOfOutputError,
    OutputError,
    check_stdout,
    plan_names,
    prepare_folder,
    tell,
    write_file,
    write_stdout,
)
from briefings.errors import BriefbotError, SourceError, TemplateError
from briefings.pipeline import brief
from briefings.render import Renderer
from briefings.sources.file import list_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefings.article import Known
    from briefings.records import Briefing
    from briefings.settings import Settings

logger = logging.getLogger(__name__)

Format = Literal["text", "markdown", "json"]

_SUFFIXES: dict[Format, str] = {"text": ".txt", "markdown": ".md", "json": ".json"}
_BETWEEN: dict[Format, str] = {"text": f"\n{'─' * 72}\n\n", "markdown": "\n---\n\n", "json": ""}
"""What stands between two briefings on standard output; JSON objects simply follow one another."""


class Job(NamedTuple):
    """What to make of the sources, and where it goes (None: standard output)."""

    settings: Settings
    known: Known
    format: Format = "text"
    template: Path | None = None
    out: Path | None = None


def brief_all(sources: Sequence[str], job: Job) -> bool:
    """Brief ``sources`` and say whether all of them could be.

    Raises:
        OutputError, TemplateError, ModelError: what is wrong for every source ends the run.
    """
    renderer = Renderer()
    if job.template:
        renderer.check(job.template)
    if job.out:
        prepare_folder(job.out)
    else:
        check_stdout()
    files, complete = _expand(sources)
    paths = plan_names(job.out, files, _SUFFIXES[job.format]) if job.out else []
    printed = 0
    with _progress(len(files) if job.out else 0) as advance:
        for number, file in enumerate(files):
            text = _brief_one(file, job, renderer)
            if text is None:
                complete = False
            elif job.out:
                complete &= _write(paths[number], text)
            else:
                between = _BETWEEN[job.format] if printed else ""
                write_stdout(between + text, colour=job.format == "text" and not job.template)
                printed += 1
            advance()
    return complete


def _expand(sources: Sequence[str]) -> tuple[list[str], bool]:
    """The files of all sources, and whether every source could be listed."""
    files: list[str] = []
    complete = True
    for source in sources:
        try:
            files += list_files(source)
        except SourceError as error:
            tell(error)
            complete = False
    return files, complete


def _brief_one(file: str, job: Job, renderer: Renderer) -> str | None:
    """Brief one source, or tell why it can't be: whatever it holds, the ones after it are still briefed."""
    try:
        return _render(brief(file, job.settings, job.known), job, renderer)
    except SourceError as error:
        tell(error)
        logger.debug("%s", file, exc_info=True)
    except TemplateError as error:  # other articles may have what it asks for
        tell(f"{file}: {error}")
        logger.debug("%s", file, exc_info=True)
    except BriefbotError:
        raise
    except Exception as error:  # the loop must survive
        tell(f"{file}: internal error ({type(error).__name__}: {error}); please report it")
        logger.debug("%s", file, exc_info=True)
    return None


def _write(path: Path, text: str) -> bool:
    """Write one briefing's file and say whether it could be; only where none can be written, the run ends."""
    try:
        write_file(path, text)
    except EndOfOutputError:
        raise
    except OutputError as error:
        tell(error)
        return False
    return True


def _render(briefing: Briefing, job: Job, renderer: Renderer) -> str:
    """The briefing in the form asked for, ending in one line end."""
    if job.template:
        text = renderer.render_with(briefing, job.template)
    elif job.format == "json":
        text = briefing.model_dump_json(indent=2)
    else:
        text = renderer.render(briefing, job.format)
    return text.rstrip("\n") + "\n"


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal's standard error while more than one file is written."""
    if total < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal has use for it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Briefing", total=total)
        yield lambda: bar.advance(task)
