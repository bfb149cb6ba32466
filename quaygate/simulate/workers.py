"""The threads of the day: one a lane, and the desks where trucks are declared."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from quaygate.simulate.journey import Journey
from quaygate.simulate.lanes import SimulatedLane
from quaygate.simulate.line import RefusedError
from quaygate.simulate.parties import Parties
from quaygate.simulate.stops import Noted, Stop, StopError


class Task(StrEnum):
    """What is due of a truck."""

    DECLARE = "declare"
    DRIVE_IN = "in"
    DRIVE_OUT = "out"


@dataclass(slots=True)
class Worker:
    """One thread with lines of its own; *lane* None is a desk.

    ``done`` is called after each task, with whether the truck drove through.
    """

    parties: Parties
    lane: SimulatedLane | None
    forged: str
    done: Callable[[Task, Journey, bool], None]
    noted: Noted = field(default_factory=Noted)
    tasks: "queue.SimpleQueue[tuple[Task, Journey] | None]" = field(
        default_factory=queue.SimpleQueue
    )
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work."""
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Work off what waits, and end."""
        self.tasks.put(None)
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while (task := self.tasks.get()) is not None:
            what, journey = task
            through = False
            try:
                through = self._do(what, journey)
            except (RefusedError, StopError, OSError, KeyError, ValueError) as error:
                journey.failed = f"{what}: {type(error).__name__}: {error}"
                self._clear_lane()
            self.done(what, journey, through)

    def _do(self, what: Task, journey: Journey) -> bool:
        if self.lane is None:
            journey.declare(self.parties)
            return False
        stop = Stop(
            lane=self.lane,
            parties=self.parties,
            journey=journey,
            noted=self.noted,
            out=what is Task.DRIVE_OUT,
            forged=self.forged,
        )
        through = stop.run()
        journey.visit = stop.visit
        return through

    def _clear_lane(self) -> None:
        """Hang up; the next truck's drive-in supersedes whatever stands there."""
        if self.lane is not None:
            self.lane.line.close()
            self.lane.kiosk.close()
