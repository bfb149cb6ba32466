"""Generated yards before real or made-up backdrops: the detector's generated half."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.cameras import READING_CAMERAS
from datasets.canvas import Gallery
from datasets.detection import DetectionSample, Marked
from datasets.fonts import available
from datasets.optics import Camera
from datasets.plans import Light
from datasets.samples import pick, sample_plan
from datasets.spoiling import bent, spoiled
from datasets.stacks import sample_yard
from datasets.surroundings import empty_lane
from datasets.trucks import in_order, truck_parts
from datasets.views import Stage, View, look, sample_camera
from datasets.weathering import clouds
from vision.results import Box

Pixels = NDArray[np.uint8]
_LABELS = ("truck", "plate")


def collages(
    seed: int, roads: Sequence[DetectionSample], views: int = 3
) -> Iterator[tuple[Pixels, Marked]]:
    """Make up a yard and show it in a few frames (h, w, 3), each with its boxes.

    *roads* may stand behind. Equal seeds and roads give equal frames.
    """
    rng = np.random.default_rng([11, seed])
    yard = sample_yard(rng, float(rng.uniform(110, 230)))
    gallery = Gallery(pick(rng, tuple(Light)))
    for _ in range(views):
        camera = sample_camera(yard.target, rng)
        backdrop, behind = _backdrop((camera.height, camera.width), roads, rng)
        stage = Stage(yard.in_order(camera), yard.truck, gallery)
        view = look(stage, camera, backdrop)
        image, marks = bent(view.image, _joined(view, behind), rng)
        yield spoiled(image, rng, dark=bool(rng.random() < 0.15)), marks


def lane_frames(seed: int) -> Iterator[tuple[Pixels, Marked]]:
    """Show a truck of ``datasets.scenes`` to the lane's cameras, hung a little off."""
    rng = np.random.default_rng([12, seed])
    plan = replace(sample_plan(seed), font=pick(rng, available()))
    parts, gallery = truck_parts(plan), Gallery(plan.light)
    truck = [face for part in parts for face in part.faces]
    for camera in READING_CAMERAS:
        hung = _hung(camera, rng)
        stage = Stage(in_order(parts, hung), truck, gallery)
        view = look(stage, hung, empty_lane(hung, plan.light, plan.weather))
        image, marks = bent(view.image, view.marks, rng)
        yield spoiled(image, rng, dark=bool(rng.random() < 0.1)), marks


def _hung(camera: Camera, rng: Generator) -> Camera:
    """Hang *camera* elsewhere; the truck stands before or behind its stop."""
    x, y, z = np.array(camera.position) + rng.normal(0, 0.5, 3)
    u, v, w = np.array(camera.target) + rng.normal(0, 0.35, 3)
    along = float(rng.normal(0, 0.8))
    return replace(
        camera,
        position=(float(x) - along, float(y), float(z)),
        target=(float(u) - along, float(v), float(w)),
        view=camera.view * float(np.exp(rng.normal(0, 0.15))),
        width=960,
        height=540,
    )


def _backdrop(
    shape: tuple[int, int], roads: Sequence[DetectionSample], rng: Generator
) -> tuple[Pixels, Marked]:
    if len(roads) > 0 and rng.random() < 0.7:
        return _photo(roads[int(rng.integers(len(roads)))], shape, rng)
    return _made(shape, rng), Marked(())


def _joined(view: View, behind: Marked) -> Marked:
    """Keep of the backdrop's boxes what is not painted over."""
    kept, unsure = list(view.marks.boxes), list(view.marks.ignored)
    for box, label in behind.boxes:
        hidden = _share(box, view.covered)
        if hidden < 0.08:
            kept.append((box, label))
        elif hidden < 0.9:
            unsure.append(box)
    return Marked(tuple(kept), (*unsure, *behind.ignored))


def _share(box: Box, mask: Pixels) -> float:
    rows = slice(max(0, int(box.y0)), max(1, int(box.y1) + 1))
    part = mask[rows, max(0, int(box.x0)) : max(1, int(box.x1) + 1)]
    return float(part.mean() / 255) if part.size else 1.0


def _photo(
    sample: DetectionSample, shape: tuple[int, int], rng: Generator
) -> tuple[Pixels, Marked]:
    """Fill *shape* with a part of a photo; its boxes come along."""
    height, width = sample.image.shape[:2]
    fill = max(shape[0] / height, shape[1] / width)
    zoom = fill * float(rng.uniform(1.0, 1.6))
    shift = rng.random(2) * (shape[1] - width * zoom, shape[0] - height * zoom)
    matrix = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]])
    size = (shape[1], shape[0])
    image = cv2.warpAffine(sample.image, matrix, size, borderMode=cv2.BORDER_REFLECT)
    boxes, ignored = [], []
    for corners, label in zip(sample.boxes, sample.labels, strict=True):
        whole = _scaled(corners, zoom, shift)
        cut = _cut(whole, shape)
        if cut.area > 0.92 * whole.area or (label == 0 and cut.area > 0.4 * whole.area):
            boxes.append((cut, _LABELS[int(label)]))
        elif cut.area > 0:
            ignored.append(cut)
    rest = (_cut(_scaled(c, zoom, shift), shape) for c in sample.ignored)
    ignored += [box for box in rest if box.area > 0]
    return np.asarray(image, np.uint8), Marked(tuple(boxes), tuple(ignored))


def _scaled(
    corners: NDArray[np.float32], zoom: float, shift: NDArray[np.float64]
) -> Box:
    x0, y0, x1, y1 = (float(v) for v in corners * zoom + np.tile(shift, 2))
    return Box(x0, y0, x1, y1)


def _cut(box: Box, shape: tuple[int, int]) -> Box:
    height, width = shape
    x0, x1 = (min(max(x, 0.0), width) for x in (box.x0, box.x1))
    y0, y1 = (min(max(y, 0.0), height) for y in (box.y0, box.y1))
    return Box(x0, y0, x1, y1)


def _made(shape: tuple[int, int], rng: Generator) -> Pixels:
    """Paint a plain sky over a plain ground, both blotched."""
    height, width = shape
    tones = rng.uniform(20, 250, (2, 3)) * 0.2 + rng.uniform(20, 250, (2, 1)) * 0.8
    rise = np.linspace(0, 1, height)[:, None, None] > rng.uniform(0.2, 0.9)
    plain = np.where(rise, tones[0], tones[1]) * np.ones((height, width, 1))
    blots = clouds(shape, (int(rng.integers(3, 30)), int(rng.integers(3, 30))), rng)
    mixed = plain * (0.7 + 0.6 * blots[..., None] * rng.random())
    return np.asarray(np.clip(mixed, 0, 255), np.uint8)
