"""A clip channel: pictures encoded before, pushed to every listener in real time.

One thread, the ``Player``, serves all channels on a schedule of the monotonic clock, so
that a late picture does not delay those after it. A picture's timestamp is its place in
the schedule: nothing drifts. A listener that joins waits for the next key picture.
"""

import heapq
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from pipelines.clips import AccessUnit
from pipelines.gst import libraries

_log = logging.getLogger(__name__)

Clip = tuple[AccessUnit, ...]


@dataclass(slots=True)
class _Listener:
    """The app source of one shared media of the RTSP server."""

    source: Any
    started: bool = False

    def push(self, unit: AccessUnit, due: int, duration: int) -> bool:
        """Hand on one picture; False when the media is gone."""
        gst = libraries().gst
        base = self.source.get_base_time()
        self.started = self.started or (unit.is_key and base > 0)
        if not self.started:
            return True
        buffer = gst.Buffer.new_wrapped(unit.data)
        buffer.pts = buffer.dts = max(0, due - base)
        buffer.duration = duration
        if not unit.is_key:
            buffer.set_flags(gst.BufferFlags.DELTA_UNIT)
        return bool(self.source.push_buffer(buffer) == gst.FlowReturn.OK)


class Channel:
    """Plays one clip after another, for ever; ``play`` says which comes next."""

    def __init__(self, idle: Clip, fps: int) -> None:
        """Play *idle* over and over until told otherwise."""
        self.period = 1_000_000_000 // fps
        self._lock = threading.Lock()
        self._clip, self._then, self._index = idle, idle, 0
        self._next: tuple[Clip, Clip] | None = None
        self._listeners: list[_Listener] = []

    def play(self, clip: Clip, then: Clip | None = None, *, now: bool = False) -> None:
        """Play *clip* once the current one has ended, or *now*, and *then* after it.

        Without *then* the clip itself is repeated.
        """
        with self._lock:
            self._next = (clip, clip if then is None else then)
            if now:
                self._index = len(self._clip)

    def join(self, source: Any) -> Callable[[], None]:  # noqa: ANN401  # untyped binding
        """Push to an app source from the next key picture on; returns what ends it."""
        listener = _Listener(source)
        with self._lock:
            self._listeners.append(listener)

        def leave() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return leave

    @property
    def playing(self) -> Clip:
        """The clip whose picture was sent last."""
        return self._clip

    def tick(self, due: int) -> None:
        """Send the next picture, whose time is *due* in monotonic nanoseconds."""
        with self._lock:
            unit = self._advance()
            listeners = tuple(self._listeners)
        gone = [x for x in listeners if not x.push(unit, due, self.period)]
        with self._lock:
            self._listeners = [x for x in self._listeners if x not in gone]

    def _advance(self) -> AccessUnit:
        if self._index >= len(self._clip):
            self._clip, self._then = self._next or (self._then, self._then)
            self._next, self._index = None, 0
        unit = self._clip[self._index]
        self._index += 1
        return unit


@dataclass(slots=True)
class Player:
    """The thread that ticks every channel; entering starts it, leaving ends it."""

    channels: tuple[Channel, ...]
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Start playing."""
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop playing."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(2.0)

    def _run(self) -> None:
        began = time.monotonic_ns()
        due = [
            (began + index * channel.period // max(1, len(self.channels)), index)
            for index, channel in enumerate(self.channels)
        ]
        heapq.heapify(due)
        while due:
            at, index = due[0]
            if self._stop.wait(max(0.0, (at - time.monotonic_ns()) / 1e9)):
                return
            self.channels[index].tick(at)
            heapq.heapreplace(due, (at + self.channels[index].period, index))
