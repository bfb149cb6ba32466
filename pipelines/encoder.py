"""Frames -> H.264, for cameras that send none: small, slow and cheap.

One pipeline of its own, fed by the camera's thread. Pictures are made smaller before
they are coded; the coded ones come back when the next frame is given.
"""

from collections.abc import Iterator
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.coded import CodedUnit
from pipelines.frames import Frame
from pipelines.gst import libraries
from vision.yuv import Picture

_WIDEST = 960
_RATE = 10
_LINE = (
    "appsrc name=origin format=time max-buffers=8 {full} caps=video/x-raw,"
    "format=I420,width={width},height={height},framerate={rate}/1 "
    "! x264enc speed-preset=veryfast "
    "tune=zerolatency pass=quant quantizer=25 key-int-max={keys} threads=1 "
    "! video/x-h264,profile=main ! h264parse "
    "! video/x-h264,stream-format=avc,alignment=au "
    "! appsink name=units sync=false max-buffers=0"
)


class FrameEncoder:
    """Codes the frames of one size; leave it, or ``close`` it, to be rid of it."""

    def __init__(
        self, size: tuple[int, int], *, rate: int = _RATE, wait: bool = False
    ) -> None:
        """Start coding pictures of *size*, at most *rate* a second.

        One that cannot be coded in time is left out, or waited for.
        """
        gst = libraries().gst
        self._size, self._rate = _coded_size(size), rate
        width, height = self._size
        self._pipeline: Any = gst.parse_launch(
            _LINE.format(
                width=width,
                height=height,
                rate=rate,
                keys=2 * rate,
                full="block=true" if wait else "leaky-type=upstream",
            )
        )
        self._origin = self._pipeline.get_by_name("origin")
        self._sink = self._pipeline.get_by_name("units")
        self._zero: int | None = None
        self._last = -(10**18)
        self._pipeline.set_state(gst.State.PLAYING)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop coding."""
        self.close()

    def close(self) -> None:
        """Stop coding; what is not yet coded is lost."""
        self._pipeline.set_state(libraries().gst.State.NULL)

    def see(self, frame: Frame) -> Iterator[CodedUnit]:
        """Take a frame in, unless it comes too soon; give what has been coded."""
        taken = round(frame.seconds * 1e9)
        if taken - self._last >= 900_000_000 // self._rate:
            self._push(frame.picture, taken)
        yield from self._ready(0)

    def finish(self) -> Iterator[CodedUnit]:
        """Give what has not been given yet, and take no more."""
        self._origin.end_of_stream()
        while not self._sink.is_eos():
            yield from self._ready(libraries().gst.SECOND // 10)

    def _push(self, picture: Picture, taken: int) -> None:
        self._last = taken
        self._zero = taken if self._zero is None else self._zero
        buffer = libraries().gst.Buffer.new_wrapped(_flat(picture, self._size))
        buffer.pts = buffer.dts = taken - self._zero
        self._origin.push_buffer(buffer)

    def _ready(self, patience: int) -> Iterator[CodedUnit]:
        gst = libraries().gst
        while (sample := self._sink.try_pull_sample(patience)) is not None:
            buffer, zero = sample.get_buffer(), self._zero or 0
            running = sample.get_segment().to_running_time(gst.Format.TIME, buffer.pts)
            yield CodedUnit(
                data=buffer.extract_dup(0, buffer.get_size()),
                caps=sample.get_caps().to_string(),
                shown=zero + running,
                decoded=zero + running,
                key=not buffer.has_flags(gst.BufferFlags.DELTA_UNIT),
            )


def _coded_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the width, a multiple of eight, and the even height to code."""
    width, height = size
    by = min(1.0, _WIDEST / width)
    return max(8, round(width * by / 8) * 8), max(2, round(height * by / 2) * 2)


def _flat(picture: Picture, size: tuple[int, int]) -> bytes:
    """Return the I420 bytes of *picture* at *size*; rows need no padding there."""
    width, height = size
    half = (width // 2, height // 2)
    chroma: list[NDArray[np.uint8]] = [
        np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)
        for plane in picture.chroma
    ]
    if len(chroma) == 1:
        chroma = [chroma[0][..., 0], chroma[0][..., 1]]
    luma = cv2.resize(picture.luma, size, interpolation=cv2.INTER_AREA)
    return b"".join(np.ascontiguousarray(p).tobytes() for p in (luma, *chroma))
