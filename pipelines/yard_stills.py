"""Stills of an incident: whom it is about, and a copy without their heads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.jpeg import encode_jpeg, no_wider
from pipelines.proofs import Proof, addressed
from vision.blur import blurred, head_of
from vision.incidents import Incident
from vision.results import Box
from vision.scene import Scene
from vision.yard import YardRules

WIDEST = 1280
_RED, _WHITE, _BLUE, _YELLOW = (
    (40, 40, 230),
    (255, 255, 255),
    (230, 160, 60),
    (60, 210, 250),
)


@dataclass(frozen=True, slots=True)
class Stills:
    """The still of an incident, and its copy for exports."""

    marked: Proof
    blurred: Proof


def stills(
    bgr: NDArray[np.uint8], scene: Scene, incident: Incident, rules: YardRules
) -> Stills:
    """Draw the zone, all who were seen and whose incident it is, in red."""
    small = no_wider(bgr, WIDEST)
    by = small.shape[1] / bgr.shape[1]
    heads = (head_of(person.box).scaled(by) for person in scene.people)
    hidden = blurred(small, heads)
    proofs = [
        addressed(encode_jpeg(_drawn(image, by, scene, incident, rules)))
        for image in (small, hidden)
    ]
    return Stills(*proofs)


def shown(bgr: NDArray[np.uint8], scene: Scene, width: int) -> NDArray[np.uint8]:
    """Return the picture, at most *width* across, with boxes of all who were seen."""
    small = no_wider(bgr, width)
    made, by = small.copy(), small.shape[1] / bgr.shape[1]
    _frame_all(made, by, scene)
    return made


def _drawn(
    image: NDArray[np.uint8],
    by: float,
    scene: Scene,
    incident: Incident,
    rules: YardRules,
) -> NDArray[np.uint8]:
    made = image.copy()
    for zone in rules.zones:
        if zone.name == incident.zone:
            _outline(made, zone.corners)
    _frame_all(made, by, scene)
    _frame(made, (box.scaled(by) for box in incident.boxes), _RED, 3)
    return made


def _frame_all(image: NDArray[np.uint8], by: float, scene: Scene) -> None:
    _frame(image, (v.box.scaled(by) for v in scene.vehicles), _BLUE, 1)
    _frame(image, (p.box.scaled(by) for p in scene.people), _WHITE, 1)


def _frame(
    image: NDArray[np.uint8],
    boxes: Iterable[Box],
    colour: tuple[int, int, int],
    wide: int,
) -> None:
    for box in boxes:
        x0, y0, x1, y1 = (round(side) for side in box.sides)
        cv2.rectangle(image, (x0, y0), (x1, y1), colour, wide, cv2.LINE_AA)


def _outline(image: NDArray[np.uint8], corners: Sequence[tuple[float, float]]) -> None:
    size = image.shape[1], image.shape[0]
    points = np.array(corners, np.float64) * size
    ring = points.round().astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(image, [ring], True, _YELLOW, 2, cv2.LINE_AA)
