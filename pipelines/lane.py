"""The run of one gate lane: one thread that owns the passage and hears from all others.

Camera threads tell it of presence, readers of what they read, the command watch of the
barrier, through one bounded queue. It opens the passage, decides when the readings have
settled, and writes every event to the outbox in order.

A truck that follows before the lane was seen empty gets a passage of its own once the
camera that read the first one's plate has read another for sure. Where neither plate
can be read for sure, both are one passage, whose readings then contradict the
appointment's or each other.
"""

import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.alone import DecidesAlone
from pipelines.clock import Clock
from pipelines.evidence import camera_states, report
from pipelines.grounds import Grounds
from pipelines.health import CameraHealth, CameraState
from pipelines.messages import (
    BarrierHeld,
    BarrierOpened,
    CodeSeen,
    FrameRead,
    Message,
    PresenceChanged,
)
from pipelines.outbox import HEALTH, Outbox, OutboxError, OutboxFullError
from pipelines.passage import (
    CameraViews,
    OpenPassage,
    better,
    followed,
    ready,
    unread,
)
from pipelines.pool import ReadingPool
from pipelines.settings import Timings
from pipelines.trigger import combine, sighted
from vision.order import Heads
from vision.presence import Occupancy
from vision.results import Kind
from vision.truck import Truck, View

_log = logging.getLogger(__name__)
_TICK = 0.1
_RETRY = 1.0
"""Seconds until the outbox is tried again when it could not be written."""

Fuse = Callable[[Mapping[str, View]], Truck]


