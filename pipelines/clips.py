"""Clips: pictures encoded once as H.264, written to and read from files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.frames import SourceError
from pipelines.gst import libraries

_H264 = "video/x-h264,stream-format=byte-stream,alignment=au"
_WHOLE = 100_000
"""Pictures: more than any clip has."""
_PATIENCE = 20
"""Seconds in which one picture must be encoded or read."""


class AccessUnit(NamedTuple):
    """One coded picture in byte-stream form; a key one brings its SPS and PPS."""

    data: bytes
    is_key: bool


def load_clip(path: Path) -> tuple[AccessUnit, ...]:
    """Read the pictures of an .mp4 or .h264 file, without decoding them.

    Raises SourceError when the file is missing, damaged, without H.264, or does not
    begin with a key picture.
    """
    gst = libraries().gst
    pipeline = gst.parse_launch(
        "filesrc name=origin ! parsebin ! h264parse config-interval=-1 "
        f"! {_H264} ! appsink name=units sync=false max-buffers=8"
    )
    pipeline.get_by_name("origin").set_property("location", str(path))
    pipeline.set_state(gst.State.PLAYING)
    try:
        units = tuple(_units(pipeline, path))
    finally:
        pipeline.set_state(gst.State.NULL)
    if not units or not units[0].is_key:
        message = f"{path}: no clip that begins with a key picture"
        raise SourceError(message)
    return units


def write_clip(
    path: Path,
    frames: Iterable[NDArray[np.uint8]],
    fps: int,
    *,
    key_every: int | None = None,
) -> None:
    """Encode (H, W, 3) BGR *frames* of one even size to an .mp4 or .h264 file.

    One key picture at the start and, where *key_every* says so, one after every so
    many pictures; no B pictures: they come out in the order they go in. Raises
    SourceError when there are no frames, their sizes differ or the file cannot be
    written.
    """
    gst = libraries().gst
    pending = iter(frames)
    first = next(pending, None)
    if first is None:
        message = f"{path}: a clip needs at least one frame"
        raise SourceError(message)
    pipeline = gst.parse_launch(_encoder(path, first.shape, fps, key_every or _WHOLE))
    pipeline.get_by_name("file").set_property("location", str(path))
    pipeline.set_state(gst.State.PLAYING)
    try:
        _feed(pipeline, path, _chain(first, pending), fps)
    finally:
        pipeline.set_state(gst.State.NULL)


def _encoder(path: Path, shape: tuple[int, ...], fps: int, keys: int) -> str:
    height, width = shape[:2]
    if height % 2 or width % 2:
        message = f"{path}: the sides of a clip are even, not {width}x{height}"
        raise SourceError(message)
    muxer = "mp4mux" if path.suffix == ".mp4" else "identity"
    stream = "video/x-h264,stream-format=avc" if path.suffix == ".mp4" else _H264
    return (
        "appsrc name=origin format=time block=true max-buffers=4 caps=video/x-raw,"
        f"format=I420,width={width},height={height},framerate={fps}/1 "
        "! x264enc speed-preset=veryfast pass=quant quantizer=21 bframes=0 "
        f"key-int-max={keys} rc-lookahead=0 sync-lookahead=0 sliced-threads=false "
        "threads=2 option-string=scenecut=0 ! video/x-h264,profile=main "
        f"! h264parse config-interval=-1 ! {stream} ! {muxer} ! filesink name=file"
    )


def _feed(
    pipeline: Any,  # noqa: ANN401  # untyped binding
    path: Path,
    frames: Iterator[NDArray[np.uint8]],
    fps: int,
) -> None:
    """Push every frame, then wait until the file is complete."""
    gst = libraries().gst
    origin, shape = pipeline.get_by_name("origin"), None
    for index, frame in enumerate(frames):
        shape = shape or frame.shape
        if frame.shape != shape:
            message = f"{path}: frame {index} is {frame.shape}, the first {shape}"
            raise SourceError(message)
        flat = cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420)
        buffer = gst.Buffer.new_wrapped(flat.tobytes())
        buffer.pts, buffer.duration = index * gst.SECOND // fps, gst.SECOND // fps
        if origin.push_buffer(buffer) != gst.FlowReturn.OK:
            break
    origin.end_of_stream()
    ends = gst.MessageType.EOS | gst.MessageType.ERROR
    _refuse_fault(
        pipeline.get_bus().timed_pop_filtered(_PATIENCE * gst.SECOND, ends), path
    )


def _units(pipeline: Any, path: Path) -> Iterator[AccessUnit]:  # noqa: ANN401  # untyped binding
    gst = libraries().gst
    sink, bus = pipeline.get_by_name("units"), pipeline.get_bus()
    while not sink.is_eos():
        sample = sink.try_pull_sample(gst.SECOND // 10)
        if sample is not None:
            buffer = sample.get_buffer()
            delta = buffer.has_flags(gst.BufferFlags.DELTA_UNIT)
            yield AccessUnit(buffer.extract_dup(0, buffer.get_size()), not delta)
        elif (fault := bus.pop_filtered(gst.MessageType.ERROR)) is not None:
            _refuse_fault(fault, path)


def _refuse_fault(message: Any, path: Path) -> None:  # noqa: ANN401  # untyped binding
    gst = libraries().gst
    if message is None or message.type == gst.MessageType.ERROR:
        fault = "timed out" if message is None else message.parse_error()[0].message
        text = f"{path}: {fault}"
        raise SourceError(text)


def _chain(
    first: NDArray[np.uint8], rest: Iterator[NDArray[np.uint8]]
) -> Iterator[NDArray[np.uint8]]:
    yield first
    yield from rest
