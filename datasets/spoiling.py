"""What lens, light and transmission do to a frame, and where its boxes go."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.detection import Marked
from datasets.samples import pick
from datasets.weathering import clouds
from vision.results import Box

Pixels = NDArray[np.uint8]


def bent(image: Pixels, marks: Marked, rng: Generator) -> tuple[Pixels, Marked]:
    """Turn a little and bend as a wide lens does; boxes follow."""
    height, width = image.shape[:2]
    bend, turn = float(rng.uniform(-0.02, 0.16)), float(rng.normal(0, 0.035))
    middle = np.array([width, height]) / 2
    reach = float(np.hypot(*middle))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    there = _source(np.stack([x, y], -1), middle, reach, (bend, turn))
    across, down = (np.ascontiguousarray(there[..., axis]) for axis in (0, 1))
    moved = cv2.remap(
        image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )

    def follow(box: Box) -> Box:
        return _moved(box, middle, reach, (bend, turn))

    boxes = tuple((follow(box), label) for box, label in marks.boxes)
    ignored = tuple(follow(box) for box in marks.ignored)
    return np.asarray(moved, np.uint8), replace(marks, boxes=boxes, ignored=ignored)


def spoiled(image: Pixels, rng: Generator, *, dark: bool) -> Pixels:
    """Spoil *image* in a few of the ways in which frames are spoiled."""
    for way, share in _WAYS:
        if rng.random() < share:
            image = way(image, rng)
    if dark:
        image = _night(image, rng)
    return sent(image, rng)


def sent(image: Pixels, rng: Generator) -> Pixels:
    """Add a sensor's noise and what compression leaves of a picture."""
    if rng.random() < 0.6:
        noise = rng.normal(0, rng.uniform(1, 12), image.shape)
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 90))]
        image = np.asarray(cv2.imdecode(cv2.imencode(".jpg", image, quality)[1], 1))
    return np.asarray(image, np.uint8)


def _source(
    points: NDArray[np.float32],
    middle: NDArray[np.float64],
    reach: float,
    lens: tuple[float, float],
) -> NDArray[np.float32]:
    """Where a bent image takes the pixels at *points* (..., 2) from."""
    bend, turn = lens
    off = (points - middle) / reach
    square = (off**2).sum(-1, keepdims=True)
    off = off * (1 + bend * square) / (1 + bend)
    c, s = np.cos(turn), np.sin(turn)
    turned = off @ np.array([[c, s], [-s, c]])
    return np.asarray(turned * reach + middle, np.float32)


def _moved(
    box: Box, middle: NDArray[np.float64], reach: float, lens: tuple[float, float]
) -> Box:
    """Find where the edge of *box* lies in the bent image, by repeated correction."""
    share = np.linspace(0, 1, 5)[:, None]
    a, b = np.array((box.x0, box.y0)), np.array((box.x1, box.y1))
    c, d = np.array((box.x1, box.y0)), np.array((box.x0, box.y1))
    edges = [(a, c), (c, b), (b, d), (d, a)]
    wanted = np.concatenate([p + (q - p) * share for p, q in edges])
    found = wanted.copy()
    for _ in range(8):
        found += wanted - _source(found, middle, reach, lens)
    low, high = found.min(0), found.max(0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _faded(image: Pixels, rng: Generator) -> Pixels:
    """Bleach one side, as the sun or a bright sky does."""
    height, width = image.shape[:2]
    centre = rng.uniform(-0.3, 1.3, 2) * (width, height)
    y, x = np.mgrid[0:height, 0:width]
    off = np.hypot(x - centre[0], y - centre[1]) / max(width, height)
    veil = np.exp(-((off / rng.uniform(0.3, 0.8)) ** 2)) * rng.uniform(60, 220)
    tint = np.array(pick(rng, ((255, 255, 255), (200, 230, 255), (90, 90, 255))))
    return np.asarray(np.clip(image + veil[..., None] * tint / 255, 0, 255), np.uint8)


def _shaded(image: Pixels, rng: Generator) -> Pixels:
    """Cast a hard shadow over a part."""
    height, width = image.shape[:2]
    corners = rng.uniform(-0.3, 1.3, (int(rng.integers(3, 6)), 2)) * (width, height)
    mask = np.zeros((height, width), np.float32)
    cv2.fillPoly(mask, [corners.astype(np.int32)], 1.0)
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), float(rng.uniform(1, 9))))
    gain = 1 - np.asarray(mask)[..., None] * rng.uniform(0.25, 0.65)
    return np.asarray((image * gain), np.uint8)


