"""The look at one camera of a yard: frames in, changes of incidents out.

A thread of its own takes the newest frame so many times a second, more often while
anybody is there: that is when a step into a zone is to be told soon. The looks of all
cameras share a few places, so that many cameras do not ask for more than there is.
What could not be looked at is not empty: two seconds of it make the zones unknown.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import Frame
from pipelines.newest import NewestFrame
from pipelines.trail import HeadTrail, PresenceGrid
from pipelines.yard_messages import Changed
from pipelines.yard_stills import Stills, stills
from pipelines.yard_time import YardTime
from vision.incidents import Change, ChangeKind
from vision.lens import Lens, LensWatch
from vision.scene import Scene
from vision.tracking import Tracker
from vision.yard import Look, YardWatch
from vision.yuv import shrink
from vision.zone_board import ZoneState

_log = logging.getLogger(__name__)
_WAIT = 0.1
_BLIND = 2.0
"""Seconds without a look, after which nothing is known of the zones."""
_TOLD = 10.0
"""Seconds until looks that fail again and again are logged again."""

See = Callable[[NDArray[np.uint8]], Scene]
"""The next (H, W, 3) BGR picture of one camera -> its scene. Raises where it fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the last look told; ``fault`` says why there is none."""

    lens: Lens = Lens.CLEAR
    zones: tuple[ZoneState, ...] = ()
    fault: str | None = None
    picture: NDArray[np.uint8] | None = None
    """BGR (H, W, 3) of the last look that worked."""
    scene: Scene = field(default_factory=Scene)
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class YardEye:
    """Watches one camera; ``put`` is for the camera's thread, the rest is ``run``'s.

    ``view`` may be read by any thread, and so may ``trail`` and ``presence``.
    """

    newest: NewestFrame
    looks: float
    looks_busy: float
    """Looks a second while anybody is seen."""
    see: See
    tracker: Tracker
    watch: YardWatch
    time: YardTime
    places: threading.Semaphore
    tell: Callable[[Changed], None]
    trail: HeadTrail = field(default_factory=HeadTrail)
    presence: PresenceGrid = field(default_factory=PresenceGrid)
    view: View = field(default_factory=View)
    _lens: LensWatch = field(default_factory=LensWatch)
    _arrived: threading.Event = field(default_factory=threading.Event)
    _size: tuple[int, int] | None = None
    _looked: float = 0.0
    _blind_told: float = 0.0
    _logged: float = -_TOLD

    @property
    def camera(self) -> str:
        """The camera's name."""
        return self.newest.monitor.camera

    def put(self, frame: Frame) -> None:
        """Let the next look be at *frame*."""
        self.newest.put(frame)
        self._arrived.set()

    def start(self, stop: threading.Event) -> threading.Thread:
        """Watch in a thread until *stop* is set."""
        name = f"look-{self.camera}"
        thread = threading.Thread(target=self.run, args=(stop,), name=name, daemon=True)
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Watch until *stop* is set, then close what is still open."""
        clock = self.time.clock
        due = self._looked = clock.monotonic()
        self._tell(self.watch.blind(self.time.at(due)))
        self.view = View(zones=self.watch.states())
        while not stop.is_set():
            stop.wait(max(0.0, due - clock.monotonic()))
            frame = self._next()
            if frame is not None:
                began = clock.monotonic()
                self.look(frame)
                due = max(due, began - self.pause) + self.pause
            self._heed()
        self._tell(self.watch.end(self.time.at(clock.monotonic())))

    @property
    def pause(self) -> float:
        """Seconds from this look to the next: fewer while anybody is seen."""
        rate = self.looks_busy if self.view.scene.people else self.looks
        return 1.0 / rate

    def look(self, frame: Frame) -> None:
        """Look at *frame*; a look that fails changes nothing but the view's fault."""
        try:
            self._look(frame)
        except Exception as error:  # noqa: BLE001  # whatever it was, it could not look
            self._failed(error)

    def _look(self, frame: Frame) -> None:
        at = self.time.at(frame.seconds)
        lens = self._lens_of(frame).look(shrink(frame.luma), at)
        with self.places:
            bgr = frame.bgr()
            scene = self.see(bgr)
        changes = self.watch.look(self._watched(frame, scene, lens))
        self._looked = self._blind_told = self.time.clock.monotonic()
        self.trail.add(frame.seconds, (p.box for p in scene.people), frame.size)
        self.presence.add(at, (present.feet for present in self.watch.people()))
        self.view = View(
            lens=lens,
            zones=self.watch.states(),
            picture=bgr,
            scene=scene,
            seconds=frame.seconds,
        )
        self._tell(changes, self._stills(bgr, scene, changes))

    def _lens_of(self, frame: Frame) -> LensWatch:
        """Return what watches the lens; a camera that changes its size is a new one."""
        if self._size not in (None, frame.size):
            self._lens = LensWatch()
        self._size = frame.size
        return self._lens

    def heed_silence(self) -> None:
        """Tell the watch, once a second, that nothing could be looked at for long."""
        now = self.time.clock.monotonic()
        patience = max(_BLIND, 1.5 / self.looks)
        if now - self._looked < patience or now - self._blind_told < 1.0:
            return
        self._blind_told = now
        changes = self.watch.blind(self.time.at(now))
        view = self.view
        self.view = View(
            lens=view.lens, zones=self.watch.states(), fault=view.fault, scene=Scene()
        )
        self._tell(changes)

    def _heed(self) -> None:
        try:
            self.heed_silence()
        except Exception as error:  # noqa: BLE001  # a bug must not end the thread
            self._failed(error)

    def _next(self) -> Frame | None:
        """Take the newest frame; wait a little where there is none."""
        frame = self.newest.take()
        if frame is None and self._arrived.wait(_WAIT):
            frame = self.newest.take()
        self._arrived.clear()
        return frame

    def _watched(self, frame: Frame, scene: Scene, lens: Lens) -> Look:
        at = self.time.at(frame.seconds)
        return Look(
            at=at,
            local=self.time.local(at),
            size=frame.size,
            tracked=self.tracker.update(scene.people, scene.vehicles, at),
            lens=lens,
        )

    def _stills(
        self, bgr: NDArray[np.uint8], scene: Scene, changes: tuple[Change, ...]
    ) -> dict[int, Stills]:
        return {
            change.incident.number: stills(
                bgr, scene, change.incident, self.watch.rules
            )
            for change in changes
            if change.kind is ChangeKind.OPENED
        }

    def _tell(
        self, changes: tuple[Change, ...], made: dict[int, Stills] | None = None
    ) -> None:
        if changes:
            self.tell(Changed(self.camera, changes, made or {}))

    def _failed(self, error: Exception) -> None:
        """Keep why; log it with its trace, but not five times a second."""
        view, now = self.view, self.time.clock.monotonic()
        fault = f"camera {self.camera} cannot be looked at: {error}"
        self.view = View(lens=view.lens, zones=view.zones, fault=fault)
        if now - self._logged >= _TOLD:
            self._logged = now
            _log.error("look failed: camera=%s", self.camera, exc_info=error)
