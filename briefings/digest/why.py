"""Why an event was or wasn't in the last digest of a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.digest.follows import unmet
from briefings.digest.records import Reason, Traits
from briefings.wording import listed, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.channels import Told
    from briefings.digest.records import Digest, Posted, Update, Verdict
    from briefings.events import Event

_FORECAST: dict[Verdict, str] = {
    "new": "The next one would tell it as new.",
    "update": "The next one would tell it as an update.",
}
_NOTHING_KNOWN = Traits()


def why(  # noqa: PLR0913 - each from another place
    event: Event,
    last: Posted | None,
    following: Digest,
    told: Told | None,
    traits: Traits = _NOTHING_KNOWN,
    *,
    asked: str | None = None,
) -> Reason:
    """Why the event was or wasn't in the ``last`` digest; without one, what ``following`` does with it.

    ``following`` is what the channel would be told now, ``told`` what it was last told of the event, ``asked`` the id
    or the start of one by which somebody asks.
    """
    coming = following.posted(following.window.until)
    digest = last or coming
    merged = asked if asked and not event.id.startswith(asked) else None
    ids = {event.id, merged}
    verdict, updates = _found(digest, ids)
    if verdict == "outside" and told and last and told.at == digest.window.until:
        verdict = "new"  # it had an id of which nobody asks
    conditions = tuple(unmet(event, follow, traits) for follow in digest.follows) if verdict == "unfollowed" else ()
    sentences = [f"{merged} is now part of {event.id}." if merged else "", _sentence(verdict, last, digest)]
    if verdict == "update":
        sentences.append(f"News was: {'; '.join(map(_moved, updates))}.")
    if verdict == "unchanged" and told:
        sentences.append(f"It was told {moment(told.at)}.")
    if conditions:
        sentences.append(f"It doesn't fit: {_followed(conditions)}.")
    if last and verdict not in _FORECAST:
        sentences.append(_FORECAST.get(_found(coming, ids)[0], ""))
    return Reason(
        event=event.id,
        verdict=verdict,
        text=" ".join(filter(None, sentences)),
        posted=last.at if last else None,
        told=told.at if told else None,
        updates=updates,
        unmet=conditions,
        asked=merged,
    )


def _found(digest: Posted, ids: set[str | None]) -> tuple[Verdict, tuple[Update, ...]]:
    """What a digest did with the event of these ids, and what it told as news of it."""
    for each in sorted(filter(None, ids)):
        if each in digest.told:
            return ("update" if digest.told[each] else "new"), digest.told[each]
        if each in digest.passed:
            return digest.passed[each], ()
    return "outside", ()


def _sentence(verdict: Verdict, last: Posted | None, digest: Posted) -> str:
    which = f"The digest of {moment(last.at)}" if last else "No digest was posted here yet; the next one"
    does = "had" if last else "would have"
    window = f"from {moment(digest.window.start)} to {moment(digest.window.until)}"
    return {
        "new": f"{which} {does} it as new.",
        "update": f"{which} {does} it as an update.",
        "unchanged": f"{which} {does} nothing of it, as it had been told and nothing had changed since.",
        "unfollowed": f"{which} {does} nothing of it, as it fits nothing that is followed here.",
        "outside": f"{which} {does} nothing of it, as no report {window} tells of it.",
    }[verdict]


def _followed(conditions: Sequence[tuple[str, ...]]) -> str:
    """The conditions that it doesn't fit, of each follow."""
    return "; nor ".join(dict.fromkeys(listed(each) for each in conditions))


def _moved(update: Update) -> str:
    return (
        f"{update.name.replace('_', ' ')} {update.before} → {update.after}"
        if update.before
        else (f"{update.name.replace('_', ' ')} {update.after}")
    )
