"""Read the lines of text in a picture."""

from collections.abc import Mapping
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from models.registry import open_model
from models.runtime import Session
from models.settings import USUAL, ModelSettings
from vision.bands import without_band
from vision.ctc import UNREAD, Alphabet, Character, decode, one_per_cell, spaced
from vision.results import Slant, TextLine
from vision.strips import Image, straighten, unstack
from vision.text_boxes import text_boxes

_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_LINE_HEIGHT = 48
_LONGEST = 1600
"""Pixels that a line is wide at most when it is recognised."""


class TextReader(Protocol):
    """Whatever finds and reads text. One instance serves all threads."""

    def find(self, image: Image) -> tuple[Slant, ...]:
        """Find the lines of an (H, W, 3) BGR image; columns are higher than wide.

        Raises ModelError where it could not look, which is not an empty answer.
        """
        ...

    def recognise(self, image: Image, place: Slant, *, stacked: bool) -> TextLine:
        """Read the one line in *place*. Raises ModelError as ``find`` does."""
        ...


class PaddleTextReader:
    """The PP-OCRv6 detector and recogniser on shared sessions.

    *detect_side* is the longer side, in pixels, at which lines are looked for.
    """

    def __init__(
        self, detector: Session, recogniser: Session, *, detect_side: int = 640
    ) -> None:
        self._detector = detector
        self._recogniser = recogniser
        self._detect_side = detect_side
        labels = recogniser.metadata["character"].split("\n")
        self._alphabet = Alphabet(labels)

    @classmethod
    def load(
        cls,
        *,
        threads: int = 1,
        detect_side: int = 640,
        settings: ModelSettings = USUAL,
    ) -> "PaddleTextReader":
        """Load the models of the registry, checked against their cards."""
        _, detector = open_model("text-detector", threads=threads, settings=settings)
        _, reads = open_model("text-recogniser", threads=threads, settings=settings)
        return cls(detector, reads, detect_side=detect_side)

    def find(self, image: Image) -> tuple[Slant, ...]:
        """Find lines and columns in an (H, W, 3) BGR image."""
        height, width = image.shape[:2]
        shrink = min(1.0, self._detect_side / max(height, width))
        size = _whole(width * shrink), _whole(height * shrink)
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        pixels = np.asarray((small / np.float32(255) - _MEAN) / _DEVIATION, np.float32)
        probability = self._detector(_batch(pixels))[0, 0]
        return text_boxes(probability, (width / size[0], height / size[1]))

    def recognise(self, image: Image, place: Slant, *, stacked: bool) -> TextLine:
        """Read one line or column, whose characters are laid side by side first."""
        strip = straighten(image, place)
        choices = (
            self._column(strip) if stacked else spaced(self._line(without_band(strip)))
        )
        return TextLine(choices, place, stacked)

    def _column(self, strip: Image) -> tuple[Mapping[str, float], ...]:
        """Read the characters of a column; one that got lost beside others, alone."""
        cells = unstack(strip)
        if len(cells) < 2:
            return ()
        line = np.asarray(cv2.hconcat(cells), np.uint8)
        edges = np.cumsum([cell.shape[1] for cell in cells]) / line.shape[1]
        choices = one_per_cell(self._line(line), edges.tolist())
        for index, cell in enumerate(cells):
            if choices[index] is UNREAD:
                choices[index] = one_per_cell(self._line(cell), [1.0])[0]
        while choices and choices[-1] is UNREAD:
            choices.pop()
        return tuple(choices)

    def _line(self, line: Image) -> tuple[Character, ...]:
        wide = round(line.shape[1] * _LINE_HEIGHT / line.shape[0])
        size = min(_LONGEST, max(16, wide)), _LINE_HEIGHT
        sized = cv2.resize(line, size, interpolation=cv2.INTER_LINEAR)
        steps = self._recogniser(_batch(sized.astype(np.float32) / 127.5 - 1))[0]
        return decode(self._alphabet.fold(steps))


def _whole(side: float) -> int:
    """Round to the multiple of 32 that the detector takes."""
    return max(32, round(side / 32) * 32)


def _batch(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """(H, W, 3) -> (1, 3, H, W), contiguous."""
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[np.newaxis])
