"""Threads for what kiosks and lanes ask: one each, and nobody else's.

The database has one writer and Python one interpreter, so more threads would only fight
over both: with four, a busy gate answered a driver three times as late. A kiosk's does
not wait for what lanes tell, since a driver stands in front of it; and a day's report,
drawn at the same time, takes a thread from neither.

They are the standard library's own: anyio's, with scopes and limits that nobody here
needs, took an eighth of the event loop's time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

Answer = TypeVar("Answer")


def _alone(name: str) -> Executor:
    return ThreadPoolExecutor(1, name)


@dataclass(frozen=True, slots=True)
class _Threads:
    kiosks: Executor = field(default_factory=lambda: _alone("kiosks"))
    lanes: Executor = field(default_factory=lambda: _alone("lanes"))


_OF_LOOPS: WeakKeyDictionary[asyncio.AbstractEventLoop, _Threads] = WeakKeyDictionary()
"""They end with their event loop."""


async def at_kiosks(work: Callable[[], Answer]) -> Answer:
    """Do *work*, which may wait for the database, for a driver who waits."""
    return await _done(_here().kiosks, work)


async def at_lanes(work: Callable[[], Answer]) -> Answer:
    """Do *work*, which may wait for the database, for a lane."""
    return await _done(_here().lanes, work)


def _here() -> _Threads:
    loop = asyncio.get_running_loop()
    if loop not in _OF_LOOPS:
        _OF_LOOPS[loop] = _Threads()
    return _OF_LOOPS[loop]


async def _done(thread: Executor, work: Callable[[], Answer]) -> Answer:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(thread, copy_context().run, work)
