"""What a worker process measures of itself; apart, as a worker imports no more than this."""

from __future__ import annotations

import os
import resource
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.extract.parse import load_model

if TYPE_CHECKING:
    from collections.abc import Callable


class Called(NamedTuple):
    """What a call in a worker gave, what it cost, and what the worker has cost: by now, and to start."""

    given: Any
    seconds: float
    process: int
    used: float
    start: float
    memory: float


def timed(function: Callable[..., object], *args: object, **kwargs: object) -> Called:
    """Call ``function`` in a worker."""
    start = _start()
    begun = time.process_time()
    given = function(*args, **kwargs)
    used = time.process_time()
    return Called(given, used - begun, os.getpid(), used, start, memory())


@cache
def _start() -> float:
    """Seconds until a worker can brief, measured at its first call."""
    load_model()
    return time.process_time()


def memory() -> float:
    """The most that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
