"""A person as a network looks at one: cut out of a picture, upright, all as large."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.letterbox import PAD
from vision.results import Box
from vision.strips import Image

SIZE = (192, 128)
"""Height and width of a close-up in pixels."""
_ROOM = 1.2
"""How much more than a person's box is shown: helmets jut out, boxes are rough."""
_TINY = 2.0
"""Pixels that a box is taken to have at least."""
_SOFTENED = 0.6
"""Scale below which a picture is blurred first, so that nothing flickers."""
_LAST = (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class CloseUp:
    """Where a close-up lies: ``matrix`` (2, 3) takes the picture's pixels to its."""

    matrix: NDArray[np.float64]

    @classmethod
    def of(cls, box: Box, *, turn: float = 0.0, mirrored: bool = False) -> Self:
        """Show what *box* holds and some room around it, in the middle.

        A learner may see it *turn* radians askew, or *mirrored*.
        """
        height, width = SIZE
        zoom = min(
            height / (_ROOM * max(box.height, _TINY)),
            width / (_ROOM * max(box.width, _TINY)),
        )
        along, aside = zoom * np.cos(turn), zoom * np.sin(turn)
        linear = np.array([[along, -aside], [aside, along]])
        shift = np.array([width / 2, height / 2]) - linear @ box.centre
        matrix = np.column_stack([linear, shift])
        if mirrored:
            matrix = np.array([[-1, 0, width], [0, 1, 0]]) @ np.vstack([matrix, _LAST])
        return cls(matrix)

    def cut(self, image: Image) -> Image:
        """Cut it out of an (H, W, 3) picture; grey where the picture ends."""
        zoom = float(np.sqrt(abs(np.linalg.det(self.matrix[:, :2]))))
        if zoom < _SOFTENED:
            reach = max(1, round(0.8 / zoom))
            image = np.asarray(cv2.blur(image, (reach, reach)), np.uint8)
        pixels = cv2.warpAffine(
            image,
            self.matrix,
            SIZE[::-1],
            flags=cv2.INTER_LINEAR,
            borderValue=(PAD,) * 3,
        )
        return np.asarray(pixels, np.uint8)

    def shown(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn (n, 4) boxes of the picture into the upright ones around them here."""
        return mapped(boxes, self.matrix)

    def back(self, box: Box) -> Box:
        """Turn a box of the close-up into pixels of the picture."""
        inverse = np.asarray(cv2.invertAffineTransform(self.matrix), np.float64)
        (sides,) = mapped(np.array([box.sides], np.float32), inverse).tolist()
        return Box(*sides)


def mapped(
    boxes: NDArray[np.float32], matrix: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Give the upright boxes around (n, 4) boxes that a (2, 3) *matrix* has moved."""
    x0, y0, x1, y1 = boxes.T
    corners = np.stack(
        [np.stack(pair, 1) for pair in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], 1
    )
    moved = corners @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([moved.min(1), moved.max(1)], 1).astype(np.float32)
