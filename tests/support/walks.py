"""Pictures of a bright figure that walks over grey ground, and a look that finds it."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.channel import Clip
from pipelines.clips import load_clip, write_clip
from pipelines.yard_eye import See
from vision.polygon import Point
from vision.results import Box
from vision.scene import Person, Scene

SIZE = 320, 180
FPS = 10
_GROUND = np.random.default_rng(2).integers(40, 140, (18, 32, 3), np.uint8)
GROUND = np.asarray(cv2.resize(_GROUND, SIZE, interpolation=cv2.INTER_CUBIC), np.uint8)


def walker(x: float | None) -> NDArray[np.uint8]:
    """Draw somebody with a striped face at *x* pixels, or nobody."""
    made = GROUND.copy()
    if x is not None:
        left, right = round(x) - 10, round(x) + 10
        cv2.rectangle(made, (left, 60), (right, 140), (250,) * 3, -1)
        for stripe in range(left + 2, right - 2, 6):
            cv2.rectangle(made, (stripe, 64), (stripe + 2, 84), (205,) * 3, -1)
    return made


def filmed(folder: Path, name: str, places: Sequence[float | None]) -> Clip:
    """Film somebody who is at these *places*, ten a second, by a camera with noise."""
    path = folder / f"{name}.mp4"
    noise = np.random.default_rng(9)
    frames = [
        np.asarray(
            (walker(x) + noise.normal(0, 4, (*SIZE[::-1], 1))).clip(0, 255), np.uint8
        )
        for x in places
    ]
    write_clip(path, frames, FPS)
    return load_clip(path)


def walking(begin: float, end: float, seconds: float) -> list[float | None]:
    return [float(x) for x in np.linspace(begin, end, round(seconds * FPS))]


def see(image: NDArray[np.uint8]) -> Scene:
    """Find the bright figure in an (H, W, 3) image."""
    mask = (image.min(axis=2) > 200).astype(np.uint8)
    count, _, found, _ = cv2.connectedComponentsWithStats(mask)
    boxes = [tuple(map(float, found[n, :4])) for n in range(1, count)]
    return Scene(
        tuple(
            Person(box=Box(x, y, x + w, y + h), confidence=0.9)
            for x, y, w, h in boxes
            if w * h > 400
        )
    )


def look_at(_zones: Sequence[Sequence[Point]]) -> See:
    return see
