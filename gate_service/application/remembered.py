"""Keys that were just recognised: lanes and kiosks ask many times a second."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gate_service.domain.callers import Caller

_FOR = timedelta(seconds=1)
_MOST = 10_000


@dataclass(slots=True)
class Remembered:
    """Who a digest belongs to, for one second from its last look-up.

    A key revoked here is forgotten at once; one revoked by another process that
    shares the database is still honoured for that second.
    """

    _known: dict[str, tuple[Caller, datetime]] = field(default_factory=dict)

    def caller(self, digest: str, now: datetime) -> Caller | None:
        """Give the owner; None where it has to be looked up."""
        caller, since = self._known.get(digest, (None, now))
        return caller if timedelta(0) <= now - since < _FOR else None

    def remember(self, digest: str, caller: Caller, now: datetime) -> None:
        """Keep what was looked up at *now*."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[digest] = caller, now

    def forget(self) -> None:
        """Look everything up again."""
        self._known.clear()
