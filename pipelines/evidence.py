"""A passage as the wire wants it: readings, cameras, and images that show why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.clock import Clock
from pipelines.frames import Frame
from pipelines.health import CameraHealth, CameraState
from pipelines.jpeg import encode_jpeg
from pipelines.outbox import rfc3339
from pipelines.passage import CameraViews, OpenPassage, found
from pipelines.proofs import Proof, addressed
from vision.load import Load
from vision.results import Box, ContainerReading, PlateReading, Readings

_MARGIN = 0.15
"""Part of a crop's size that is shown around it."""


@dataclass(frozen=True, slots=True)
class Report:
    """The data of ``passage.captured`` and the images that it names."""

    data: dict[str, Any]
    images: tuple[Proof, ...]


def report(
    passage: OpenPassage, health: Sequence[CameraHealth], clock: Clock
) -> Report:
    """Put the passage together as it is known now; encodes the images."""
    fused, views, load = passage.fused, passage.views, passage.truck.load
    shown = [
        item for camera in sorted(views) for item in _images_of(views[camera], fused)
    ]
    stopped = passage.stopped
    data: dict[str, Any] = {
        "passage": passage.id,
        "opened": rfc3339(clock.utc(passage.opened)),
        "stopped": None if stopped is None else rfc3339(clock.utc(stopped)),
        "plates": [_plate(p, _camera_of(p, views)) for p in fused.plates],
        "containers": [
            _container(c, _camera_of(c, views), load) for c in fused.containers
        ],
        "load": None if load is None else _load(load),
        "cameras": camera_states(health, views),
        "evidence": [named for named, _ in shown],
    }
    return Report(data, tuple(proof for _, proof in shown))


def camera_states(
    health: Sequence[CameraHealth], views: Mapping[str, CameraViews]
) -> list[dict[str, Any]]:
    """Say of every camera whether it is to be relied on: ``live`` or ``stalled``.

    A camera that gives frames but could not be read since the truck stands counts as
    stalled: "saw nothing" and "could not look" must not be confused at a barrier.
    """
    return [
        {
            "camera": each.camera,
            "state": "live" if _reliable(each, views.get(each.camera)) else "stalled",
            "last_frame_age": each.last_frame_age and round(each.last_frame_age, 3),
        }
        for each in health
    ]


def _reliable(health: CameraHealth, views: CameraViews | None) -> bool:
    if health.state is not CameraState.LIVE:
        return False
    return views is None or (bool(views.looks) and not views.blind)


def _camera_of(
    reading: PlateReading | ContainerReading, views: Mapping[str, CameraViews]
) -> str | None:
    """Return the camera that read the same text most surely, else any that read one."""
    offers = [
        (_text(seen) == _text(reading), seen.confidence, camera)
        for camera, view in views.items()
        for look in view.looks
        for seen in _same_kind(reading, look)
    ]
    return max(offers)[2] if offers else None


def _images_of(
    views: CameraViews, fused: Readings
) -> list[tuple[dict[str, Any], Proof]]:
    """Encode a camera's best frame, and the crop of every reading that counts in it."""
    frame, readings = views.best, views.best_readings
    if frame is None:
        return []
    counted = {_text(reading) for reading in found(fused)}
    crops = [
        ("plate" if isinstance(reading, PlateReading) else "container", reading.box)
        for reading in found(readings)
        if _text(reading) in counted
    ]
    pictures = [("frame", frame.bgr()), *((k, _crop(frame, box)) for k, box in crops)]
    return [_evidence(frame, kind, bgr) for kind, bgr in pictures if bgr.size]


def _evidence(
    frame: Frame, kind: str, bgr: NDArray[np.uint8]
) -> tuple[dict[str, Any], Proof]:
    proof = addressed(encode_jpeg(bgr))
    named = {
        "digest": proof.digest,
        "camera": frame.camera,
        "kind": kind,
        "at": rfc3339(frame.at),
    }
    return named, proof


def _crop(frame: Frame, box: Box) -> NDArray[np.uint8]:
    dx, dy = box.width * _MARGIN, box.height * _MARGIN
    return frame.bgr(Box(box.x0 - dx, box.y0 - dy, box.x1 + dx, box.y1 + dy))


def _text(reading: PlateReading | ContainerReading) -> str:
    return reading.text if isinstance(reading, PlateReading) else reading.number


def _same_kind(
    reading: PlateReading | ContainerReading, look: Readings
) -> Sequence[PlateReading | ContainerReading]:
    return look.plates if isinstance(reading, PlateReading) else look.containers


def _plate(plate: PlateReading, camera: str | None) -> dict[str, Any]:
    return {
        "text": plate.text,
        "confidence": round(plate.confidence, 4),
        "status": plate.status.value,
        "region": plate.region,
        "camera": camera,
    }


def _container(
    container: ContainerReading, camera: str | None, load: Load | None
) -> dict[str, Any]:
    position = load.positions.get(container.number) if load is not None else None
    return {
        "number": container.number,
        "confidence": round(container.confidence, 4),
        "status": container.status.value,
        "size_type": container.size_type,
        "layout": container.layout.value,
        "camera": camera,
        "position": None if position is None else position.value,
    }


def _load(load: Load) -> dict[str, Any]:
    return {
        "kind": load.kind.value,
        "confidence": round(load.confidence, 4),
        "doubts": [doubt.value for doubt in load.doubts],
    }
