"""A sheet: one flat face being painted in metres, which remembers where its text is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.fonts import STROKE, letter
from datasets.truth import Inscription, Kind
from vision.results import Box, Layout

Colour = tuple[int, int, int]
"""Blue, green, red, each 0 to 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How letters are set: colour, height and advance in metres, font and weight.

    ``advance`` is the pitch from letter to letter; 0 sets them by their width.
    """

    colour: Colour
    height: float
    advance: float = 0.0
    font: str = STROKE
    weight: float = 1.15


class Sheet:
    """Pixels of one face, addressed in metres from its top left corner."""

    def __init__(
        self, width: float, height: float, *, scale: float, colour: Colour
    ) -> None:
        """Make a sheet of *width* by *height* metres at *scale* pixels a metre."""
        self.width, self.height, self.scale = width, height, scale
        shape = (max(2, round(height * scale)), max(2, round(width * scale)), 3)
        self.pixels: NDArray[np.uint8] = np.empty(shape, np.uint8)
        self.pixels[:] = colour
        self.opacity: NDArray[np.uint8] | None = None
        self.inscriptions: list[Inscription] = []

    def clear(self) -> Self:
        """Make the sheet transparent wherever nothing is painted from now on."""
        self.opacity = np.zeros(self.pixels.shape[:2], np.uint8)
        return self

    def polygon(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """Fill a polygon whose corners are given in metres."""
        fixed = np.rint(np.array(points) * self.scale * 16).astype(np.int32)
        cv2.fillPoly(self.pixels, [fixed], colour, cv2.LINE_AA, 4)
        if self.opacity is not None:
            cv2.fillPoly(self.opacity, [fixed], 255, cv2.LINE_AA, 4)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Fill an upright rectangle."""
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour)

    def frame(self, box: Box, thickness: float, colour: Colour) -> None:
        """Draw the outline of *box*, *thickness* metres wide, inside it."""
        t = thickness
        self.rect(box.x0, box.y0, box.x1, box.y0 + t, colour)
        self.rect(box.x0, box.y1 - t, box.x1, box.y1, colour)
        self.rect(box.x0, box.y0, box.x0 + t, box.y1, colour)
        self.rect(box.x1 - t, box.y0, box.x1, box.y1, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle around (x, y)."""
        turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        ring = np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], axis=1)
        self.polygon([(float(a), float(b)) for a, b in ring], colour)

    def rod(self, x: float, y0: float, y1: float, width: float, tone: Colour) -> None:
        """Paint an upright round bar, lit from the left, with its shadow."""
        self.shade(x + width * 0.5, y0, x + width * 1.3, y1, 0.6)
        for part, gain in ((0.0, 0.75), (0.2, 1.1), (0.5, 0.95), (0.75, 0.6)):
            left = x - width / 2 + part * width
            b, g, r = (min(255, round(c * gain)) for c in tone)
            self.rect(left, y0, left + width * 0.32, y1, (b, g, r))

    def shade(self, x0: float, y0: float, x1: float, y1: float, gain: float) -> None:
        """Multiply what is painted in a rectangle by *gain*."""
        rows, columns = self._slices(x0, y0, x1, y1)
        part = self.pixels[rows, columns]
        cv2.convertScaleAbs(part, part, gain)
        self.pixels[rows, columns] = part

    def write(self, text: str, x: float, y: float, pen: Pen) -> list[Box]:
        """Set *text* from (x, y), its top left; return the boxes of its letters.

        A space advances and has no box.
        """
        boxes = []
        for char in text:
            if char == " ":
                x += pen.advance or pen.height * 0.45
                continue
            ink = letter(pen.font, char, pen.weight)
            width = ink.shape[1] / ink.shape[0] * pen.height
            left = x + max(0.0, (pen.advance * 0.8 - width) / 2)
            boxes.append(self._stamp(ink, left, y, pen))
            x += pen.advance or width + pen.height * 0.2
        return boxes

    def stack(self, text: str, x: float, y: float, pen: Pen) -> list[Box]:
        """Set *text* one letter below the other, centred on *x*, from *y* down.

        ``pen.advance`` is the pitch downwards.
        """
        boxes = []
        for row, char in enumerate(text):
            if char != " ":
                ink = letter(pen.font, char, pen.weight)
                width = ink.shape[1] / ink.shape[0] * pen.height
                top = y + row * pen.advance
                boxes.append(self._stamp(ink, x - width / 2, top, pen))
        return boxes

    def fill(self, char: str, place: Box, pen: Pen) -> None:
        """Set one letter so that it fills *place*."""
        self.stamp(letter(pen.font, char, pen.weight), place, pen.colour)

    def stamp(self, ink: NDArray[np.float32], place: Box, colour: Colour) -> None:
        """Print a mask from 0 to 1, stretched to *place*."""
        s = self.scale
        width, height = max(1, round(place.width * s)), max(1, round(place.height * s))
        mask = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
        top, left = max(0, round(place.y0 * s)), max(0, round(place.x0 * s))
        self._print(np.asarray(mask, np.float32), left, top, colour)

    def measure(self, text: str, pen: Pen) -> float:
        """Width of *text* in metres as ``write`` would set it."""
        total = 0.0
        for char in text:
            if char == " ":
                total += pen.advance or pen.height * 0.45
                continue
            ink = letter(pen.font, char, pen.weight)
            width = ink.shape[1] / ink.shape[0] * pen.height
            total += pen.advance or width + pen.height * 0.2
        return total

    def inscribe(
        self, kind: Kind, text: str, cells: Sequence[Box], layout: Layout | None = None
    ) -> None:
        """Record that *cells* hold the letters of *text*, as part of the truth."""
        shares = tuple(
            Box(
                c.x0 / self.width,
                c.y0 / self.height,
                c.x1 / self.width,
                c.y1 / self.height,
            )
            for c in cells
        )
        self.inscriptions.append(Inscription(kind, text, layout, shares))

    def _stamp(self, ink: NDArray[np.float32], x: float, y: float, pen: Pen) -> Box:
        height = max(1, round(pen.height * self.scale))
        width = max(1, round(height * ink.shape[1] / ink.shape[0]))
        mask = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
        top, left = max(0, round(y * self.scale)), max(0, round(x * self.scale))
        self._print(np.asarray(mask, np.float32), left, top, pen.colour)
        s = self.scale
        return Box(left / s, top / s, (left + width) / s, (top + height) / s)

    def _print(
        self, mask: NDArray[np.float32], left: int, top: int, colour: Colour
    ) -> None:
        height, width = mask.shape
        part = self.pixels[top : top + height, left : left + width]
        alpha = mask[: part.shape[0], : part.shape[1], None]
        mixed = part * (1 - alpha) + np.array(colour, np.float32) * alpha
        part[:] = mixed.astype(np.uint8)

    def _slices(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[slice, slice]:
        s = self.scale
        rows = slice(max(0, round(y0 * s)), max(0, round(y1 * s)))
        return rows, slice(max(0, round(x0 * s)), max(0, round(x1 * s)))
