"""Looking at yards: random cameras, their lenses, and the boxes that they show."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.canvas import Gallery, draw
from datasets.detection import Marked, label_of
from datasets.optics import NEAR, Camera, Face, Points, area, outline
from datasets.samples import pick
from datasets.stacks import Block
from datasets.truth import TextTruth
from datasets.visible import texts_of
from vision.results import Box

Pixels = NDArray[np.uint8]

_WIDE, _TALL, _SQUARE = (960, 540), (600, 900), (760, 660)
_SHAPES = (_WIDE, _WIDE, _WIDE, _SQUARE, _SQUARE, _TALL)
_LEGIBLE = 3.2
"""Pixels: letters that are smaller are ignored."""
_WHOLE, _SOME = 0.6, 0.08
_AIMS = {
    "doors": ((0.2, 1.3), (0.2, 0.9)),
    "left": ((0.2, 1.8), (0.3, 1.4)),
    "right": ((0.2, 1.8), (0.3, 1.4)),
    "front": ((0.3, 1.4), (0.3, 1.2)),
    "roof": ((0.6, 1.8), (-0.6, -0.2)),
}
"""Metres from the right and from the top (or bottom) edge where numbers stand."""
_FACES = ("doors", "doors", "doors", "left", "right", "left", "right", "front", "roof")


@dataclass(frozen=True, slots=True)
class View:
    """A painted frame, its boxes, and the mask (h, w) of what was painted over."""

    image: Pixels
    marks: Marked
    covered: Pixels


def sample_camera(target: Block, rng: Generator) -> Camera:
    """Make up a camera that looks at a wall of *target*, mostly at its number."""
    width, height = pick(rng, _SHAPES)
    aim, out = _aimed(target, rng)
    yaw = float(np.clip(rng.normal(0, 0.42), -1.1, 1.1))
    away = float(np.exp(rng.uniform(np.log(1.6), np.log(13))))
    eye = aim + _turned(out / np.linalg.norm(out), yaw) * away
    eye[2] = max(0.7, eye[2])
    seen = float(np.exp(rng.uniform(np.log(1.2), np.log(8.0))))
    view = 2 * np.degrees(np.arctan(seen / 2 / float(np.linalg.norm(eye - aim))))
    aim = aim + rng.normal(0, 0.22, 3) * seen
    return Camera(
        name="any",
        position=(float(eye[0]), float(eye[1]), float(eye[2])),
        target=(float(aim[0]), float(aim[1]), float(aim[2])),
        view=float(np.clip(view, 8, 85)),
        width=width,
        height=height,
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """Faces in the order of painting; those of ``truck`` make up one truck."""

    faces: Sequence[Face]
    truck: Sequence[Face]
    gallery: Gallery


def look(stage: Stage, camera: Camera, backdrop: Pixels) -> View:
    """Paint *stage* before *backdrop*, which has the camera's size, and mark it."""
    pixels, gallery = backdrop.copy(), stage.gallery
    covered = np.zeros(pixels.shape[:2], np.uint8)
    seen: list[tuple[Face, Points]] = []
    for face in stage.faces:
        shape = draw(pixels, camera, face, gallery)
        if shape is None:
            continue
        seen.append((face, shape))
        if gallery.lit(face).veils is None:
            corners = np.rint(shape.clip(-20000, 20000)).astype(np.int32)
            cv2.fillPoly(covered, [corners], 255)
    texts = texts_of(seen, camera, gallery, legible=True)
    learned, ignored = _sorted(texts, camera)
    truck = _truck(stage.truck, camera)
    if truck is not None:
        box, whole = truck
        learned += [(box, "truck")] if whole else []
        ignored += [] if whole else [box]
    return View(pixels, Marked(tuple(learned), tuple(ignored)), covered)


def _sorted(
    texts: Sequence[TextTruth], camera: Camera
) -> tuple[list[tuple[Box, str]], list[Box]]:
    """Part what is to be learned from what is too small, hidden or cut."""
    learned, ignored = [], []
    for text in texts:
        sizes = [max(c.width, c.height) for c in text.characters]
        small = float(np.median(sizes)) < _LEGIBLE or min(_sides(text.box)) < 2.5
        b = text.box
        cut = min(b.x0, b.y0, camera.width - b.x1, camera.height - b.y1) < 1
        if text.visible >= _WHOLE and not small and not cut:
            learned.append((_padded(text), label_of(text)))
        elif text.visible > _SOME:
            ignored.append(text.box)
    return learned, ignored


def _padded(text: TextTruth) -> Box:
    """Leave the letters a little room, as people do who draw boxes."""
    room = 0.08 * float(np.median([min(_sides(c)) for c in text.characters]))
    b = text.box
    return Box(b.x0 - room, b.y0 - room, b.x1 + room, b.y1 + room)


def _truck(faces: Sequence[Face], camera: Camera) -> tuple[Box, bool] | None:
    """Give the box of the truck inside the frame, and if enough of it is there."""
    inside, total, corners = 0.0, 0.0, []
    frame = np.array(
        [(0, 0), (camera.width, 0), (camera.width, camera.height), (0, camera.height)],
        np.float32,
    )
    for face in faces:
        shape = None if face.key == "shadow" else outline(camera, face)
        if shape is None or (camera.depth(face.corners) <= NEAR).any():
            continue
        hull = cv2.convexHull(shape.astype(np.float32))
        shared, overlap = cv2.intersectConvexConvex(hull, frame)
        total += area(shape)
        inside += shared
        if shared > 0:
            corners.append(overlap.reshape(-1, 2))
    if inside < 400:
        return None
    points = np.concatenate(corners)
    low, high = points.min(0), points.max(0)
    box = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return box, inside > 0.55 * total


def _sides(box: Box) -> tuple[float, float]:
    return box.width, box.height


def _aimed(target: Block, rng: Generator) -> tuple[Points, Points]:
    """Choose a point to look at, and the direction in which the camera stands."""
    name = pick(rng, _FACES)
    face, (across, down) = _chosen(target, name), _AIMS[name]
    size = np.linalg.norm(face.right), np.linalg.norm(face.down)
    v = rng.uniform(*down) / size[1]
    at = (1 - rng.uniform(*across) / size[0], v if v > 0 else 1 + v)
    if name == "roof":
        behind = _chosen(target, "doors").normal
        out = behind + np.array([0.0, 0.0, rng.uniform(0.4, 1.2)])
    else:
        out = face.normal + np.array([0.0, 0.0, rng.uniform(-0.3, 0.7)])
    return face.at(np.array([at]))[0], out


def _chosen(block: Block, part: str) -> Face:
    return next(face for face in block.faces if face.key.endswith(part))


def _turned(direction: Points, angle: float) -> Points:
    x, y, z = direction
    c, s = np.cos(angle), np.sin(angle)
    return np.array([c * x - s * y, s * x + c * y, z])
