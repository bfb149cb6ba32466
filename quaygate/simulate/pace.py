"""The day's clock: it runs at most so fast, and waits for lanes that are behind."""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quaygate.simulate.steered import SteeredClock

_LONGEST = timedelta(minutes=4)
"""A truck's stop takes no longer than this by the simulated clock."""
_STEP = 0.01  # seconds between two turns of the clock
_USUAL, _FASTEST = 200.0, 4000.0  # simulated seconds a second
_MANY = 2000
"""Trucks of a day that is gone through at the usual speed."""


def speed_for(visits: int) -> float:
    """Give the speed at which a day of fewer trucks is as busy, up to a limit."""
    return min(_FASTEST, _USUAL * max(1.0, _MANY / visits))


@dataclass(slots=True)
class Pace:
    """Turns *clock* at most *speed* simulated seconds a second."""

    clock: SteeredClock
    speed: float
    _under_way: dict[int, datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def began(self, number: int) -> None:
        """Note that a truck is on its way to a lane or in it."""
        with self._lock:
            self._under_way[number] = self.clock()

    def ended(self, number: int) -> None:
        """Note that it has left the lane."""
        with self._lock:
            self._under_way.pop(number, None)

    def step(self, towards: datetime) -> None:
        """Wait one step, and turn the clock as far as it may go."""
        time.sleep(_STEP)
        with self._lock:
            oldest = min(self._under_way.values(), default=towards)
        may = min(towards, oldest + _LONGEST)
        self.clock.turn_to(
            min(may, self.clock() + timedelta(seconds=_STEP * self.speed))
        )
