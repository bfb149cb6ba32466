"""From a GStreamer sample to a picture: one copy, strides honoured."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import SourceError
from pipelines.gst import Libraries
from vision.yuv import Picture


def to_picture(sample: Any, libraries: Libraries) -> Picture:  # noqa: ANN401  # untyped binding
    """Copy the planes of an I420 or NV12 *sample* out of its buffer.

    Raises SourceError when the buffer cannot be read or is shorter than it says.
    """
    gst, video = libraries.gst, libraries.video
    info = video.VideoInfo.new_from_caps(sample.get_caps())
    buffer = sample.get_buffer()
    meta = video.buffer_get_video_meta(buffer)
    strides, offsets = (
        (info.stride, info.offset) if meta is None else (meta.stride, meta.offset)
    )
    readable, mapped = buffer.map(gst.MapFlags.READ)
    if not readable:
        message = "a frame's memory cannot be read"
        raise SourceError(message)
    try:
        data = np.frombuffer(mapped.data, np.uint8)
        return _planes(data, info, strides, offsets)
    finally:
        buffer.unmap(mapped)


def _planes(
    data: NDArray[np.uint8],
    info: Any,  # noqa: ANN401  # untyped binding
    strides: list[int],
    offsets: list[int],
) -> Picture:
    half_high, half_wide = (info.height + 1) // 2, (info.width + 1) // 2

    def plane(index: int, height: int, width: int) -> NDArray[np.uint8]:
        start, stride = offsets[index], strides[index]
        rows = data[start : start + stride * (height - 1) + width]
        if rows.size < stride * (height - 1) + width:
            message = "a frame is shorter than its format says"
            raise SourceError(message)
        shape, steps = (height, width), (stride, 1)
        return np.lib.stride_tricks.as_strided(rows, shape, steps).copy()

    luma = plane(0, info.height, info.width)
    if info.finfo.name == "NV12":
        both = plane(1, half_high, 2 * half_wide)
        return Picture(luma, (both.reshape(half_high, half_wide, 2),))
    return Picture(
        luma, (plane(1, half_high, half_wide), plane(2, half_high, half_wide))
    )
