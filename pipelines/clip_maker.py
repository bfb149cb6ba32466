"""The thread that makes clips: cut from the ring, stored, and copied without heads.

A clip is asked for when its incident begins and made once its end has been seen. Where
it cannot be, the incident has been told all the same, and ``fault`` says why.
"""

import heapq
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.blurred_clip import write_blurred
from pipelines.coded import CodedUnit
from pipelines.frames import SourceError
from pipelines.proofs import EvidenceError, Proof, addressed
from pipelines.remux import ClipError, write_mp4
from pipelines.retention import NoRoomError, Retention
from pipelines.ring import Ring
from pipelines.trail import HeadTrail
from pipelines.yard_messages import ClipMade
from pipelines.yard_time import YardTime

_log = logging.getLogger(__name__)
_WAIT = 0.25
_SLACK = 0.5
"""Seconds that the last pictures of a clip may take to come."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class ClipJob:
    """A clip from ``begin`` to ``end``, monotonic seconds; the ``last`` lets go."""

    end: float
    begin: float
    incident: str
    camera: str
    last: bool = False
    wanted: bool = True
    """Whether a clip is made at all, or only what was pinned let go."""


@dataclass(frozen=True, slots=True)
class Tape:
    """What clips of one camera are made of."""

    ring: Ring
    trail: HeadTrail


@dataclass(slots=True, kw_only=True)
class ClipMaker:
    """Makes clips one at a time; ``ask`` and ``fault`` are for any thread."""

    tapes: Mapping[str, Tape]
    retention: Retention
    time: YardTime
    tell: Callable[[ClipMade], None]
    fault: str | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _jobs: list[ClipJob] = field(default_factory=list)

    def ask(self, job: ClipJob) -> None:
        """Have a clip made once its end has passed; its beginning is kept for it."""
        ring = self.tapes[job.camera].ring
        ring.pin(job.incident, job.begin)
        with self._lock:
            heapq.heappush(self._jobs, job)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Make clips in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self.run, args=(stop,), name="clips", daemon=True
        )
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Make clips until *stop* is set, and then what there is of the rest."""
        while not stop.wait(_WAIT):
            self.make_due(self.time.clock.monotonic() - _SLACK)
        while (job := self._take(float("inf"))) is not None:
            self._make(job, blur=False)

    def make_due(self, seconds: float) -> None:
        """Make every clip that has ended by monotonic *seconds*."""
        while (job := self._take(seconds)) is not None:
            self._make(job)

    def _take(self, seconds: float) -> ClipJob | None:
        with self._lock:
            due = self._jobs and self._jobs[0].end <= seconds
            return heapq.heappop(self._jobs) if due else None

    def _make(self, job: ClipJob, *, blur: bool = True) -> None:
        tape = self.tapes[job.camera]
        units = tape.ring.cut(job.begin, job.end) if job.wanted else ()
        if job.last:
            tape.ring.unpin(job.incident)
        if not job.wanted:
            return
        try:
            self.tell(self._stored(job, units, blur=blur))
            self.fault = None
        except (NoRoomError, ClipError, EvidenceError, OSError) as error:
            self.fault = f"clips cannot be recorded: {error}"
            _log.error("no clip: incident=%s reason=%s", job.incident, error)
        except Exception:  # noqa: BLE001  # a bug must not end the thread
            self.fault = "clips cannot be recorded: see the log"
            _log.exception("no clip: incident=%s", job.incident)

    def _stored(
        self, job: ClipJob, units: tuple[CodedUnit, ...], *, blur: bool
    ) -> ClipMade:
        """Write the clip and its copy; the copy may fail alone."""
        self.retention.make_room(2 * sum(len(unit.data) for unit in units))
        name = f"{job.incident}-{'whole' if job.last else 'first'}"
        path = self.retention.folder / f"{name}.mp4"
        write_mp4(path, units)
        clip = addressed(path.read_bytes())
        began = units[0].seconds
        copy = self._copied(job, path, began) if blur else None
        at = self.time.clock.utc(began)
        return ClipMade(job.incident, at, clip, copy)

    def _copied(self, job: ClipJob, path: Path, began: float) -> Proof | None:
        tape = self.tapes[job.camera]
        made = path.with_name(f"{path.stem}-blurred.mp4")
        try:
            write_blurred(
                path, made, lambda at, size: tape.trail.heads(began + at, size)
            )
            return addressed(made.read_bytes())
        except (SourceError, ClipError, EvidenceError, OSError) as error:
            _log.error("no blurred clip: incident=%s reason=%s", job.incident, error)
            return None
