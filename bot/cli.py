"""The command line. Whatever a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import io
import logging
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bot.output import EndOfOutputError, ReaderGoneError, drop_stdout, reason, tell, write_stdout
from briefings.errors import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime

    from briefings.events import Kind
    from briefings.settings import Settings
    from briefings.store.events import Asked

T = TypeVar("T")

INCOMPLETE = 1
WRONG_USAGE = 2
BROKEN_PIPE = 141
"""Exit statuses; the last is what a shell gives for the signal PIPE."""

_KINDS: dict[str, Kind] = {"talks": "talks", "demands": "demand", "strikes": "strike", "casualties": "casualties"}
"""The kind of the events of a section."""

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
    """Brief articles: what each tells, with the sentences that say it.

    That is its talks, demands, strikes and casualties. A text file may start with lines of Title:, Outlet:,
    Published: and Url:, then a blank line. A JSON file holds title, outlet, published, url and text.
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


Since = Annotated[
    str | None, typer.Option(metavar="TIME", help="Only what was told of since: 24h, 7d, 2025-06-02, 2025-06-02T08:00.")
]
Now = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="As of then: nothing reported later, and --since counts from it (default: now)."),
]


@app.command()
def ingest(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Addresses of feeds or pages, files, folders, or dumps (.jsonl: an article a line).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Take articles in: brief and keep them, merge them into events.

    Without a source it asks every feed that is followed and due. What is known is left alone, a reprint is kept as
    one; an interrupted run goes on where it stopped.
    """
    from bot.ingest import ingest as run_ingest  # noqa: PLC0415

    raise typer.Exit(0 if _run(ctx, lambda settings: run_ingest(sources or [], settings)) else INCOMPLETE)


@app.command()
def rebrief(ctx: typer.Context) -> None:
    """Brief kept articles again, where an older version did.

    These are the articles that were briefed by another version of the extractor; their events follow.
    """
    from bot.ingest import rebrief as run_rebrief  # noqa: PLC0415

    raise typer.Exit(0 if _run(ctx, run_rebrief) else INCOMPLETE)


@app.command()
def events(  # noqa: PLR0913 - a command line option is a parameter
    ctx: typer.Context,
    *,
    since: Since = None,
    now: Now = None,
    section: Annotated[
        Literal["talks", "demands", "strikes", "casualties"] | None, typer.Option(help="Only events of this section.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what happened in this town, region or country.")
    ] = None,
    party: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this party had a part in, by any of its names.")
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to write.")] = "text",
) -> None:
    """List events: one entry a happening, however many reports.

    Those with the newest report come first, of one day those that killed most.
    """
    from bot.events import list_events  # noqa: PLC0415

    asked = _asked(since, now, section, place, party)
    _run(ctx, lambda settings: list_events(settings, asked, format_))


@app.command()
def show(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Its id, or the start of it.", show_default=False)],
    *,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to write.")] = "text",
) -> None:
    """Show one event with every report, figure and quote."""
    from bot.events import show_event  # noqa: PLC0415

    _run(ctx, lambda settings: show_event(settings, event, format_))


@app.command()
def export(
    ctx: typer.Context,
    *,
    format_: Annotated[
        Literal["jsonl", "csv"], typer.Option("--format", help="A JSON object an event, or a CSV row a figure.")
    ] = "jsonl",
    since: Since = None,
    now: Now = None,
) -> None:
    """Write events for other programs, to standard output."""
    from bot.events import export as run_export  # noqa: PLC0415

    asked = _asked(since, now)
    _run(ctx, lambda settings: run_export(settings, asked, format_))


@app.command()
def digest(
    ctx: typer.Context,
    *,
    since: Since = None,
    now: Now = None,
    channel: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", help="What this channel would be told now; without it everything, as to nobody yet."
        ),
    ] = None,
    format_: Annotated[
        Literal["text", "markdown", "json", "discord", "slack"],
        typer.Option("--format", help="What to write; discord and slack: the messages that would be sent."),
    ] = "text",
) -> None:
    """Preview a digest: what is new, what changed, what is contested.

    It covers the time since the channel's last digest, else a day. Nothing counts as told by it.
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from bot.digest import preview  # noqa: PLC0415

    moment, start = _times(since, now)
    _run(ctx, lambda settings: preview(settings, channel, start, moment or datetime.now(UTC), format_))


@app.command()
def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain English.", show_default=False)],
    *,
    now: Now = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to write.")] = "text",
) -> None:
    """Ask what is reported, in plain English.

    That is tolls, attacks, demands and talks, by place, party and time. The answer comes with the sentences that say
    it; what the store doesn't hold is said to be unknown.
    """
    from bot.ask import ask_store  # noqa: PLC0415

    moment, _ = _times(None, now)
    _run(ctx, lambda settings: ask_store(question, settings, moment, format_))


