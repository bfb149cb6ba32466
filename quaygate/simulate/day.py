"""A day at the gate: trucks come by a seeded schedule, and lanes work them off.

One thread turns the clock and hands out what is due; each lane and two desks have a
thread of their own. A truck that has driven in is due again when its stay is over.
"""

import heapq
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from gate_service.domain.callers import Role
from quaygate.simulate.exits import EXITS
from quaygate.simulate.house import House
from quaygate.simulate.journey import Journey
from quaygate.simulate.kinds import Exit, Kind
from quaygate.simulate.kinds_measured import MEASURED
from quaygate.simulate.kinds_ordered import ORDERED
from quaygate.simulate.kinds_read import READ
from quaygate.simulate.kinds_refused import REFUSED
from quaygate.simulate.lanes import SimulatedLane
from quaygate.simulate.pace import Pace
from quaygate.simulate.parties import Parties
from quaygate.simulate.workers import Task, Worker

KINDS = (*READ, *REFUSED, *ORDERED, *MEASURED)
HAULIERS = ("harbour-haul", "polder-trans", "quay-freight")
WAYS_IN = ("in-1", "in-2", "in-3", "in-4", "shut")
WAYS_OUT = ("out-1", "out-2")
_DESKS = 2
_AHEAD = timedelta(hours=3)
_WAITING = 2  # trucks at every lane, beyond which the clock creeps
_CREEPS = timedelta(seconds=1)  # between two trucks of a lane, time passes
_OPENS, _RUSH = 6, (60, 90, 100, 100, 100, 90, 80, 90, 100, 100, 90, 80, 60, 40)
"""The first hour, and how many of the trucks come in each, as weights."""


def schedule(
    midnight: datetime, visits: int, dice: random.Random
) -> list[tuple[datetime, Kind, Exit]]:
    """Draw who comes when: each kind as often as its share says, once at least."""
    hours = dice.choices(range(_OPENS, _OPENS + len(_RUSH)), _RUSH, k=visits)
    times = sorted(
        midnight + timedelta(hours=hour, seconds=dice.uniform(0, 3600))
        for hour in hours
    )
    total = sum(kind.share for kind in KINDS)
    kinds = [k for k in KINDS for _ in range(max(1, round(visits * k.share / total)))]
    dice.shuffle(kinds)
    kinds = (kinds + dice.choices(KINDS[:1], k=visits))[:visits]
    exits = dice.choices(EXITS, [each.share for each in EXITS], k=visits)
    return list(zip(times, kinds, exits, strict=True))


@dataclass(slots=True)
class Day:
    """One day of *journeys* at *house*."""

    house: House
    pace: Pace
    journeys: Sequence[Journey]
    forged: str
    workers: dict[str, Worker] = field(default_factory=dict)
    finished: int = 0
    _due: list[tuple[datetime, int, Task, Journey]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _out: int = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """Work the whole day off; *progress* is told how many stays are over."""
        for each in self.journeys:
            self._plan(each.arrives - _AHEAD, Task.DECLARE, each)
            self._plan(each.arrives, Task.DRIVE_IN, each)
        self._hire()
        while (due := self._next()) is not None:
            self._hand_out(*due)
            progress(self.finished)
        for worker in self.workers.values():
            worker.finish()
        progress(self.finished)

    def _hire(self) -> None:
        for name in (*WAYS_IN, *WAYS_OUT):
            lane = SimulatedLane(
                name,
                self.house.line(Role.LANE, name),
                self.house.line(Role.KIOSK, name),
                self.pace.clock,
            )
            self.workers[name] = self._worker(HAULIERS[0], lane)
        for haulier in HAULIERS:
            self.workers[haulier] = self._worker(haulier, None)
        for worker in self.workers.values():
            worker.start()

    def _worker(self, haulier: str, lane: SimulatedLane | None) -> Worker:
        parties = Parties.of(self.house, haulier)
        return Worker(parties, lane, self.forged, self._done)

    def _plan(self, at: datetime, what: Task, journey: Journey) -> None:
        with self._lock:
            heapq.heappush(self._due, (at, next(self._order), what, journey))

    def _next(self) -> tuple[Task, Journey] | None:
        """Turn the clock until something is due; None when the day is over."""
        while True:
            now = self.pace.clock()
            with self._lock:
                if not self._due and not self._out:
                    return None
                at = self._due[0][0] if self._due else now
                if self._due and at <= now:
                    _, _, what, journey = heapq.heappop(self._due)
                    self._out += 1
                    return what, journey
            self.house.backstage.check()
            self.pace.step(at)

    def _hand_out(self, what: Task, journey: Journey) -> None:
        """Put it before its haulier's desk, or into the shortest queue at a lane."""
        if what is Task.DECLARE:
            self.workers[journey.haulier].tasks.put((what, journey))
            return
        self.pace.began(journey.number)
        self._lane_for(what, journey).tasks.put((what, journey))

    def _lane_for(self, what: Task, journey: Journey) -> Worker:
        if what is Task.DRIVE_IN and journey.kind.lane is not None:
            return self.workers[journey.kind.lane]
        names: Sequence[str] = WAYS_OUT if what is Task.DRIVE_OUT else WAYS_IN[:-1]
        if what is Task.DRIVE_IN and "lane" in journey.kind.declared:
            names = (str(journey.kind.declared["lane"]),)
        while True:
            found = min((self.workers[n] for n in names), key=lambda w: w.tasks.qsize())
            if found.tasks.qsize() <= _WAITING:
                return found
            self.pace.step(self.pace.clock() + _CREEPS)

    def _done(self, what: Task, journey: Journey, through: bool) -> None:
        if what is not Task.DECLARE:
            self.pace.ended(journey.number)
        if what is Task.DRIVE_IN and through:
            at = self.pace.clock() + journey.stays
            self._plan(at, Task.DRIVE_OUT, journey)
        elif what is not Task.DECLARE:
            self.finished += 1
        with self._lock:
            self._out -= 1
