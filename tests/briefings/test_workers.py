import asyncio
import operator
import os
import signal
import subprocess
import sys

import pytest

from briefings.errors import WorkerError
from briefings.workers import Workers


async def test_work_is_done_in_other_processes() -> None:
    async with Workers(2) as workers:
        assert await workers.run(operator.add, 2, 3) == 5
        assert await workers.run(os.getpid) != os.getpid()


async def test_an_error_of_the_work_is_the_callers() -> None:
    async with Workers(1) as workers:
        with pytest.raises(ZeroDivisionError):
            await workers.run(operator.truediv, 1, 0)
        assert await workers.run(operator.add, 2, 3) == 5


async def test_a_call_that_kills_its_worker_fails_alone() -> None:
    async with Workers(2) as workers:
        calls = [workers.run(operator.add, i, i) for i in range(20)]
        deadly = workers.run(signal.raise_signal, signal.SIGKILL)
        *sums, last = await asyncio.gather(*calls, deadly, return_exceptions=True)
        assert sums == [2 * i for i in range(20)]
        assert isinstance(last, WorkerError)
        assert await workers.run(operator.add, 2, 3) == 5


def test_workers_end_when_their_parent_is_killed() -> None:
    program = (
        "import asyncio, os, signal, sys\n"
        "from briefings.workers import Workers\n"
        "async def main():\n"
        "    async with Workers(1) as workers:\n"
        "        print(await workers.run(os.getpid), flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        "    asyncio.run(main())\n"
    )
    # Standard output is shared with the worker, so this waits for the worker's end, too, or times out.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.strip().isdecimal()
