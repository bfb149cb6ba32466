"""Images as the detector is shown them: moved, turned, toned, several in one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from vision.close_up import mapped

Pixels = NDArray[np.uint8]
Boxes = NDArray[np.float32]

_GREY = (114, 114, 114)
_SMALLEST = 5.0
"""Pixels: what becomes smaller is ignored."""
_WHOLE, _HALF, _SEEN = 0.92, 0.5, 0.25
"""Shares of a box inside the image: enough of a text to be learned, enough of another
object, or enough to be ignored."""
_MIRRORED = 0.5
_GRIDS = 0.25
"""Share of the pictures that are grids of four samples."""
_LAST = (0.0, 0.0, 1.0)


class Sample(Protocol):
    """An image (H, W, 3) BGR with boxes (n, 4) as x0, y0, x1, y1 in pixels.

    ``labels`` (n,) are numbers of classes; what stands in ``ignored`` (m, 4) may be
    an object or not.
    """

    @property
    def image(self) -> Pixels:
        """Pixels; not to be written to."""
        ...

    @property
    def boxes(self) -> Boxes:
        """Boxes of objects."""
        ...

    @property
    def labels(self) -> NDArray[np.int64]:
        """Class of each box."""
        ...

    @property
    def ignored(self) -> Boxes:
        """Boxes that nothing is said about."""
        ...

    @property
    def untaught(self) -> frozenset[int]:
        """Classes that may be shown without being labelled."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample at the size of the network's input."""

    image: Pixels
    boxes: Boxes
    labels: NDArray[np.int64]
    ignored: Boxes
    untaught: frozenset[int] = frozenset()


Picture = Callable[[tuple[int, int], Generator], Shown]
"""Draws a picture of a size (height, width), varied anew each time."""


def drawn(samples: Sequence[Sample], *, texts: bool = True) -> Picture:
    """Draw pictures from *samples*, most of one of them, some of four in a grid."""

    def picture(size: tuple[int, int], rng: Generator) -> Shown:
        count = 4 if rng.random() < _GRIDS else 1
        chosen = [samples[int(i)] for i in rng.integers(len(samples), size=count)]
        return shown(chosen, size, rng, texts=texts)

    return picture


def recoloured(draw: Callable[[Generator], Sample]) -> Picture:
    """Give pictures as *draw* makes them, whatever their size, in other colours."""

    def picture(size: tuple[int, int], rng: Generator) -> Shown:
        del size
        one = draw(rng)
        as_drawn = Shown(one.image, one.boxes, one.labels, one.ignored, one.untaught)
        return _toned(as_drawn, rng, texts=False)

    return picture


def shown(
    samples: Sequence[Sample],
    size: tuple[int, int],
    rng: Generator,
    *,
    texts: bool = True,
) -> Shown:
    """Show one sample, or four in a grid, at *size* (height, width), varied.

    Where *texts* are sought, an image may change its colours and cut texts are left
    out; else it may be mirrored, and half an object is one.
    """
    height, width = size
    if len(samples) == 1:
        piece = _placed(samples[0], size, rng, texts=texts)
        return _toned(piece, rng, texts=texts)
    image = np.empty((height, width, 3), np.uint8)
    parts = []
    row, column = (int(n * rng.uniform(0.4, 0.6)) for n in size)
    for number, sample in enumerate(samples):
        low, right = divmod(number, 2)
        top, left = row * low, column * right
        part = (height - row if low else row, width - column if right else column)
        piece = _placed(sample, part, rng, texts=texts)
        image[top : top + part[0], left : left + part[1]] = piece.image
        parts.append(_moved(piece, left, top))
    return _toned(_joined(image, parts), rng, texts=texts)


