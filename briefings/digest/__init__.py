"""Events + what a channel was already told → what it is to be told now; pure."""

from briefings.digest.make import make_digest, window_after
from briefings.digest.records import (
    Digest,
    Entry,
    Group,
    Posted,
    Reason,
    Traits,
    Update,
    Verdict,
    Window,
)
from briefings.digest.why import why

__all__ = [
    "Digest",
    "Entry",
    "Group",
    "Posted",
    "Reason",
    "Traits",
    "Update",
    "Verdict",
    "Window",
    "make_digest",
    "why",
    "window_after",
]
