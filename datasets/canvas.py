"""Paints faces into one frame: warps the sheet of each to where the camera sees it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.light import shade, toned
from datasets.optics import NEAR, Camera, Face, Points, area, homography, outline
from datasets.plans import Light
from datasets.sheets import Sheet
from datasets.truth import Inscription

_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Lit:
    """A painted sheet under its light, at full size and halved again and again.

    ``veils`` holds, per level, 255 minus the opacity in three channels; it is None
    for a sheet that hides all behind it. The levels are premultiplied by opacity.
    ``shadow`` tells that the sheet only darkens.
    """

    levels: tuple[NDArray[np.uint8], ...]
    veils: tuple[NDArray[np.uint8], ...] | None
    inscriptions: tuple[Inscription, ...]
    shadow: bool = False


class Gallery:
    """The sheets of all faces under one light, each painted when first asked for."""

    def __init__(self, light: Light) -> None:
        self._light = light
        self._kept: dict[tuple[str, tuple[float, ...]], Lit] = {}

    def lit(self, face: Face) -> Lit:
        """Give the sheet of *face* under its light."""
        key = (face.key, tuple(face.normal.round(2)))
        if key not in self._kept:
            self._kept[key] = _light_up(face.paint(), face, self._light)
        return self._kept[key]


def draw(
    pixels: NDArray[np.uint8], camera: Camera, face: Face, gallery: Gallery
) -> Points | None:
    """Paint *face* into *pixels* (h, w, 3), in place; give its outline if seen."""
    shape = outline(camera, face)
    if shape is None:
        return None
    left, top = np.floor(shape.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(shape.max(axis=0)).astype(int) + 1
    right, bottom = min(int(right), camera.width), min(int(bottom), camera.height)
    window = pixels[top:bottom, left:right]
    lit = gallery.lit(face)
    level = _level(camera, face, lit)
    whole = homography(camera, face, _shape(lit.levels[level]))
    shift = np.array([[1.0, 0, -left], [0, 1, -top], [0, 0, 1]]) @ whole
    cut = bool((camera.depth(face.corners) <= NEAR).any())
    if lit.veils is not None:
        _veil(window, lit.veils[level], shift)
        if not lit.shadow:
            _add(window, lit.levels[level], shift)
    elif cut:
        _paste(window, lit.levels[level], shift, shape - (left, top))
    else:
        size = (window.shape[1], window.shape[0])
        cv2.warpPerspective(
            lit.levels[level],
            shift,
            size,
            dst=window,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
    return shape


def _light_up(sheet: Sheet, face: Face, light: Light) -> Lit:
    pixels = toned(sheet.pixels, shade(face, light))
    veils = None
    if sheet.opacity is not None:
        cover = np.asarray(cv2.merge([sheet.opacity] * 3), np.uint8)
        pixels = np.asarray(cv2.multiply(pixels, cover, scale=1 / 255), np.uint8)
        veils = _halved(np.asarray(cv2.bitwise_not(cover), np.uint8))
    return Lit(
        _halved(pixels), veils, tuple(sheet.inscriptions), shadow=not pixels.any()
    )


def _halved(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
    levels = [pixels]
    while len(levels) < _LEVELS and min(levels[-1].shape[:2]) >= 4:
        height, width = levels[-1].shape[:2]
        size = (max(1, width // 2), max(1, height // 2))
        smaller = cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(smaller, np.uint8))
    return tuple(levels)


def _level(camera: Camera, face: Face, lit: Lit) -> int:
    """Choose the level that has about as many pixels as the frame shows of it."""
    corners = face.corners
    if (camera.depth(corners) <= NEAR).any():
        return 0
    seen = max(1.0, area(camera.project(corners)))
    rows, columns = _shape(lit.levels[0])
    wanted = np.log2(rows * columns / seen) / 2
    return int(np.clip(np.floor(wanted + 0.35), 0, len(lit.levels) - 1))


def _shape(pixels: NDArray[np.uint8]) -> tuple[int, int]:
    return pixels.shape[0], pixels.shape[1]


def _paste(
    window: NDArray[np.uint8], sheet: NDArray[np.uint8], shift: Points, shape: Points
) -> None:
    """Paste a face that reaches behind the lens, within its visible *shape* only."""
    size = (window.shape[1], window.shape[0])
    flat = cv2.warpPerspective(sheet, shift, size, flags=cv2.INTER_LINEAR)
    mask = np.zeros((size[1], size[0]), np.uint8)
    corners = np.rint(shape.clip(-20000, 20000)).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 255)
    cv2.copyTo(flat, mask, window)


def _veil(window: NDArray[np.uint8], veil: NDArray[np.uint8], shift: Points) -> None:
    """Darken *window* where a sheet with holes will cover it."""
    under = cv2.warpPerspective(
        veil,
        shift,
        (window.shape[1], window.shape[0]),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    cv2.multiply(window, under, dst=window, scale=1 / 255)


def _add(window: NDArray[np.uint8], sheet: NDArray[np.uint8], shift: Points) -> None:
    """Add a sheet, multiplied by its opacity, to what ``_veil`` left of *window*."""
    size = (window.shape[1], window.shape[0])
    over = cv2.warpPerspective(sheet, shift, size, flags=cv2.INTER_LINEAR)
    cv2.add(window, over, dst=window)
