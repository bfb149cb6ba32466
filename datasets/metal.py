"""Painted metal for lettering: colours, folds, rods, seams, rust and wear."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.crops import Pixels, stroke, wash
from datasets.dice import about, between, chance, near, weighted
from datasets.faces import Mask
from datasets.samples import pick
from datasets.sheets import Colour
from datasets.weathering import clouds

_PAINTS: tuple[tuple[Colour, float], ...] = (
    ((45, 45, 120), 10), ((35, 40, 90), 6), ((40, 60, 150), 8), ((60, 70, 130), 4),
    ((120, 60, 20), 9), ((160, 90, 30), 7), ((80, 40, 20), 6), ((60, 35, 25), 4),
    ((190, 140, 60), 4), ((150, 140, 90), 3), ((90, 120, 40), 4), ((60, 80, 30), 4),
    ((140, 140, 138), 8), ((110, 112, 115), 6), ((205, 205, 200), 8),
    ((232, 234, 234), 8), ((30, 110, 225), 5), ((40, 190, 235), 4), ((70, 60, 55), 4),
    ((40, 40, 180), 3), ((25, 25, 28), 2),
)  # fmt: skip
_DARK_INKS: tuple[tuple[Colour, float], ...] = (
    ((25, 25, 25), 60), ((110, 50, 20), 15), ((40, 30, 160), 15), ((60, 80, 30), 5),
    ((90, 40, 30), 5),
)  # fmt: skip


def paint_and_ink(rng: Generator) -> tuple[Colour, Colour]:
    """Throw the colours of a container and of its lettering, which stand apart."""
    paint = near(rng, weighted(rng, _PAINTS), 14)
    bright = luma(paint)
    dark = bright > 165 or (bright > 105 and chance(rng, 0.35))
    if not dark:
        light = near(rng, (238, 240, 240), 10)
        if chance(rng, 0.05):
            light = (60, 210, 240)
        return paint, mixed(light, paint, abs(about(rng, 0.0, 0.2, 0.5)))
    ink = near(rng, weighted(rng, _DARK_INKS), 10)
    if luma(paint) - luma(ink) < 60:
        ink = (20, 20, 20)
    return paint, mixed(ink, paint, abs(about(rng, 0.0, 0.2, 0.45)))


def luma(colour: Colour) -> float:
    """Give the brightness of a colour, 0 to 255."""
    blue, green, red = colour
    return 0.114 * blue + 0.587 * green + 0.299 * red


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Give *one* with *share* of *other* in it."""
    blue, green, red = (
        int(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )
    return blue, green, red


def ground(shape: tuple[int, int], paint: Colour, rng: Generator) -> Pixels:
    """Give a painted surface, (h, w, 3), uneven in tone, patched now and then."""
    height, width = shape
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = paint
    uneven = clouds(shape, (3, max(3, width // max(height, 1) * 2)), rng)
    wash(pixels, uneven * np.float32(between(rng, 0.02, 0.2)), near(rng, paint, 40))
    if chance(rng, 0.1):
        x = np.sort(rng.uniform(0, width, 2)).astype(int)
        y = np.sort(rng.uniform(-0.3, 1.3, 2) * height).clip(0, height).astype(int)
        pixels[y[0] : y[1], x[0] : x[1]] = near(rng, paint, 12)
    return pixels


def seams(pixels: Pixels, free: tuple[int, int, int, int], rng: Generator) -> None:
    """Draw edges, seams and rivets in the margin around *free* (x0, y0, x1, y1)."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = free
    for _ in range(int(rng.integers(0, 4))):
        tone = float(rng.choice([0.45, 0.7, 1.3]))
        thick = int(rng.integers(1, 5))
        if chance(rng, 0.5):
            x = int(pick(rng, (between(rng, 0, x0 - 4), between(rng, x1 + 4, width))))
            part = pixels[:, max(0, x) : x + thick]
        else:
            y = int(pick(rng, (between(rng, 0, y0 - 4), between(rng, y1 + 4, height))))
            part = pixels[max(0, y) : y + thick]
        part[:] = np.clip(part * tone, 0, 255)
    for _ in range(int(rng.integers(0, 5)) if chance(rng, 0.25) else 0):
        at = int(between(rng, 0, width)), int(pick(rng, (y0 // 2, (y1 + height) // 2)))
        cv2.circle(pixels, at, int(rng.integers(2, 6)), (60, 60, 60), -1, cv2.LINE_AA)


def rod(pixels: Pixels, x: int, wide: int, paint: Colour, rng: Generator) -> None:
    """Stand a locking rod at *x*, *wide* pixels, round in its shading, with shadow."""
    colours = ((205, 208, 208), (150, 152, 155), near(rng, paint, 15), (110, 120, 130))
    colour = np.array(near(rng, pick(rng, colours), 12), np.float32)
    across = np.sin(np.linspace(0.25, np.pi - 0.15, max(2, wide)))
    tones = (0.45 + 0.65 * np.roll(across, int(rng.integers(-1, 2))))[:, None] * colour
    cast = pixels[:, max(0, x + wide) : x + wide + int(wide * between(rng, 0.2, 1.0))]
    cast[:] = cast * between(rng, 0.4, 0.85)
    left = max(0, x)
    part = pixels[:, left : x + wide]
    part[:] = np.clip(tones[left - x : left - x + part.shape[1]], 0, 255)
    if chance(rng, 0.3):
        y = int(between(rng, 0, pixels.shape[0]))
        cv2.rectangle(pixels, (x - 3, y), (x + wide + 3, y + wide), (90, 95, 100), -1)


def folded(pixels: Pixels, pitch: float, depth: float, rng: Generator) -> Pixels:
    """Fold the surface like a side wall, every *pitch* pixels: shade it and bend it."""
    height, width = pixels.shape[:2]
    phase = (np.arange(width, dtype=np.float32) / np.float32(pitch) + rng.random()) % 1
    knots = (0, 0.26, 0.38, 0.62, 0.74, 1)
    bump = np.interp(phase, knots, (0, 0, 1, 1, 0, 0)).astype(np.float32)
    tones = 1 + rng.uniform(-1, 1, 4) * depth
    bounds = (phase < 0.26, phase < 0.38, phase < 0.62, phase < 0.74)
    gain = np.select(bounds, tones.tolist(), float(tones[0])).astype(np.float32)
    gain = cv2.blur(gain.reshape(1, -1), (max(1, int(pitch / 24)), 1))
    shaded = np.clip(pixels * gain.reshape(1, -1, 1), 0, 255).astype(np.uint8)
    down, across = (about(rng, 0, 0.025, 0.06) * pitch for _ in range(2))
    x = np.arange(width, dtype=np.float32) + np.float32(across) * bump
    y = np.arange(height, dtype=np.float32)[:, None] + np.float32(down) * bump
    maps = np.ascontiguousarray(np.broadcast_to(x, (height, width)))
    bent = cv2.remap(shaded, maps, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(bent, np.uint8)


def worn(mask: Mask, much: float, rng: Generator) -> Mask:
    """Scratch lettering off in places: *much* from 0 to 1."""
    shape = (mask.shape[0], mask.shape[1])
    fine = clouds(shape, (max(3, shape[0] // 5), max(3, shape[1] // 5)), rng)
    where = clouds(shape, (3, max(3, shape[1] // max(1, shape[0]) * 2)), rng)
    kept = np.clip(1 - (fine * (0.4 + 0.6 * where) - (0.85 - 0.4 * much)) * 6, 0.25, 1)
    return np.asarray(mask * kept, np.uint8)


def aged(pixels: Pixels, much: float, rng: Generator) -> None:
    """Lay dust, runs of rust and stains on a surface, in place: *much* from 0 to 1."""
    shape = (pixels.shape[0], pixels.shape[1])
    small = (max(2, shape[0] // 2), max(2, shape[1] // 2))
    wide = max(4, shape[1] // 14)
    runs = clouds(small, (3, wide), rng) ** 4 * clouds(
        small, (3, max(3, wide // 4)), rng
    )
    dust = clouds(small, (4, max(3, wide // 4)), rng) * np.float32(0.35 * much)
    _lay(pixels, dust, near(rng, (130, 140, 145), 25))
    brown = near(rng, pick(rng, ((40, 70, 110), (30, 50, 90), (60, 70, 80))), 12)
    _lay(pixels, runs * np.float32(0.9 * much), brown)
    if chance(rng, 0.15 * much):
        spots = clouds(small, (max(4, small[0] // 6), max(4, small[1] // 6)), rng)
        _lay(pixels, np.clip((spots - 0.85) * 8, 0, 0.8), (35, 60, 105))


def _lay(pixels: Pixels, strength: NDArray[np.float32], colour: Colour) -> None:
    size = (pixels.shape[1], pixels.shape[0])
    full = cv2.resize(strength, size, interpolation=cv2.INTER_LINEAR)
    wash(pixels, np.asarray(full, np.float32).clip(0, 1), colour)


def scratched(pixels: Pixels, rng: Generator) -> None:
    """Draw a few fine scratches, in place."""
    height, width = pixels.shape[:2]
    veil = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(1, 5))):
        x, y = int(between(rng, 0, width)), int(between(rng, 0, height))
        end = x + int(about(rng, 0, 50, 120)), y + int(about(rng, 0, 25, 60))
        cv2.line(veil, (x, y), end, 255, 1, cv2.LINE_AA)
    stroke(pixels, veil, (0, 0), near(rng, (140, 140, 140), 50), between(rng, 0.3, 0.8))
