"""The commands, as every platform offers them: names, options, and who may use them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Suggest = Literal["place", "party", "event", "feed", "follow", "zone"]
"""What an option is completed with."""


class Option(NamedTuple):
    """An option of a command.

    ``kind`` is "text", a whole "number" or a "file"; ``choices`` are all values that it may have. What is typed
    without a name is given to the options in their order, to one that ``takes_rest`` all that is left.
    """

    name: str
    help: str
    kind: Literal["text", "number", "file"] = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    suggest: Suggest | None = None
    takes_rest: bool = False


class Command(NamedTuple):
    """A command; one that ``manages`` is for those who may change what a channel follows and gets."""

    name: str
    help: str
    options: tuple[Option, ...] = ()
    manages: bool = False
    example: str = ""


_SECTION = Option("section", "only this section", choices=("talks", "demands", "strikes", "casualties"))
_PLACE = Option("place", "only what happened in this town, region or country", suggest="place")
_PARTY = Option("party", "only what this party had a part in, by any of its names", suggest="party")
_SINCE = Option("since", "how far back: 24h, 7d, 2025-06-02")

COMMANDS = (
    Command(
        "ask",
        "Ask what is reported: tolls, attacks, demands, talks; mentioning the bot does the same",
        (Option("question", "in plain English", required=True, takes_rest=True),),
        example="how many were killed in Kherson on Monday?",
    ),
    Command(
        "latest",
        "The newest events",
        (_SECTION, _PLACE, _PARTY, _SINCE),
        example="strikes place:Sudan since:7d",
    ),
    Command("digest", "The digest that would be posted here now", (_SINCE,), example="since:24h"),
    Command(
        "event",
        "One event with every report, figure and quote",
        (Option("id", "its id, or the start of it", required=True, suggest="event"),),
        example="cf900d",
    ),
    Command(
        "brief",
        "Brief an article: what it tells, with the sentences that say it",
        (
            Option("article", "its address, or its text", takes_rest=True),
            Option("file", "a text, HTML or JSON file", kind="file"),
        ),
        example="https://example.org/news/1",
    ),
    Command(
        "why",
        "Why an event was, or wasn't, in the last digest here",
        (Option("id", "the event's id, or the start of it", required=True, suggest="event"),),
        example="cf900d",
    ),
    Command(
        "export",
        "All events that may be seen here, as a file",
        (Option("format", "the kind of file", choices=("csv", "json")), _SINCE),
        example="csv since:7d",
    ),
    Command("feeds", "What is followed here, and the health of the feeds"),
    Command(
        "follow",
        "Follow a feed or a topic in this channel; all conditions of one follow must fit",
        (
            Option("feed", "address of a feed: RSS, Atom, RDF or JSON Feed"),
            Option("place", "a town, region or country", suggest="place"),
            Option("party", "a party, by any of its names", suggest="party"),
            Option("section", "a section", choices=_SECTION.choices),
            Option("killed", "at least so many killed", kind="number"),
        ),
        manages=True,
        example="place:Sudan killed:10",
    ),
    Command(
        "unfollow",
        "Stop following something in this channel",
        (Option("what", "its number or address as /feeds shows it, or all", required=True, suggest="follow"),),
        manages=True,
        example="1",
    ),
    Command(
        "schedule",
        "When the digest is posted here",
        (
            Option("action", "what to do", choices=("show", "set", "pause", "resume", "off")),
            Option("times", "times of day: 08:00, 17:30"),
            Option("zone", "time zone: Europe/Kyiv", suggest="zone"),
            Option("days", "days: daily, weekdays, mon,wed"),
            Option("empty", "what is posted where there is nothing to tell", choices=("line", "nothing")),
        ),
        manages=True,
        example="set times:08:00 zone:Europe/Kyiv days:weekdays",
    ),
    Command(
        "quiet",
        "Hours in which nothing unscheduled is posted here",
        (
            Option("hours", "from when to when: 22:00-07:00; or off"),
            Option("zone", "time zone: Europe/Kyiv", suggest="zone"),
        ),
        manages=True,
        example="22:00-07:00 zone:Europe/Kyiv",
    ),
    Command("status", "Version, feeds, digests and store", manages=True),
    Command("help", "What can be asked and done here", (Option("command", "a command"),)),
)
"""Every command, in the order of help; "show" of the schedule and of the quiet hours is for all."""

BY_NAME = {command.name: command for command in COMMANDS}
