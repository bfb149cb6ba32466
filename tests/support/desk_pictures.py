"""Pictures of one rendered truck for the desk: whole frames, and crops of its texts."""

import hashlib
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.cameras import FRONT, REAR
from datasets.motion import Pose
from datasets.scenes import LaneView
from datasets.truth import Kind
from tests.support.trucks import container, truck
from vision.results import Box

_MARGIN = 0.15


@dataclass(frozen=True, slots=True)
class Shot:
    """One JPEG as a lane sends it."""

    camera: str
    kind: str
    body: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@cache
def shots(plate: str = "AB12 CDE", number: str = "CSQU3054383") -> tuple[Shot, ...]:
    """Render a truck from in front and behind, and cut out its plate and number."""
    plan = truck(plate=plate, containers=(container(number=number, size_type="22G1"),))
    found = []
    for camera, wanted in ((FRONT, Kind.PLATE), (REAR, Kind.CONTAINER)):
        view = LaneView(plan, camera)
        pixels = view.frame(Pose(0.0))
        found.append(Shot(camera.name, "frame", _jpeg(pixels)))
        boxes = [text.box for text in view.truth(Pose(0.0)) if text.kind is wanted]
        found.append(Shot(camera.name, str(wanted), _jpeg(_cut(pixels, boxes[0]))))
    return tuple(found)


def _cut(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    dx, dy = box.width * _MARGIN, box.height * _MARGIN
    x0, y0 = max(0, int(box.x0 - dx)), max(0, int(box.y0 - dy))
    return pixels[y0 : int(box.y1 + dy) + 1, x0 : int(box.x1 + dx) + 1]


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    return cv2.imencode(".jpg", pixels)[1].tobytes()
