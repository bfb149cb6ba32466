"""Threads for what lanes and kiosks ask: few of them, and nobody else's.

The database has one writer, so more threads would only fight over the interpreter: with
forty, a busy gate spent as much time on that as on decisions. And a day's report, drawn
at the same time, takes no thread from a lane.

They are the standard library's own: anyio's, with scopes and limits that nobody here
needs, took an eighth of the event loop's time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar
from weakref import WeakKeyDictionary

_FEW = 4
_POOLS: WeakKeyDictionary[asyncio.AbstractEventLoop, ThreadPoolExecutor] = (
    WeakKeyDictionary()
)
"""The threads of each event loop; they end with it."""
Answer = TypeVar("Answer")


async def at_lanes(work: Callable[[], Answer]) -> Answer:
    """Do *work*, which may wait for the database, in one of the few threads."""
    loop = asyncio.get_running_loop()
    few = _POOLS.get(loop)
    if few is None:
        few = _POOLS[loop] = ThreadPoolExecutor(_FEW, "lanes")
    return await loop.run_in_executor(few, copy_context().run, work)
