"""What use does to paint: uneven tone, rust that runs down, dirt, mud."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.sheets import Sheet


def clouds(
    shape: tuple[int, int], cells: tuple[int, int], rng: Generator
) -> NDArray[np.float32]:
    """Smooth noise from 0 to 1 of *shape*, about *cells* blots down and across."""
    coarse = rng.random((max(2, cells[0]), max(2, cells[1])), dtype=np.float32)
    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)).clip(
        0, 1
    )


def tint(
    pixels: NDArray[np.uint8], strength: NDArray[np.float32], colour: tuple[int, ...]
) -> None:
    """Mix *colour* into *pixels* (h, w, 3), in place, by *strength* (h, w), 0 to 1."""
    alpha = np.asarray(cv2.merge([strength] * 3), np.float32)
    paint = np.asarray(colour, np.float32)
    pixels[:] = (pixels + (paint - pixels) * alpha).astype(np.uint8)


def weather(sheet: Sheet, dirt: float, rng: Generator) -> None:
    """Age a painted sheet: fading, streaks of rust from the top, dirt from below."""
    height, width = sheet.pixels.shape[:2]
    small = (max(2, height // 2), max(2, width // 2))
    metres = (round(sheet.height) + 1, round(sheet.width) + 1)
    grain = clouds(small, (metres[0] * 3, metres[1] * 3), rng)
    fading = clouds(small, (metres[0], metres[1] * 2), rng)
    runs = clouds(small, (2, metres[1] * 16), rng) ** 5
    runs *= clouds(small, (metres[0] * 2, metres[1] * 5), rng)
    spots = np.clip(
        (clouds(small, (metres[0] * 12, metres[1] * 12), rng) - 0.9) * 9, 0, 1
    )
    spots *= clouds(small, (metres[0] * 2, metres[1] * 2), rng) > 0.75 - 0.35 * dirt
    rise = np.linspace(0, 1, small[0], dtype=np.float32)[:, None] ** 3
    grime = (0.12 + 0.5 * dirt) * (0.3 * grain + 0.7 * rise * (0.3 + 0.7 * grain))
    _mix(sheet.pixels, (0.05 + 0.2 * dirt) * fading, (176, 184, 186))
    _mix(sheet.pixels, grime + (0.2 + 0.4 * dirt) * runs, (66, 82, 94))
    _mix(sheet.pixels, (0.2 + 0.8 * dirt) * (runs**2 + 0.9 * spots), (30, 56, 104))


def _mix(
    pixels: NDArray[np.uint8], strength: cv2.typing.MatLike, colour: tuple[int, ...]
) -> None:
    size = (pixels.shape[1], pixels.shape[0])
    full = cv2.resize(strength, size, interpolation=cv2.INTER_LINEAR)
    tint(pixels, np.asarray(full, np.float32).clip(0, 0.85), colour)


def cover_with_mud(sheet: Sheet, rng: Generator) -> None:
    """Splash mud over nearly all of the sheet, so that its text cannot be read."""
    shape = (sheet.pixels.shape[0], sheet.pixels.shape[1])
    blots = clouds(shape, (4, 10), rng) * 0.55 + clouds(shape, (9, 30), rng) * 0.45
    tint(sheet.pixels, np.clip((blots - 0.12) * 5, 0, 0.97), (46, 66, 84))
