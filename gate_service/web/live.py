"""Who follows which lane or yard: threads wake the streams of the event loop.

The gate calls ``Hub.changed`` from whatever thread committed a change. One marked
spot carries it into the loop; everything else here runs in the loop alone.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName

Watched = LaneName | YardName
"""What changes: a site has no lane and yard of one name."""


class Hub:
    """The streams that are open, by lane and yard. Holds no thread and no queue."""

    def __init__(self) -> None:
        """Start without followers, outside any loop."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._followers: dict[Watched, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def listening(
        self, subscribe: Callable[[Callable[[Watched], None]], Callable[[], None]]
    ) -> Iterator[None]:
        """Be subscribed, in the running loop, until the block ends; then close."""
        self._loop = asyncio.get_running_loop()
        self.closed = False
        unsubscribe = subscribe(self.changed)
        try:
            yield
        finally:
            unsubscribe()
            self.close()

    def changed(self, what: Watched) -> None:
        """Say, from any thread, that *what* changed; nobody follows it: nothing to do.

        Who begins to follow looks after that, and so sees what was committed before.
        """
        if self._loop is None or what not in self._followers:
            return
        with suppress(RuntimeError):  # the loop has ended: nobody is left to wake
            self._loop.call_soon_threadsafe(self._wake, what)  # the one crossing

    def _wake(self, what: Watched) -> None:
        for follower in self._followers.get(what, ()):
            follower.set()

    @contextmanager
    def following(self, *what: Watched) -> Iterator[asyncio.Event]:
        """Yield an event that is set on each change of any, and at the close."""
        follower = asyncio.Event()
        for each in what:
            self._followers[each].add(follower)
        try:
            yield follower
        finally:
            for each in what:
                self._followers[each].discard(follower)
                if not self._followers[each]:
                    del self._followers[each]

    def close(self) -> None:
        """End every stream, so that the server can stop at once."""
        self.closed = True
        for followers in self._followers.values():
            for follower in followers:
                follower.set()