def _placed(
    sample: Sample, size: tuple[int, int], rng: Generator, *, texts: bool
) -> Shown:
    """Fit the sample into *size*, enlarged or shrunk, turned and moved a little."""
    matrix = _matrix(sample.image.shape[:2], size, rng)
    if not texts and rng.random() < _MIRRORED:
        matrix = np.array([[-1, 0, size[1]], [0, 1, 0]]) @ np.vstack([matrix, _LAST])
    shrunk = float(np.sqrt(abs(np.linalg.det(matrix[:, :2])))) < 0.6
    image = cv2.warpAffine(
        _softened(sample.image, matrix) if shrunk else sample.image,
        matrix,
        (size[1], size[0]),
        flags=cv2.INTER_LINEAR,
        borderValue=_GREY,
    )
    whole = mapped(sample.boxes, matrix)
    cut = _cut(whole, size)
    share = _area(cut) / np.maximum(_area(whole), 1e-6)
    sides = np.minimum(cut[:, 2] - cut[:, 0], cut[:, 3] - cut[:, 1])
    large = _area(whole) > 0.12 * size[0] * size[1]
    kept = (sides >= _SMALLEST) & (
        share > np.where(large, 0.3, _WHOLE if texts else _HALF)
    )
    unsure = ~kept & (share > _SEEN) & (sides > 1)
    ignored = np.concatenate([_cut(mapped(sample.ignored, matrix), size), cut[unsure]])
    return Shown(
        np.asarray(image, np.uint8),
        cut[kept],
        sample.labels[kept],
        ignored,
        sample.untaught,
    )


def _softened(image: Pixels, matrix: NDArray[np.float64]) -> Pixels:
    """Blur by what the shrinking will lose, so that thin strokes do not flicker."""
    shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    reach = max(1, round(0.8 / shrink))
    return np.asarray(cv2.blur(image, (reach, reach)), np.uint8)


def _matrix(
    shape: tuple[int, ...], size: tuple[int, int], rng: Generator
) -> NDArray[np.float64]:
    height, width = shape[:2]
    fit = min(size[0] / height, size[1] / width)
    zoom = fit * float(np.exp(rng.uniform(np.log(0.6), np.log(1.9))))
    stretch = float(np.exp(rng.normal(0, 0.08)))
    turn = np.radians(rng.normal(0, 2.0))
    across, down = zoom * stretch, zoom / stretch
    linear = np.array(
        [
            [across * np.cos(turn), -down * (np.sin(turn) + rng.normal(0, 0.02))],
            [across * np.sin(turn), down * np.cos(turn)],
        ]
    )
    room = np.array([size[1], size[0]]) - np.abs(linear) @ (width, height)
    middle = np.array([size[1], size[0]]) / 2 + rng.uniform(-0.5, 0.5, 2) * room
    shift = middle - linear @ (width / 2, height / 2)
    return np.column_stack([linear, shift])


def _cut(boxes: Boxes, size: tuple[int, int]) -> Boxes:
    limit = np.array([size[1], size[0]] * 2, np.float32)
    return np.clip(boxes, 0, limit).astype(np.float32)


def _area(boxes: Boxes) -> Boxes:
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)


def _moved(piece: Shown, left: int, top: int) -> Shown:
    by = np.array([left, top] * 2, np.float32)
    return replace(piece, boxes=piece.boxes + by, ignored=piece.ignored + by)


def _joined(image: Pixels, parts: Sequence[Shown]) -> Shown:
    return Shown(
        image,
        np.concatenate([p.boxes for p in parts]),
        np.concatenate([p.labels for p in parts]),
        np.concatenate([p.ignored for p in parts]),
        frozenset().union(*(p.untaught for p in parts)),
    )


def _toned(piece: Shown, rng: Generator, *, texts: bool) -> Shown:
    """Change colours, brightness and contrast; sometimes take the colour away."""
    image = piece.image
    if rng.random() < 0.1:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        image = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
    elif texts and rng.random() < 0.15:
        mixed = rng.permutation(3)
        image = np.ascontiguousarray(image[:, :, mixed])
    level = np.arange(256, dtype=np.float64) / 255
    curve = level ** np.exp(rng.normal(0, 0.3))
    gain = np.exp(rng.normal(0, 0.12)) * np.exp(rng.normal(0, 0.06, 3))
    table = np.clip(curve[:, None] * gain * 255, 0, 255).astype(np.uint8)
    return replace(piece, image=np.asarray(cv2.LUT(image, table[None]), np.uint8))