@app.command()
def console(
    ctx: typer.Context,
    *,
    script: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Run the lines of this file, and print the replies.")
    ] = None,
    now: Now = None,
) -> None:
    """Chat in the terminal, without an account.

    It has every command of the chats. A line that begins with / is a command, any other is a question.
    """
    from bot.console import run_console  # noqa: PLC0415

    moment, _ = _times(None, now)
    well = _run(ctx, lambda settings: run_console(settings, moment, script))
    raise typer.Exit(0 if well else INCOMPLETE)


sources_app = typer.Typer(help="The feeds that are followed, and their health.", rich_markup_mode=None)
app.add_typer(sources_app, name="sources", invoke_without_command=True)
database_app = typer.Typer(help="Look after the database.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(database_app, name="db")


@sources_app.callback()
def sources_root(ctx: typer.Context) -> None:
    """Follow feeds and see their health; alone it lists them."""
    if ctx.invoked_subcommand is None:
        sources_list(ctx)


@sources_app.command("list")
def sources_list(ctx: typer.Context) -> None:
    """List the feeds with their health.

    That is their last success, last error, failures in a row and items seen.
    """
    from bot.ingest import list_feeds  # noqa: PLC0415

    _run(ctx, list_feeds)


Url = Annotated[str, typer.Argument(metavar="URL", help="Address of the feed.", show_default=False)]


@sources_app.command("add")
def sources_add(ctx: typer.Context, url: Url) -> None:
    """Follow a feed: RSS, Atom, RDF or JSON Feed.

    It is read once to see that it is one.
    """
    from bot.ingest import add_feed  # noqa: PLC0415

    _run(ctx, lambda settings: add_feed(url, settings))


@sources_app.command("remove")
def sources_remove(ctx: typer.Context, url: Url) -> None:
    """Follow a feed no more; its articles stay."""
    from bot.ingest import remove_feed  # noqa: PLC0415

    _run(ctx, lambda settings: remove_feed(url, settings))


@database_app.command("upgrade")
def database_upgrade(ctx: typer.Context) -> None:
    """Bring the database up to this version of Briefbot."""
    from bot.stores import upgrade  # noqa: PLC0415

    changed = _run(ctx, upgrade)
    write_stdout("upgraded\n" if changed else "nothing to do: the database is of this version\n")


def _run(ctx: typer.Context, command: Callable[[Settings], Coroutine[None, None, T]]) -> T:
    """Run an async command with the settings."""
    import asyncio  # noqa: PLC0415

    from briefings.settings import load_settings  # noqa: PLC0415

    settings = load_settings(ctx.find_root().obj)
    _set_up_logging(settings.log.level)
    return asyncio.run(command(settings))


def _asked(
    since: str | None, now: str | None, section: str | None = None, place: str | None = None, party: str | None = None
) -> Asked:
    """The events that the options ask for.

    Raises:
        typer.BadParameter: a time can't be read.
    """
    from briefings.settle import retell  # noqa: PLC0415
    from briefings.store.events import Asked, View  # noqa: PLC0415

    moment, start = _times(since, now)
    kinds: tuple[Kind, ...] = (_KINDS[section],) if section else ()
    view = View(retell, as_of=moment) if moment else None
    places, parties = ((name,) if name is not None else () for name in (place, party))
    return Asked(since=start, kinds=kinds, places=places, parties=parties, view=view)


def _times(since: str | None, now: str | None) -> tuple[datetime | None, datetime | None]:
    """The moment that ``--now`` names, and that of ``--since``, which counts from it.

    Raises:
        typer.BadParameter: a time can't be read.
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from bot.moments import read_moment, read_since  # noqa: PLC0415

    try:
        moment = read_moment(now) if now is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--now") from error
    try:
        start = read_since(since, moment or datetime.now(UTC)) if since is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from error
    return moment, start


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
