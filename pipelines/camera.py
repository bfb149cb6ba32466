"""FrameSource over a GStreamer app sink: one life of one pipeline.

The sink keeps the newest frame. While the reader waits for it, it looks at the bus, so
that a dead camera is reported at once. Stopping a pipeline whose camera is gone can
block inside a plugin: it runs in a thread of its own, which is left behind, and
counted, when it does not finish in time.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any, Self

from pipelines.addresses import Address, Scheme
from pipelines.clock import Clock
from pipelines.coded import Hear, listen
from pipelines.frames import Drop, Frame, SourceError
from pipelines.gst import Libraries, libraries
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions, launch_line, prefer_hardware
from pipelines.samples import to_picture

_log = logging.getLogger(__name__)
_POLL = 0.05
_STOP_TIME = 1.0
_NO_PICTURE = "no picture in it"
_UNLINKED = "reason not-linked"
"""What GStreamer says of a file whose streams are none of the kind asked for."""


def done_within(seconds: float, act: Callable[[], object]) -> bool:
    """Run *act* in a thread of its own; False when it is left behind, still running."""
    thread = threading.Thread(target=act, daemon=True, name="stop-camera")
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


class GstSource:
    """A camera, file or test picture. Use as a context manager, once."""

    def __init__(
        self,
        address: Address,
        *,
        monitor: CameraMonitor,
        clock: Clock,
        options: SourceOptions,
        hear: Hear | None = None,
    ) -> None:
        """Keep what is needed to start; nothing is opened before entering.

        *hear* is given every coded H.264 or H.265 picture, in another thread.
        """
        self._address, self._options, self._hear = address, options, hear
        self._monitor, self._clock = monitor, clock
        self._pipeline: Any = None
        self._began = 0.0
        self._pulled = self._superseded = 0

    def __enter__(self) -> Self:
        """Start the pipeline; raises SourceError when it cannot."""
        gst = self._libraries.gst
        prefer_hardware(gst)
        try:
            self._pipeline = gst.parse_launch(launch_line(self._address, self._options))
        except self._libraries.glib.Error as error:
            raise SourceError(self._say(error.message)) from error
        self._set_address()
        if self._hear is not None:
            listen(self._pipeline, self._zero, self._hear)
        self._began = self._clock.monotonic()
        if self._pipeline.set_state(gst.State.PLAYING) == gst.StateChangeReturn.FAILURE:
            fault = self._fault() or "cannot be started"
            self.__exit__()
            raise SourceError(self._say(fault))
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the pipeline, or leave it behind after a second."""
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is None:
            return
        null = self._libraries.gst.State.NULL
        if not done_within(_STOP_TIME, lambda: pipeline.set_state(null)):
            self._monitor.abandoned()
            _log.error("camera left behind: camera=%s", self._monitor.camera)

    def frames(self, stop: threading.Event | None = None) -> Iterator[Frame]:
        """Yield frames until the end of a file, or until *stop* is set.

        Raises SourceError on a fault, when no usable frame comes in time, and when a
        live camera ends.
        """
        sink = self._pipeline.get_by_name("frames")
        patience = self._options.start_timeout
        last = self._clock.monotonic()
        while stop is None or not stop.is_set():
            sample = sink.try_pull_sample(int(_POLL * self._libraries.gst.SECOND))
            frame = None if sample is None else self._to_frame(sample, sink)
            if frame is not None:
                yield frame
                last, patience = self._clock.monotonic(), self._options.timeout
            elif (fault := self._fault()) is not None:
                raise SourceError(self._say(fault))
            elif sink.is_eos():
                return self._end()
            elif self._clock.monotonic() - last >= patience:
                raise SourceError(self._say(f"no frame in {patience:g} s"))
        return None

    @property
    def _libraries(self) -> Libraries:
        return libraries()

    def _set_address(self) -> None:
        """Give the source element its address as a property, never as launch text."""
        origin = self._pipeline.get_by_name("origin")
        match self._address.scheme:
            case Scheme.RTSP | Scheme.RTSPS:
                origin.set_property("location", self._address.url)
            case Scheme.USB:
                origin.set_property("device", str(self._address.path))
            case Scheme.TEST:
                pattern = dict(self._address.options).get("pattern", "smpte")
                self._libraries.gst.util_set_object_arg(origin, "pattern", pattern)
            case _:
                origin.set_property("location", str(self._address.path))

    def _end(self) -> None:
        if self._address.scheme.live:
            raise SourceError(self._say("the camera ended its stream"))
        if not self._pulled:
            raise SourceError(self._say(_NO_PICTURE))

    def _fault(self) -> str | None:
        """Return the pipeline's error, if it posted one."""
        gst = self._libraries.gst
        message = self._pipeline.get_bus().pop_filtered(gst.MessageType.ERROR)
        if message is None:
            return None
        error, details = message.parse_error()
        return _NO_PICTURE if _UNLINKED in str(details) else str(error.message)

    def _to_frame(self, sample: Any, sink: Any) -> Frame | None:  # noqa: ANN401  # untyped binding
        """Copy the picture, or count why it is not used."""
        self._pulled += 1
        self._count_superseded(sink)
        buffer = sample.get_buffer()
        age = self._age(sample)
        if buffer.has_flags(self._libraries.gst.BufferFlags.CORRUPTED):
            self._monitor.dropped(Drop.CORRUPT)
            return None
        if self._address.scheme.live and age > self._options.stale:
            self._monitor.dropped(Drop.STALE)
            return None
        if self._address.scheme.live:
            seconds = self._clock.monotonic() - age
        else:
            seconds = self._began + self._running_time(sample)
        return Frame(
            camera=self._monitor.camera,
            at=self._clock.utc(seconds),
            seconds=seconds,
            picture=to_picture(sample, self._libraries),
        )

    def _count_superseded(self, sink: Any) -> None:  # noqa: ANN401  # untyped binding
        """Count frames that the sink took and neither gave away nor still holds."""
        rendered = int(sink.get_property("stats").get_value("rendered"))
        lost = rendered - self._pulled - 2 - self._superseded
        if lost > 0:
            self._superseded += lost
            self._monitor.dropped(Drop.SUPERSEDED, lost)

    def _say(self, fault: str) -> str:
        camera, shown = self._monitor.camera, self._address.shown
        place = shown if camera == shown else f"camera {camera} ({shown})"
        return f"{place}: {fault}"

    def _running_time(self, sample: Any) -> float:  # noqa: ANN401  # untyped binding
        """Seconds of the pipeline's time at which the frame was taken."""
        gst = self._libraries.gst
        pts = sample.get_buffer().pts
        if pts == gst.CLOCK_TIME_NONE:
            return 0.0
        time = sample.get_segment().to_running_time(gst.Format.TIME, pts)
        return 0.0 if time == gst.CLOCK_TIME_NONE else float(time) / gst.SECOND

    def _age(self, sample: Any) -> float:  # noqa: ANN401  # untyped binding
        """Seconds since a live frame arrived at this machine."""
        return max(0.0, self._running_now() - self._running_time(sample))

    def _running_now(self) -> float:
        """Seconds of the pipeline's time by now; 0 while it has no clock."""
        pipeline = self._pipeline
        clock = None if pipeline is None else pipeline.get_clock()
        if clock is None:
            return 0.0
        past = clock.get_time() - pipeline.get_base_time()
        return float(past / self._libraries.gst.SECOND)

    def _zero(self) -> float:
        """Monotonic seconds at which the pipeline's time began."""
        if not self._address.scheme.live:
            return self._began
        return self._clock.monotonic() - self._running_now()
