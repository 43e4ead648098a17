"""Processes that do what costs CPU, so that parsing uses every core and a crash of one loses nothing."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from briefings.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class Workers:
    """A pool of processes, each started when first needed; an async context manager."""

    def __init__(self, count: int) -> None:
        """Plan for at most ``count`` processes."""
        self._count = count
        self._alone = asyncio.Lock()
        self._pool: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        """Be ready; no process is started yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the processes; what is queued is dropped, what runs is waited for."""
        self._drop(self._pool)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Give ``function(*args, **kwargs)`` of a worker; the function and its values must be picklable.

        When a worker dies, every call that the pool holds fails with it. Each is then tried once more, one at a
        time, so that only the call that kills its worker fails again.

        Raises:
            WorkerError: the process that ran it died twice, as when the system ran out of memory.
            Exception: whatever ``function`` raises.
        """
        try:
            return await self._submit(function, *args, **kwargs)
        except BrokenProcessPool:
            async with self._alone:
                try:
                    return await self._submit(function, *args, **kwargs)
                except BrokenProcessPool as error:
                    raise WorkerError("the process that read it died (out of memory?)") from error

    async def _submit(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        pool = self._pool
        if pool is None:
            spawn = multiprocessing.get_context("spawn")  # a fork would copy the loop's threads and locks
            pool = self._pool = ProcessPoolExecutor(self._count, mp_context=spawn, initializer=_start)
        try:
            return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))
        except BrokenProcessPool:
            if self._pool is pool:  # the first of its calls to learn of it
                self._pool = None
                self._drop(pool)
            raise

    @staticmethod
    def _drop(pool: ProcessPoolExecutor | None) -> None:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _start() -> None:
    """Prepare a worker: an interrupt is its parent's to handle, and it ends when its parent is killed.

    What libraries remark on an article is nobody's to read; what matters comes back as an error.
    """
    logging.captureWarnings(capture=True)
    logging.getLogger().addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