@dataclass(slots=True, kw_only=True)
class Lane:
    """The lane's state; ``inbox`` may be put to by any thread, the rest is ``run``'s.

    ``reads`` names the reading cameras and what each is asked for, ``heads`` where
    trucks head to in their pictures, where that is known. ``health`` tells how all
    cameras fare. ``alone`` decides while the gate is away, where the lane may.
    """

    inbox: queue.Queue[Message]
    reads: Mapping[str, frozenset[Kind]]
    pool: ReadingPool
    fuse: Fuse
    outbox: Outbox
    health: Callable[[], Sequence[CameraHealth]]
    clock: Clock
    new_id: Callable[[], str]
    timings: Timings
    heads: Mapping[str, Heads] = field(default_factory=dict)
    alone: DecidesAlone | None = None
    _passage: OpenPassage | None = None
    _grounds: Grounds = field(init=False)
    _empty_since: float | None = None
    _seen: dict[str, Occupancy] = field(default_factory=dict)
    _told: tuple[CameraState, ...] = ()
    _health_due: float = 0.0

    def __post_init__(self) -> None:
        self._grounds = Grounds(self.timings.background_every)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Run in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self.run, args=(stop,), name="lane", daemon=True
        )
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Hear and decide until *stop* is set.

        A message that the outbox cannot take is heard again until it can: a passage
        that was not closed on a full disk would swallow the next truck.
        """
        message: Message | None = None
        while not stop.is_set():
            try:
                message = message or self._next()
                if message is not None:
                    self.hear(message)
                message = None
                self.tick()
            except OutboxError as error:
                _log.error("lane held up: %s", error)
                stop.wait(_RETRY)
            except Exception:  # noqa: BLE001  # a bug must not end the lane
                _log.exception("lane failed: message=%s", type(message).__name__)
                message = None
                stop.wait(_TICK)

    def open_passage(self) -> str | None:
        """Return the id of the truck's passage; None for an empty lane. Any thread."""
        passage = self._passage
        return None if passage is None else passage.id

    def hear(self, message: Message) -> None:
        """Take one message in."""
        match message:
            case PresenceChanged():
                self._presence(message)
            case FrameRead():
                self._frame_read(message)
            case CodeSeen():
                data = {"text": message.text, "passage": self.open_passage()}
                self.outbox.append("code.seen", self.clock.utc(message.seconds), data)
                if self.alone is not None:
                    self.alone.hear(message, self.open_passage())
            case BarrierOpened():
                self._barrier_opened(message)
            case BarrierHeld():
                at = self.clock.utc(message.seconds)
                data = {"command": message.command.id, "reason": message.reason}
                self.outbox.append("barrier.held", at, data)

    def tick(self) -> None:
        """Do what is due: report the passage, direct the readers, tell of health."""
        health = self.health()
        now = self.clock.monotonic()
        self._follow(now, health)
        if self._passage is not None:
            self._settle(self._passage, health)
            self.pool.allow(unread(self._passage, self.timings, self._wanted))
        elif self._empty_for(now) >= self.timings.background_after:
            self.pool.allow(self._grounds.due(self.reads, now))
        self._tell_health(health)
        if self.alone is not None:
            self.alone.tick(self._passage, health)

    @property
    def _wanted(self) -> frozenset[Kind]:
        return frozenset[Kind]().union(*self.reads.values())

    def _next(self) -> Message | None:
        try:
            return self.inbox.get(timeout=_TICK)
        except queue.Empty:
            return None

    def _presence(self, message: PresenceChanged) -> None:
        """Open, stop or close the passage as the trigger cameras together say."""
        self._seen[message.camera] = message.occupancy
        occupancy = self._follow(message.seconds, self.health())
        if self._passage is not None and occupancy is Occupancy.STANDING:
            self._passage.rest(message.seconds)
        elif self._passage is not None:
            self._passage.rests.end(message.seconds)

    def _follow(self, seconds: float, health: Sequence[CameraHealth]) -> Occupancy:
        """Have a passage open while, and only while, there is a truck."""
        occupancy = combine(sighted(self._seen, health))
        if occupancy is Occupancy.EMPTY and self._passage is not None:
            self._close(self._passage, seconds)
        elif occupancy is not Occupancy.EMPTY and self._passage is None:
            self._open(seconds)
        if occupancy is not Occupancy.EMPTY or not self._seen:
            self._empty_since = None
        elif self._empty_since is None:
            self._empty_since = seconds
        return occupancy

    def _empty_for(self, seconds: float) -> float:
        """Return how long the lane has been seen empty; negative where it is not."""
        return -1.0 if self._empty_since is None else seconds - self._empty_since

    def _open(self, seconds: float) -> OpenPassage:
        views = {camera: CameraViews() for camera in self.reads}
        passage = OpenPassage(self.new_id(), seconds, views)
        at, data = self.clock.utc(seconds), {"passage": passage.id}
        self.outbox.append("passage.opened", at, data)
        self._passage = passage
        self.pool.begin_passage()
        _log.info("passage opened: passage=%s", passage.id)
        return passage

    def _close(self, passage: OpenPassage, seconds: float) -> None:
        """Report what was read of a truck that never stood, and close."""
        if passage.captured is None and (
            passage.fused.plates or passage.fused.containers
        ):
            self._capture(passage, self.health())
        data = {"passage": passage.id, "through": passage.barrier_opened}
        self.outbox.append("passage.closed", self.clock.utc(seconds), data)
        self._passage = None
        self._grounds.close(seconds, passage.truck.strangers)
        self.pool.allow(frozenset())
        _log.info("passage closed: passage=%s", passage.id)

    def _frame_read(self, message: FrameRead) -> None:
        """Keep a look of the open passage; one that was begun before it is too late."""
        passage = self._passage
        if passage is None:
            self._empty_read(message)
            return
        if message.frame.seconds < passage.opened:
            return
        passage.add(message.frame, message.readings)
        passage.take(self.fuse(self._views(passage)))
        if followed(passage):
            _log.warning("next truck without a gap: passage=%s", passage.id)
            self._close(passage, message.frame.seconds)
            self._open(message.frame.seconds).rest(message.frame.seconds)

    def _views(self, passage: OpenPassage) -> dict[str, View]:
        return {
            camera: View(
                looks=passage.glances(camera),
                before=self._grounds.before(camera, passage.opened),
                heads=self.heads.get(camera),
                wants=wants,
            )
            for camera, wants in self.reads.items()
        }

    def _empty_read(self, message: FrameRead) -> None:
        """Keep a look at the empty lane; the truck may still be in an earlier one."""
        taken = message.frame.seconds
        if self._empty_for(taken) >= self.timings.background_after:
            self._grounds.keep(message.frame.camera, taken, message.readings)
            self.pool.allow(self._grounds.due(self.reads, self.clock.monotonic()))

    def _barrier_opened(self, message: BarrierOpened) -> None:
        if self._passage is not None and self._passage.id == message.command.passage:
            self._passage.barrier_opened = True
        at, data = self.clock.utc(message.seconds), {"command": message.command.id}
        self.outbox.append("barrier.opened", at, data)

    def _settle(self, passage: OpenPassage, health: Sequence[CameraHealth]) -> None:
        live = frozenset(
            each.camera
            for each in health
            if each.camera in self.reads and each.state is CameraState.LIVE
        )
        now = self.clock.monotonic()
        if passage.stopped is None and now - passage.opened >= self.timings.restless:
            passage.rest(now)
        wanted = frozenset(kind for camera in live for kind in self.reads[camera])
        due = ready(passage, now, self.timings, live=live, wanted=wanted)
        if due or better(passage, self.timings):
            self._capture(passage, health)

    def _capture(self, passage: OpenPassage, health: Sequence[CameraHealth]) -> None:
        """Report the passage as it is known now, with its evidence."""
        made = report(passage, health, self.clock)
        at = self.clock.utc(self.clock.monotonic())
        self.outbox.append("passage.captured", at, made.data, made.images)
        passage.captured = passage.truck
        passage.captures += 1
        _log.info("passage captured: passage=%s", passage.id)
        for each in passage.truck.strangers:
            text, why = each.reading.text, each.why
            _log.info("not the truck's: camera=%s text=%s: %s", each.camera, text, why)

    def _tell_health(self, health: Sequence[CameraHealth]) -> None:
        """Report the cameras when one changed its state, and every so often."""
        states = tuple(each.state for each in health)
        now = self.clock.monotonic()
        if states == self._told and now < self._health_due:
            return
        self._told, self._health_due = states, now + self.timings.health_every
        try:
            data = {"cameras": camera_states(health, {})}
            self.outbox.append(HEALTH, self.clock.utc(now), data)
        except OutboxFullError as error:
            _log.warning("health not reported: %s", error)
