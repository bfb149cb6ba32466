"""Whether the gate service is reached: noted at every call, asked by the lane."""

import threading
from dataclasses import dataclass, field

from pipelines.clock import Clock


@dataclass(slots=True)
class LinkWatch:
    """How long the gate has been away. Any thread.

    A gate that answers, be it with a refusal, is there: a lane whose key was revoked
    must not decide alone. Only no answer, or a proxy's that nobody answers behind it,
    counts as away.
    """

    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _away: float | None = None
    _reached: bool = False

    def note(self, reached: bool) -> None:
        """Take in how a call went."""
        with self._lock:
            self._reached = reached
            if reached:
                self._away = None
            elif self._away is None:
                self._away = self.clock.monotonic()

    @property
    def reached(self) -> bool:
        """Whether the last call was answered; false before the first."""
        with self._lock:
            return self._reached

    @property
    def away_since(self) -> float | None:
        """When the first call failed since the last answer; monotonic seconds."""
        with self._lock:
            return self._away
