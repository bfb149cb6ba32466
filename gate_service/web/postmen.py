"""The postmen at work: a thread for each subscriber, woken by every commit.

One that waits for a slow receiver keeps nobody else waiting: not the gate, and no
other subscriber. Their chief looks about once a second for subscribers that are new.
"""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Lock, Thread

from starlette.concurrency import run_in_threadpool

from gate_service.application.postman import IDLE, Postman
from gate_service.application.telling import Telling
from gate_service.domain.telling import SubscriberId

_LOG = logging.getLogger(__name__)
_GATHER = 0.025
"""Seconds between rounds: what is committed meanwhile goes along."""

_PATIENCE = 10.0
"""Seconds for a round under way when the gate stops."""


class Postmen:
    """Everybody who tells somebody, while the gate runs."""

    def __init__(self, telling: Telling) -> None:
        """Hire nobody yet."""
        self._telling = telling
        self._working: dict[SubscriberId, _Round] = {}
        self._lock = Lock()
        self._ends, self._look = Event(), Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tell until the block ends; rounds under way are waited for."""
        self._ends.clear()
        chief = Thread(target=self._supervise, name="postmen", daemon=True)
        unlisten = self._telling.listen(self._wake)
        chief.start()
        try:
            yield
        finally:
            unlisten()
            self._ends.set()
            self._look.set()
            await run_in_threadpool(chief.join, _PATIENCE)
            await run_in_threadpool(self._end)

    def _wake(self) -> None:
        """Wake everybody, on the thread that committed."""
        with self._lock:
            for each in self._working.values():
                each.wake.set()
        self._look.set()

    def _supervise(self) -> None:
        while not self._ends.is_set():
            try:
                self._hire()
            except Exception:  # noqa: BLE001 - must outlive a locked database
                _LOG.exception("cannot look for subscribers")
            self._look.wait(IDLE)
            self._ends.wait(IDLE / 4)
            self._look.clear()

    def _hire(self) -> None:
        wanted = self._telling.subscribers()
        with self._lock:
            gone = [i for i, w in self._working.items() if not w.thread.is_alive()]
            for each in gone:
                del self._working[each]
            for each in wanted - self._working.keys():
                self._working[each] = _Round(self._telling.postman(each))

    def _end(self) -> None:
        with self._lock:
            working, self._working = tuple(self._working.values()), {}
        for each in working:
            each.stop()
        until = time.monotonic() + _PATIENCE
        for each in working:
            each.thread.join(max(0.0, until - time.monotonic()))


class _Round:
    """One postman and his thread, which has begun."""

    def __init__(self, postman: Postman) -> None:
        self.wake, self._ends = Event(), Event()
        self._postman = postman
        self.thread = Thread(target=self._run, name="postman", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End after the round under way."""
        self._ends.set()
        self.wake.set()

    def _run(self) -> None:
        while not self._ends.is_set():
            self.wake.clear()
            rest = self._round()
            if rest is None:
                return
            if rest > 0:
                self.wake.wait(rest)
            self._ends.wait(_GATHER)
        try:
            self._postman.finish()
        except Exception:  # noqa: BLE001 - what is not written is told again
            _LOG.exception("a postman could not write down where he stands")

    def _round(self) -> float | None:
        try:
            return self._postman.round()
        except Exception:  # noqa: BLE001 - must outlive a locked database
            _LOG.exception("a postman's round failed")
            return IDLE
