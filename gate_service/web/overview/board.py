"""The newest overview, reckoned once for all who look at it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from gate_service.application.look_over import LookOver
from gate_service.domain.overview import Overview

FRESH = 2.0
"""Seconds that an overview is shown for, at least."""
_SHARE = 20  # of the time, at most one part goes into reckoning


@dataclass(frozen=True, slots=True)
class _Kept:
    overview: Overview
    until: float


@dataclass
class Board:
    """Any number of viewers and scrapers, from any thread, cost as much as one."""

    look: LookOver
    monotonic: Callable[[], float] = time.monotonic
    _lock: Lock = field(default_factory=Lock)
    _kept: dict[int, _Kept] = field(default_factory=dict)

    def newest(self, hours: int = 24) -> Overview:
        """Give an overview that is a few seconds old at most.

        One that took long to reckon is kept for longer.
        """
        with self._lock:
            kept = self._kept.get(hours)
            began = self.monotonic()
            if kept is None or began >= kept.until:
                overview = self.look(hours)
                ended = self.monotonic()
                pause = max(FRESH, _SHARE * (ended - began))
                kept = self._kept[hours] = _Kept(overview, ended + pause)
            return kept.overview