def _toned(image: Pixels, rng: Generator) -> Pixels:
    """Change exposure, contrast and the balance of colours."""
    level = np.arange(256) / 255
    curve = level ** np.exp(rng.normal(0, 0.35)) * np.exp(rng.normal(0, 0.25))
    table = curve[:, None] * np.exp(rng.normal(0, 0.1, 3)) + rng.uniform(-0.05, 0.1)
    return np.asarray(
        cv2.LUT(image, np.clip(table * 255, 0, 255).astype(np.uint8)[None])
    )


def _blurred(image: Pixels, rng: Generator) -> Pixels:
    """Lose the focus, or move while the shutter is open."""
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.4, 1.8))))
    length, angle = int(rng.integers(3, 10)), rng.uniform(0, np.pi)
    kernel = np.zeros((11, 11), np.float32)
    end = np.array((np.cos(angle), np.sin(angle))) * length / 2
    a, b = np.rint(5 - end).astype(int), np.rint(5 + end).astype(int)
    cv2.line(kernel, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), 1.0, 1)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()))


def _rained(image: Pixels, rng: Generator) -> Pixels:
    """Draw rain or dirt on the glass."""
    veil = np.zeros(image.shape[:2], np.uint8)
    height, width = image.shape[:2]
    for _ in range(int(rng.integers(40, 300))):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        end = (x - int(rng.integers(0, 5)), y + int(rng.integers(4, 30)))
        cv2.line(veil, (x, y), end, int(rng.integers(20, 90)), 1, cv2.LINE_AA)
    return np.asarray(cv2.add(image, cv2.merge([veil] * 3)))


def _hazed(image: Pixels, rng: Generator) -> Pixels:
    """Lower the contrast by haze or a dirty lens, here more, there less."""
    shape = (image.shape[0], image.shape[1])
    veil = clouds(shape, (3, 4), rng)[..., None] * rng.uniform(0.1, 0.6)
    tone = rng.uniform(90, 230)
    return np.asarray((image * (1 - veil) + tone * veil), np.uint8)


def _night(image: Pixels, rng: Generator) -> Pixels:
    """Leave what a lamp or a flash lights; add lamps that dazzle."""
    height, width = image.shape[:2]
    centre = rng.uniform(0.1, 0.9, 2) * (width, height)
    y, x = np.mgrid[0:height, 0:width]
    off = np.hypot(x - centre[0], y - centre[1]) / max(width, height)
    pool = np.exp(-((off / rng.uniform(0.35, 0.9)) ** 2))[..., None]
    cast = np.exp(rng.normal(0, 0.2, 3))
    gain = (rng.uniform(0.05, 0.3) + rng.uniform(0.5, 1.1) * pool) * cast
    lit = image * gain
    for _ in range(int(rng.integers(0, 4))):
        at = rng.uniform(0, 1, 2) * (width, height)
        near = np.hypot(x - at[0], y - at[1]) / max(width, height)
        glow = np.exp(-near / rng.uniform(0.01, 0.1))[..., None]
        tone = np.array(pick(rng, ((255, 255, 255), (180, 220, 255), (60, 60, 255))))
        lit = lit + glow * tone
    return np.asarray(np.clip(lit, 0, 255), np.uint8)


_WAYS: tuple[tuple[Callable[[Pixels, Generator], Pixels], float], ...] = (
    (_shaded, 0.25),
    (_hazed, 0.12),
    (_toned, 0.6),
    (_faded, 0.2),
    (_rained, 0.06),
    (_blurred, 0.35),
)
