"""The coded stream of a camera, listened to where it goes into its decoder.

Nothing is added to the pipeline: a probe on the decoder's input copies every coded
picture, in GStreamer's streaming thread. Whatever decodes, and by which way the stream
came there, what is heard is what the camera sent.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.gst import libraries

_log = logging.getLogger(__name__)
_STORED = ("video/x-h264", "video/x-h265")
"""Codecs that an MP4 is made of without coding them anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedUnit:
    """One coded picture.

    ``shown`` and ``decoded`` are monotonic nanoseconds: when it is to be seen, which
    is when its frame was taken, and when it is to be decoded. ``caps`` describe the
    stream, in GStreamer's words. A ``key`` one needs no other.
    """

    data: bytes
    caps: str
    shown: int
    decoded: int
    key: bool

    @property
    def seconds(self) -> float:
        """Monotonic seconds at which its frame was taken."""
        return self.shown / 1e9


Hear = Callable[[CodedUnit], None]


def listen(pipeline: Any, began: Callable[[], float], hear: Hear) -> None:  # noqa: ANN401  # untyped binding
    """Let *hear* have every H.264 or H.265 picture that *pipeline* will decode.

    *began* tells the monotonic seconds of the pipeline's running time 0; it is asked
    once, at the first picture. To be called before the pipeline plays.
    """
    probe = _Probe(began, hear)

    def added(_pipeline: object, _inner: object, element: Any) -> None:  # noqa: ANN401  # untyped binding
        factory = element.get_factory()
        kind = factory.get_metadata("klass") if factory is not None else ""
        if "Decoder" in kind and "Video" in kind:
            pad = element.get_static_pad("sink")
            pad.add_probe(libraries().gst.PadProbeType.BUFFER, probe)

    pipeline.connect("deep-element-added", added)


@dataclass(slots=True)
class _Probe:
    began: Callable[[], float]
    hear: Hear
    _offset: int | None = None
    """Nanoseconds from running time to monotonic time; None before the first."""

    def __call__(self, pad: Any, info: Any) -> Any:  # noqa: ANN401  # untyped binding
        """Hand on one picture; a fault of ours never reaches the decoder."""
        try:
            unit = self._unit(pad, info.get_buffer())
            if unit is not None:
                self.hear(unit)
        except Exception:  # noqa: BLE001  # the camera goes on without its recording
            _log.exception("coded picture not kept")
        return libraries().gst.PadProbeReturn.OK

    def _unit(self, pad: Any, buffer: Any) -> CodedUnit | None:  # noqa: ANN401  # untyped binding
        gst, caps = libraries().gst, pad.get_current_caps()
        segment = pad.get_sticky_event(gst.EventType.SEGMENT, 0)
        if caps is None or segment is None or buffer.pts == gst.CLOCK_TIME_NONE:
            return None
        if caps.get_structure(0).get_name() not in _STORED:
            return None
        if self._offset is None:
            self._offset = round(self.began() * gst.SECOND)
        sign, running = segment.parse_segment().to_running_time_full(
            gst.Format.TIME, buffer.pts
        )
        shown = self._offset + sign * running
        ahead = 0 if buffer.dts == gst.CLOCK_TIME_NONE else buffer.pts - buffer.dts
        return CodedUnit(
            data=buffer.extract_dup(0, buffer.get_size()),
            caps=caps.to_string(),
            shown=shown,
            decoded=shown - ahead,
            key=not buffer.has_flags(gst.BufferFlags.DELTA_UNIT),
        )
