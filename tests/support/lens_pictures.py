"""Small luma pictures of a yard, and what can befall the camera that takes them."""

from collections.abc import Callable, Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.lens import Lens, LensWatch

Picture = NDArray[np.uint8]
Trouble = Callable[[Picture], Picture]
_WIDTH, _HEIGHT = 160, 90


def yard(seed: int = 1) -> Picture:
    """Draw stacked containers, posts, marks and gravel, (90, 160)."""
    rng = np.random.default_rng(seed)
    plane = np.full((_HEIGHT, _WIDTH), 105.0) + np.linspace(-20, 20, _HEIGHT)[:, None]
    plane += cv2.GaussianBlur(rng.normal(0, 40, plane.shape), (0, 0), 1.5)
    for x in range(0, _WIDTH, 24):
        level = rng.uniform(50, 180)
        plane[8:40, x + 1 : x + 23] = level
        plane[8:40, x + 1 : x + 23 : 4] = level - 30
    for x in range(10, _WIDTH, 37):
        plane[36:78, x : x + 3] = 210
    cv2.line(plane, (0, 84), (_WIDTH, 62), 220.0, 2)
    return np.asarray(np.clip(plane, 0, 255), np.uint8)


def lit(picture: Picture, light: float) -> Picture:
    """Give *picture* in so many times the light."""
    return np.asarray(np.clip(picture * light, 0, 255), np.uint8)


def covered(picture: Picture) -> Picture:
    """Hold something pale and plain before the lens."""
    return (np.zeros_like(picture) + np.linspace(90, 130, _WIDTH)).astype(np.uint8)


def breathed_on(picture: Picture) -> Picture:
    """Blur everything as a milky bag does."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 14), np.uint8)


def sprayed(picture: Picture, share: float = 0.45, level: float = 60.0) -> Picture:
    """Spray blots of paint on the lens."""
    rng = np.random.default_rng(4)
    paint = np.zeros(picture.shape, np.float32)
    while (paint > 0.5).mean() < share:
        x, y = (int(v) for v in rng.integers((15, 10), (145, 80)))
        cv2.circle(paint, (x, y), int(rng.integers(8, 20)), 1.0, -1)
    paint = np.asarray(cv2.GaussianBlur(paint, (0, 0), 3), np.float32)
    return (picture * (1 - paint) + level * paint).astype(np.uint8)


def knocked(picture: Picture, across: int = 12, turn: float = 0.0) -> Picture:
    """Move the camera aside, and turn it by degrees."""
    matrix = cv2.getRotationMatrix2D((80, 45), turn, 1.0)
    matrix[:, 2] += across, across // 3
    size = (_WIDTH, _HEIGHT)
    moved = cv2.warpAffine(picture, matrix, size, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, np.uint8)


def turned_away(picture: Picture) -> Picture:
    """Let the camera look at something else."""
    return yard(seed=77)[::-1, ::-1].copy()


def truck(at_x: int, length: int, picture: Picture, corrugated: float = 8.0) -> Picture:
    """Let a container truck, *length* pixels long, begin at *at_x*, close by."""
    side = 85 + corrugated * np.sign(np.sin(np.arange(length) * 0.9))
    out = picture.copy()
    left, right = max(0, at_x), min(_WIDTH, at_x + length)
    if left < right:
        out[4:82, left:right] = side[left - at_x : right - at_x]
        out[70:82, left:right] = 25
    return out


def rain(picture: Picture, rng: np.random.Generator, streaks: int = 50) -> Picture:
    """Let streaks of rain fall."""
    wet, bright = picture.copy(), float(picture.mean()) + 60
    for x, y in rng.integers((0, 0), (_WIDTH, 80), (streaks, 2)):
        cv2.line(wet, (int(x), int(y)), (int(x) + 2, int(y) + 9), bright, 1)
    return wet


def grainy(pictures: Iterable[Picture], grain: float = 1.0) -> list[Picture]:
    """Give pictures the noise of a camera: no two are the same."""
    rng = np.random.default_rng(9)
    return [
        np.clip(p + rng.normal(0, grain, p.shape), 0, 255).astype(np.uint8)
        for p in pictures
    ]


def lenses(pictures: Sequence[Picture], rate: float = 5.0) -> list[Lens]:
    """Say what a watch tells of each picture, *rate* a second."""
    watch = LensWatch()
    return [watch.look(p, 50.0 + i / rate) for i, p in enumerate(pictures)]
