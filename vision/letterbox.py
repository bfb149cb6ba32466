"""An image -> a model's input, and boxes in that input -> boxes in the image."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.strips import Image

PAD = 114
"""The grey that YOLOX and Ultralytics put around an image."""


class Fit(StrEnum):
    """How an image of another shape is fitted into a model's input."""

    CORNER = "corner"
    """Keep its aspect, put it at the top left and pad the rest."""
    CENTRE = "centre"
    """Keep its aspect, put it in the middle and pad around it."""
    STRETCH = "stretch"
    """Fill the input, whatever becomes of its aspect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an image lies in an input of *size* (height, width), in input pixels."""

    size: tuple[int, int]
    left: int
    top: int
    width: int
    height: int
    across: float
    """Input pixels per pixel of the image, along its rows."""
    down: float

    def back(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn (N, 4) boxes x0, y0, x1, y1 of the input into pixels of the image."""
        corner = np.array([self.left, self.top] * 2, np.float32)
        scale = np.array([self.across, self.down] * 2, np.float32)
        return np.asarray((boxes - corner) / scale, np.float32)


def place(image: Image, size: tuple[int, int], fit: Fit = Fit.CORNER) -> Placing:
    """Say where an (H, W, 3) *image* comes to lie in an input of *size*."""
    tall, wide = image.shape[:2]
    height, width = size
    if fit is not Fit.STRETCH:
        scale = min(height / tall, width / wide)
        height, width = max(1, round(tall * scale)), max(1, round(wide * scale))
    spare = (size[1] - width, size[0] - height) if fit is Fit.CENTRE else (0, 0)
    return Placing(
        size=size,
        left=spare[0] // 2,
        top=spare[1] // 2,
        width=width,
        height=height,
        across=width / wide,
        down=height / tall,
    )


def letterbox(image: Image, placing: Placing) -> Image:
    """Resize an (H, W, 3) image to where *placing* says, and pad it with grey.

    An image that fills the input as it is comes back uncopied.
    """
    if image.shape[:2] == placing.size:
        return image
    size = placing.width, placing.height
    finer = placing.width < image.shape[1] or placing.height < image.shape[0]
    how = cv2.INTER_AREA if finer else cv2.INTER_LINEAR
    if size == placing.size[::-1]:
        return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
    canvas = np.full((*placing.size, 3), PAD, np.uint8)
    rows = slice(placing.top, placing.top + placing.height)
    columns = slice(placing.left, placing.left + placing.width)
    canvas[rows, columns] = cv2.resize(image, size, interpolation=how)
    return canvas


def input_size(image: Image, longest: int, multiple: int = 32) -> tuple[int, int]:
    """Give the height and width at which *image* fills an input that may vary.

    Its longer side becomes *longest*; the other is rounded up to *multiple*.
    """
    tall, wide = image.shape[:2]
    scale = longest / max(tall, wide)
    height, width = (
        max(multiple, int(np.ceil(round(side * scale) / multiple)) * multiple)
        for side in (tall, wide)
    )
    return height, width
