"""A crop as a detector cuts it, with what is to be read in it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.dice import about, between, chance, weighted
from datasets.faces import Mask
from datasets.sheets import Colour
from datasets.truth import Kind
from vision.results import Box, Layout

Pixels = NDArray[np.uint8]
"""(H, W, 3) BGR."""
_Matrix = NDArray[np.float64]
_SHARP = 2.0
"""How many times finer than the picture its view is drawn, before it is scaled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A picture of one text, (h, w, 3) BGR, not rectified yet.

    ``text`` is A-Z 0-9 without separators, empty where there is nothing to read.
    """

    image: Pixels
    text: str
    kind: Kind
    layout: Layout


@dataclass(frozen=True, slots=True)
class Surface:
    """Something flat that bears a text, whose bounds are ``box`` in pixels."""

    pixels: Pixels
    box: Box


def stroke(
    pixels: Pixels, mask: Mask, at: tuple[int, int], colour: Colour, cover: float = 1.0
) -> None:
    """Lay *colour* on *pixels*, in place, where *mask* has ink; *at* is (x, y)."""
    x, y = at
    left, top = max(0, -x), max(0, -y)
    bottom, right = max(0, y + mask.shape[0]), max(0, x + mask.shape[1])
    part = pixels[max(0, y) : bottom, max(0, x) : right]
    if not part.size:
        return
    ink = mask[top : top + part.shape[0], left : left + part.shape[1]]
    wash(part, ink.astype(np.float32) * np.float32(cover / 255), colour)


def wash(pixels: Pixels, strength: NDArray[np.float32], colour: Colour) -> None:
    """Mix *colour* into *pixels*, in place, by *strength* (h, w), 0 to 1."""
    paint = np.empty_like(pixels)
    paint[:] = colour
    pixels[:] = cv2.blendLinear(paint, pixels.copy(), strength, 1 - strength)


def photograph(surface: Surface, rng: Generator, *, scale: float) -> Pixels:
    """Cut the text out of a view of *surface*, aslant, at *scale* of its size.

    The cut is a detector's box: mostly a little loose, now and then tight.
    """
    box = surface.box
    corners = np.array(
        [[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]
    )
    seen = _turned(corners, rng)
    left, top = seen.min(axis=0)
    right, bottom = seen.max(axis=0)
    wide, high = right - left, bottom - top
    reach = min(wide, 3 * high), min(high, 3 * wide)
    sides = _jitter(rng) * np.array([*reach, *reach])
    left, top, right, bottom = np.array([left, top, right, bottom]) + sides
    working = max(scale, min(1.0, _SHARP * scale))
    size = (
        max(4, round((right - left) * working)),
        max(4, round((bottom - top) * working)),
    )
    target = (seen - [left, top]) * working
    matrix = cv2.getPerspectiveTransform(
        corners.astype(np.float32), target.astype(np.float32)
    )
    view = _warped(surface.pixels, np.asarray(matrix, np.float64), size, rng)
    return _scaled(view, scale / working, rng)


def _turned(corners: _Matrix, rng: Generator) -> _Matrix:
    """See the rectangle of *corners* (4, 2) from an angle, around its middle."""
    middle = corners.mean(axis=0)
    points = corners - middle
    wide, high = np.ptp(corners, axis=0)
    degrees = about(rng, 0, 2.2, 8) if chance(rng, 0.93) else about(rng, 0, 8, 15)
    turn = np.deg2rad(degrees)
    slant, tilt = about(rng, 0, 0.08, 0.3), about(rng, 0, 0.05, 0.2)
    shape = np.array([[between(rng, 0.72, 1.15), slant], [tilt, 1.0]])
    if wide > 6 * high:
        shape[1, 0] *= 0.4
    if high > 2 * wide:
        turn *= 0.5
        shape = np.array([[1.0, slant * 0.7], [tilt, between(rng, 0.8, 1.6)]])
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    points = points @ shape.T @ spin
    away = 1 + points[:, :1] / wide * about(rng, 0, 0.08, 0.3)
    away = away + points[:, 1:] / high * about(rng, 0, 0.04, 0.12)
    return np.asarray(points / away + middle, np.float64)


def _jitter(rng: Generator) -> _Matrix:
    """Give how far the box's sides are off, left top right bottom, as shares."""
    loose = weighted(rng, ((0.025, 55), (0.06, 33), (-0.01, 12)))
    off = (loose + rng.standard_normal(4) * 0.025).clip(-0.035, 0.15)
    off[[1, 3]] += rng.random(2) * 0.06
    return np.asarray(off * [-1, -1, 1, 1], np.float64)


def _warped(
    pixels: Pixels, matrix: _Matrix, size: tuple[int, int], rng: Generator
) -> Pixels:
    border = cv2.BORDER_REFLECT_101
    view = cv2.warpPerspective(pixels, matrix, size, borderMode=border)
    if chance(rng, 0.07):
        view = _bent(np.asarray(view, np.uint8), rng)
    return np.asarray(view, np.uint8)


def _bent(view: Pixels, rng: Generator) -> Pixels:
    """Bend the middle up or down, as a wide lens does near the frame's edge."""
    height, width = view.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)
    bow = np.float32(about(rng, 0, 0.06, 0.12) * height) * (x**2 - np.float32(0.5))
    across = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    down = np.arange(height, dtype=np.float32)[:, None] + bow
    return np.asarray(
        cv2.remap(
            view, across.copy(), down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )


def _scaled(view: Pixels, scale: float, rng: Generator) -> Pixels:
    if scale >= 1:
        return view
    size = max(4, round(view.shape[1] * scale)), max(4, round(view.shape[0] * scale))
    how = weighted(
        rng, ((cv2.INTER_AREA, 75), (cv2.INTER_LINEAR, 20), (cv2.INTER_NEAREST, 5))
    )
    if how != cv2.INTER_AREA and scale < 0.5:
        view = np.asarray(cv2.blur(view, (2, 2)), np.uint8)
    return np.asarray(cv2.resize(view, size, interpolation=how), np.uint8)
