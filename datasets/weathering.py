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
    streaks = clouds(small, (2, metres[1] * 14), rng) ** 7
    streaks *= clouds(small, (metres[0] * 2, metres[1] * 5), rng)
    spots = (
        clouds(small, (metres[0] * 9, metres[1] * 9), rng) > 1.04 - 0.08 * dirt
    ) * 1
    rise = np.linspace(0, 1, small[0], dtype=np.float32)[:, None] ** 4
    grime = (0.10 + 0.45 * dirt) * (0.35 * grain + 0.65 * rise * (0.4 + 0.6 * grain))
    rust = (0.15 + 0.85 * dirt) * streaks + spots.astype(np.float32) * 0.6 * dirt
    _mix(sheet.pixels, grime, (88, 104, 116))
    _mix(sheet.pixels, cv2.GaussianBlur(rust, (0, 0), 0.8), (34, 62, 112))


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
