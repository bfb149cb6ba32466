"""Tells those who watch lanes and yards, or the whole chain, that something changed."""

from collections.abc import Callable, Collection
from logging import getLogger
from threading import Lock

from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName

_log = getLogger(__name__)
Watched = LaneName | YardName


class LaneFeed:
    """Callbacks by lane or yard, from any thread to any number of watchers."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._watchers: dict[int, Callable[[Watched], None]] = {}
        self._next = 0

    def subscribe(self, callback: Callable[[Watched], None]) -> Callable[[], None]:
        """Call *callback* after every change, until the returned function is called."""
        with self._lock:
            number = self._next
            self._next += 1
            self._watchers[number] = callback
        return lambda: self._unsubscribe(number)

    def changed(self, what: Collection[Watched]) -> None:
        """Tell every watcher; one that fails is logged, the others are still told.

        The change is committed by now: a watcher's failure must not undo it.
        """
        with self._lock:
            watchers = tuple(self._watchers.values())
        for each in sorted(what):
            for watcher in watchers:
                try:
                    watcher(each)
                except Exception:  # noqa: BLE001 - the change is committed
                    _log.exception("a watcher of %s failed", each)

    def _unsubscribe(self, number: int) -> None:
        with self._lock:
            self._watchers.pop(number, None)


class Bell:
    """Rung after each commit that made the audit chain longer, whatever it is about."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: dict[int, Callable[[], None]] = {}
        self._next = 0

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* after each, until the returned function is called.

        It runs on the thread that committed, and must return at once.
        """
        with self._lock:
            number = self._next
            self._next += 1
            self._listeners[number] = callback
        return lambda: self._leave(number)

    def ring(self) -> None:
        """Tell every listener; one that fails is logged, the others are still told."""
        with self._lock:
            listeners = tuple(self._listeners.values())
        for listener in listeners:
            try:
                listener()
            except Exception:  # noqa: BLE001 - the change is committed
                _log.exception("a listener to the audit chain failed")

    def _leave(self, number: int) -> None:
        with self._lock:
            self._listeners.pop(number, None)
