"""Boxes that a detector proposes, and what the decoders of its output share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Size = tuple[int, int]
"""Height and width of the model's input, in pixels."""


class DecodeError(ValueError):
    """An output that is not of the decoder's shape, or that holds no real boxes."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Boxes (N, 4) as x0, y0, x1, y1 in pixels, scores (N,) and class indices (N,)."""

    boxes: Array
    scores: Array
    classes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.scores)

    def take(self, which: NDArray[np.intp]) -> "Candidates":
        """Give those at the places *which*, in that order."""
        return Candidates(self.boxes[which], self.scores[which], self.classes[which])


def rows_of(
    outputs: Sequence[Array], wanted: tuple[int | None, int | None], decoder: str
) -> Array:
    """Give the one output for the one image, of shape *wanted*; None is any length.

    Raises DecodeError, which names both shapes, where it is another.
    """
    shapes = [output.shape for output in outputs]
    if len(shapes) == 1 and _fits(shapes[0], (1, *wanted)):
        rows: Array = outputs[0][0]
        return rows
    asked = ", ".join("any" if side is None else str(side) for side in (1, *wanted))
    given = " and ".join(str(list(shape)) for shape in shapes) or "nothing"
    message = f"the decoder {decoder} takes one output [{asked}], not {given}"
    raise DecodeError(message)


def _fits(shape: Sequence[int], wanted: Sequence[int | None]) -> bool:
    return len(shape) == len(wanted) and all(
        want in (None, have) for want, have in zip(wanted, shape, strict=True)
    )


def likeliest(boxes: Array, scores: Array, threshold: float) -> Candidates:
    """Name each of the boxes (N, 4) by the best of its scores (N, classes).

    Those whose best is below *threshold* are left out.
    """
    if not len(boxes):
        return Candidates(boxes, np.zeros(0, np.float32), np.zeros(0, np.intp))
    classes = scores.argmax(axis=1)
    best = scores[np.arange(len(scores)), classes]
    likely = best >= threshold
    return Candidates(boxes[likely], best[likely], classes[likely])


def named(boxes: Array, scores: Array, classes: Array, *, labels: int) -> Candidates:
    """Put together what an output has already named, one class index (N,) a box.

    Raises DecodeError for a class beyond the *labels* that there are.
    """
    indices = classes.astype(np.intp)
    strange = indices[(indices < 0) | (indices >= labels)]
    if len(strange):
        message = f"an output names class {strange[0]}, but there are {labels} labels"
        raise DecodeError(message)
    return Candidates(boxes, scores, indices)


def corners(boxes: Array) -> Array:
    """Turn (N, 4) boxes x, y, width, height, by their middles, into x0, y0, x1, y1."""
    half = np.maximum(boxes[:, 2:], 0) / 2
    return np.hstack([boxes[:, :2] - half, boxes[:, :2] + half])
