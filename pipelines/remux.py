"""Coded pictures -> an MP4 file, byte for byte as they came: nothing is coded anew."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.coded import CodedUnit
from pipelines.gst import libraries

_PATIENCE = 20
"""Seconds in which a file must be written."""


class ClipError(Exception):
    """A clip that cannot be made or written; the message says why."""


def write_mp4(path: Path, units: Sequence[CodedUnit]) -> None:
    """Write *units*, of one coding and beginning with a key picture, as an MP4.

    Its index comes first, so that it plays while it is loaded. Raises ClipError where
    there is nothing to write or the disk does not take it; no file is left then.
    """
    if not units:
        message = "no picture of that time was kept"
        raise ClipError(message)
    spare = path.with_suffix(".tmp")
    try:
        _mux(path, spare, units)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        spare.unlink(missing_ok=True)


def _mux(path: Path, spare: Path, units: Sequence[CodedUnit]) -> None:
    gst = libraries().gst
    parser = "h265parse" if units[0].caps.startswith("video/x-h265") else "h264parse"
    pipeline = gst.parse_launch(
        f"appsrc name=origin format=time ! {parser} ! mp4mux name=muxer faststart=true "
        "! filesink name=file"
    )
    pipeline.get_by_name("muxer").set_property("faststart-file", str(spare))
    pipeline.get_by_name("file").set_property("location", str(path))
    origin = pipeline.get_by_name("origin")
    origin.set_property("caps", gst.Caps.from_string(units[0].caps))
    pipeline.set_state(gst.State.PLAYING)
    try:
        _push(origin, units)
        _wait(pipeline.get_bus(), path)
    finally:
        pipeline.set_state(gst.State.NULL)


def _push(origin: Any, units: Sequence[CodedUnit]) -> None:  # noqa: ANN401  # untyped binding
    gst = libraries().gst
    first = min(unit.decoded for unit in units)
    for unit in units:
        buffer = gst.Buffer.new_wrapped(unit.data)
        buffer.pts, buffer.dts = unit.shown - first, unit.decoded - first
        if not unit.key:
            buffer.set_flags(gst.BufferFlags.DELTA_UNIT)
        if origin.push_buffer(buffer) != gst.FlowReturn.OK:
            return
    origin.end_of_stream()


def _wait(bus: Any, path: Path) -> None:  # noqa: ANN401  # untyped binding
    gst = libraries().gst
    ends = gst.MessageType.EOS | gst.MessageType.ERROR
    message = bus.timed_pop_filtered(_PATIENCE * gst.SECOND, ends)
    if message is None or message.type == gst.MessageType.ERROR:
        fault = "timed out" if message is None else message.parse_error()[0].message
        text = f"{path.name}: {fault}"
        raise ClipError(text)
