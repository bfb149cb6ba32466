"""Threads for what lanes and kiosks ask: few of them, and nobody else's.

The database has one writer, so more threads would only fight over the interpreter: with
forty, a busy gate spent as much time on that as on decisions. And a day's report, drawn
at the same time, takes no thread from a lane.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

_FEW = 4
_LIMITER: RunVar[CapacityLimiter] = RunVar("lane_threads")
Answer = TypeVar("Answer")


async def at_lanes(work: Callable[[], Answer]) -> Answer:
    """Do *work*, which may wait for the database, in one of the few threads."""
    try:
        few = _LIMITER.get()
    except LookupError:
        few = CapacityLimiter(_FEW)
        _LIMITER.set(few)
    return await to_thread.run_sync(work, limiter=few)
