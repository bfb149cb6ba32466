"""Tells those who watch lanes that something changed."""

from collections.abc import Callable, Collection
from logging import getLogger
from threading import Lock

from gate_service.domain.visits import LaneName

_log = getLogger(__name__)


class LaneFeed:
    """Callbacks by lane change, from any thread to any number of watchers."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._watchers: dict[int, Callable[[LaneName], None]] = {}
        self._next = 0

    def subscribe(self, callback: Callable[[LaneName], None]) -> Callable[[], None]:
        """Call *callback* after every change, until the returned function is called."""
        with self._lock:
            number = self._next
            self._next += 1
            self._watchers[number] = callback
        return lambda: self._unsubscribe(number)

    def changed(self, lanes: Collection[LaneName]) -> None:
        """Tell every watcher; one that fails is logged, the others are still told.

        The change is committed by now: a watcher's failure must not undo it.
        """
        with self._lock:
            watchers = tuple(self._watchers.values())
        for lane in sorted(lanes):
            for watcher in watchers:
                try:
                    watcher(lane)
                except Exception:  # noqa: BLE001 - the change is committed
                    _log.exception("a watcher of lane %s failed", lane)

    def _unsubscribe(self, number: int) -> None:
        with self._lock:
            self._watchers.pop(number, None)
