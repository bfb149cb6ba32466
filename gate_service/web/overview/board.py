"""The newest overview, reckoned once for all who look at it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from gate_service.application.look_over import LookOver
from gate_service.domain.overview import Overview

FRESH = 2.0
"""Seconds that lanes and queues are shown for, at least."""
SUMMED = 5.0
"""Seconds that the figures of hours are, at least."""
_SHARE = 50  # of the time, at most one part goes into sums


@dataclass(slots=True)
class _Kept:
    overview: Overview
    until: float
    sums_until: float


@dataclass
class Board:
    """Any number of viewers and scrapers, from any thread, cost as much as one.

    Sums over a day take a tenth of a second on a small machine, and over a week a
    second: they are taken anew less often than the lanes are looked at.
    """

    look: LookOver
    monotonic: Callable[[], float] = time.monotonic
    _lock: Lock = field(default_factory=Lock)
    _kept: dict[int, _Kept] = field(default_factory=dict)

    def newest(self, hours: int = 24) -> Overview:
        """Give an overview whose lanes are two seconds old at most."""
        with self._lock:
            kept, now = self._kept.get(hours), self.monotonic()
            if kept is None or now >= kept.sums_until:
                kept = self._kept[hours] = self._summed(hours, now)
            elif now >= kept.until:
                kept.overview = self.look(hours, kept.overview.figures)
                kept.until = now + FRESH
            return kept.overview

    def _summed(self, hours: int, began: float) -> _Kept:
        overview = self.look(hours)
        ended = self.monotonic()
        pause = max(SUMMED, _SHARE * (ended - began))
        return _Kept(overview, ended + FRESH, ended + pause)
