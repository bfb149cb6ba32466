"""Our own reader: one rectified line in, its probabilities per step out."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.registry import open_model
from models.runtime import ModelError, Session
from models.settings import USUAL, ModelSettings
from vision.strips import Image

HEIGHT = 32
"""Pixels that a line is high when it is read."""
PLATE_WIDTH = 160
NUMBER_WIDTH = 192
SIZE_TYPE_WIDTH = 96
"""Pixels that a line is wide when it is read, whatever its shape was."""
_CLASSES = 37


class LineReader:
    """Reads A-Z 0-9 in rectified lines. One instance serves all threads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def load(
        cls,
        *,
        threads: int = 1,
        card: str = "reader",
        settings: ModelSettings = USUAL,
    ) -> "LineReader":
        """Load the reader of the registry, checked against its card."""
        return cls(open_model(card, threads=threads, settings=settings)[1])

    def __call__(self, line: Image, width: int) -> NDArray[np.float32]:
        """Read an (H, W, 3) BGR line at *width*: (T, 37), the blank and A-Z 0-9.

        Raises ModelError where it could not look.
        """
        pixels = sized(line, width).astype(np.float32) / np.float32(127.5) - 1
        batch = np.ascontiguousarray(pixels.transpose(2, 0, 1)[np.newaxis])
        steps = np.asarray(self._session(batch)[0])
        if steps.ndim != 2 or steps.shape[1] != _CLASSES:
            message = f"a reader must give {_CLASSES} classes, not {steps.shape}"
            raise ModelError(message)
        return steps


def sized(line: Image, width: int) -> Image:
    """Bring a line to the size at which it is read and learnt: (32, *width*, 3)."""
    shrinks = line.shape[0] > HEIGHT or line.shape[1] > width
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(line, (width, HEIGHT), interpolation=how), np.uint8)
