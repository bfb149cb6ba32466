"""The gate's clock work: one tick a second, in the thread pool, and its health."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool

_LOG = logging.getLogger(__name__)


class Ticking:
    """Calls *tick* every *every* seconds and remembers when it last went well."""

    def __init__(
        self,
        tick: Callable[[], object],
        monotonic: Callable[[], float],
        every: float = 1.0,
    ) -> None:
        """Prepare; ``running`` starts it."""
        self._tick, self._monotonic, self._every = tick, monotonic, every
        self._last: float | None = None

    @property
    def age(self) -> float | None:
        """Seconds since the last tick that went well; None before the first."""
        return None if self._last is None else self._monotonic() - self._last

    @property
    def live(self) -> bool:
        """Whether a tick went well within the last ten periods."""
        return self.age is not None and self.age < 10 * self._every

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick until the block ends; a tick under way is waited for."""
        task = asyncio.create_task(self._forever())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _forever(self) -> None:
        while True:
            try:
                await run_in_threadpool(self._tick)
                self._last = self._monotonic()
            except Exception:  # noqa: BLE001 - must outlive a locked database
                _LOG.exception("tick failed")
            await asyncio.sleep(self._every)
