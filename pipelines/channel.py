"""A clip channel: pictures encoded before, pushed to every listener in real time.

One thread, the ``Player``, serves all channels on a schedule of the monotonic clock, so
that a late picture does not delay those after it. A picture's timestamp is its place in
the schedule: nothing drifts. A listener that joins gets the clip from its beginning in
a burst, so that it need not wait for the next key picture.
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

_BURST_STEP = 1_000_000
"""Nanoseconds between the timestamps of pictures that are sent at once."""


@dataclass(slots=True)
class _Listener:
    """The app source of one shared media of the RTSP server."""

    source: Any
    last: int | None = None
    """Timestamp of the picture pushed last; None before the first."""

    def push(self, clip: Clip, index: int, due: int) -> bool:
        """Hand on picture *index* of *clip*; False when the media is gone.

        A media that has just begun gets the clip from its key picture on, in a burst
        that its decoder catches up with at once.
        """
        base = self.source.get_base_time()
        if base <= 0:
            return True
        units = clip[index : index + 1] if self.last is not None else clip[: index + 1]
        begin = due - base - (len(units) - 1) * _BURST_STEP
        return all(
            self._push_one(unit, begin + place * _BURST_STEP)
            for place, unit in enumerate(units)
        )

    def _push_one(self, unit: AccessUnit, pts: int) -> bool:
        gst = libraries().gst
        self.last = pts = max(pts, 0 if self.last is None else self.last + _BURST_STEP)
        buffer = gst.Buffer.new_wrapped(unit.data)
        buffer.pts = buffer.dts = pts
        if not unit.is_key:
            buffer.set_flags(gst.BufferFlags.DELTA_UNIT)
        return bool(self.source.push_buffer(buffer) == gst.FlowReturn.OK)


class Channel:
    """Plays one clip after another, for ever; ``play`` says which comes next."""

    def __init__(self, idle: Clip, fps: int) -> None:
        """Play *idle* over and over until told otherwise."""
        self.period = 1_000_000_000 // fps
        self._lock = threading.Lock()
        self._clip, self._then, self._index = idle, idle, -1
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
        """Push to an app source from now on; returns what ends it."""
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
            self._advance()
            clip, index = self._clip, self._index
            listeners = tuple(self._listeners)
        gone = [x for x in listeners if not x.push(clip, index, due)]
        with self._lock:
            self._listeners = [x for x in self._listeners if x not in gone]

    def _advance(self) -> None:
        """Go to the next picture, of the next clip when this one is over."""
        self._index += 1
        if self._index >= len(self._clip):
            self._clip, self._then = self._next or (self._then, self._then)
            self._next, self._index = None, 0


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
