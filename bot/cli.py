"""The command line. Whatever a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import io
import logging
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.output import EndOfOutputError, ReaderGoneError, drop_stdout, reason, tell, write_stdout
from briefings.errors import BriefbotError

INCOMPLETE = 1
WRONG_USAGE = 2
BROKEN_PIPE = 141
"""Exit statuses; the last is what a shell gives for the signal PIPE."""

app = typer.Typer(
    name="briefbot",
    add_completion=False,
    rich_markup_mode=None,  # boxes cost a tenth of a second
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its exit status; every error is one line on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        return app(args, prog_name="briefbot", standalone_mode=False) or 0
    except typer.TyperException as error:  # an unknown option, a missing argument, a bad value
        tell(" ".join(error.format_message().replace("Value error, ", "").split()))
        return WRONG_USAGE
    except ReaderGoneError:
        return BROKEN_PIPE
    except EndOfOutputError as error:
        tell(error)
        return INCOMPLETE
    except BriefbotError as error:
        tell(error)
        return WRONG_USAGE
    except OSError as error:  # typer prints the help itself
        drop_stdout()
        tell(f"{error.filename or 'standard output'}: {reason(error)}")
        return INCOMPLETE
    except Exception as error:  # the last resort: a line, never a traceback
        logging.getLogger(__name__).debug("internal error", exc_info=True)
        tell(f"internal error ({type(error).__name__}: {error}); please report it")
        return INCOMPLETE


def _path(text: str) -> Path:
    """A path; that of no characters would be the working directory."""
    if not text:
        raise typer.BadParameter("is empty")
    return Path(text)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it
    """Print the version and leave."""
    if wanted:
        write_stdout(f"briefbot {version('briefbot')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    *,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", parser=_path, help="Settings file; without it config.toml here, if there is one."),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Read news of a conflict and tell what happened, each fact with the sentence that says it."""
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        write_stdout(f"{ctx.get_help()}\n")


@app.command()
def brief(  # noqa: PLR0913 - a command line option is a parameter
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Text, HTML or JSON files; a folder stands for such files in it (not in folders below); "
            "- reads standard input.",
            show_default=False,
        ),
    ],
    *,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication (2025-06-02), where the file doesn't say."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline, where the file doesn't say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Publisher, where the file doesn't say.")] = None,
    format_: Annotated[Literal["text", "markdown", "json"], typer.Option("--format", help="What to write.")] = "text",
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Jinja template to write with."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            parser=_path,
            help="Write one file a source here, named after it (a name already taken gets a number).",
        ),
    ] = None,
) -> None:
    """Brief articles: talks, demands, strikes and casualties, each with its source.

    A text file may start with lines of Title:, Outlet:, Published: and Url:, then a blank line. A JSON file
    holds title, outlet, published, url and text.
    """
    if template and format_ == "json":
        raise typer.BadParameter("a template has no say in JSON", param_hint="--template")
    from bot.brief import Job, brief_all  # noqa: PLC0415
    from briefings.article import Known, read_date  # noqa: PLC0415
    from briefings.settings import load_settings  # noqa: PLC0415

    try:
        day = read_date(published) if published is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
    settings = load_settings(ctx.obj)
    _set_up_logging(settings.log.level)
    job = Job(settings, Known(title, outlet, day), format_, template, out)
    complete = brief_all(sources, job)
    raise typer.Exit(0 if complete else INCOMPLETE)


def _set_up_logging(level: str) -> None:
    """Log what is ours to standard error; libraries' remarks on an article only when debugging."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.captureWarnings(capture=True)
    ours = [logging.getLogger(name) for name in ("bot", "briefings")]
    for logger in [logging.getLogger()] if level == "debug" else ours:
        logger.setLevel(level.upper())
        logger.addHandler(handler)
    logging.getLogger().addHandler(logging.NullHandler())
