"""Paints a mesh as a camera sees it: lit, cut out, and with a map of its parts."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.light import SKIES
from datasets.meshes import Mesh
from datasets.optics import Camera
from datasets.plans import Light

Pixels = NDArray[np.uint8]
_NEAR = 0.4
_BITS = 3
"""Corners are handed to OpenCV in eighths of a pixel."""
_MOST = 3_000_000


@dataclass(frozen=True, slots=True)
class Cutout:
    """A painted thing: where it lies in the frame, its pixels, and its parts.

    ``colour`` (h, w, 3) is premultiplied by ``cover`` (h, w), 0 to 255; ``parts``
    (h, w) holds the part that a pixel shows, 0 where it shows none.
    """

    left: int
    top: int
    colour: Pixels
    cover: Pixels
    parts: Pixels

    def window(self, frame: NDArray[np.uint8]) -> Pixels:
        """Give its place in *frame*, as a view to write to."""
        height, width = self.cover.shape
        return frame[self.top : self.top + height, self.left : self.left + width]

    def paste(self, frame: Pixels) -> None:
        """Lay it over *frame* (h, w, 3), in place."""
        window = self.window(frame)
        under = cv2.merge([cv2.bitwise_not(self.cover)] * 3)
        cv2.multiply(window, under, dst=window, scale=1 / 255)
        cv2.add(window, self.colour, dst=window)


def cut_out(mesh: Mesh, camera: Camera, light: Light, shine: int = 0) -> Cutout | None:
    """Paint *mesh*; None where it is out of view or reaches behind the lens.

    Quads of part *shine* are glossy.
    """
    flat = mesh.quads.reshape(-1, 3)
    if float(camera.depth(flat).min()) < _NEAR:
        return None
    seen = camera.project(flat).reshape(-1, 4, 2)
    low = np.floor(seen.min(axis=(0, 1))).astype(int).clip(0)
    edge = (camera.width, camera.height)
    high = np.ceil(seen.max(axis=(0, 1))).astype(int).clip(None, edge)
    if (high <= low).any():
        return None
    shown = np.flatnonzero(_area(seen) > 0)
    away = mesh.quads[shown].mean(axis=1) - np.array(camera.position)
    order = shown[np.argsort(-(away**2).sum(axis=1))]
    tones = _lit(mesh, order, camera, light, shine)
    return _downsized(seen[order] - low, tones, (int(low[0]), int(low[1])), high - low)


def _area(seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the area of quads (n, 4, 2), positive where they turn clockwise."""
    a, b = seen[:, 2] - seen[:, 0], seen[:, 3] - seen[:, 1]
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _lit(
    mesh: Mesh, order: NDArray[np.intp], camera: Camera, light: Light, shine: int
) -> NDArray[np.float64]:
    """Give the colours under *light*, and the part as a fourth channel, (n, 4)."""
    quads, sky = mesh.quads[order], SKIES[light]
    normals = np.cross(quads[:, 2] - quads[:, 0], quads[:, 1] - quads[:, 3])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12
    sun = np.array(sky.sun)
    facing = (normals @ sun).clip(0)[:, None]
    soft = 0.78 + 0.22 * normals[:, 2:]
    gains = np.array(sky.ambient) * soft + np.array(sky.direct) * facing * 1.4
    colours = mesh.colours[order] * gains
    glossy = mesh.parts[order] == shine
    if shine and glossy.any():
        eye = np.array(camera.position) - quads.mean(axis=1)
        half = sun + eye / np.linalg.norm(eye, axis=1, keepdims=True)
        half /= np.linalg.norm(half, axis=1, keepdims=True)
        gleam = (normals * half).sum(axis=1).clip(0) ** 14 * 110
        colours += (gleam * glossy)[:, None]
    return np.column_stack([colours.clip(0, 255), mesh.parts[order]])


def _downsized(
    quads: NDArray[np.float64],
    tones: NDArray[np.float64],
    at: tuple[int, int],
    size: NDArray[np.int_],
) -> Cutout:
    """Paint quads larger than wanted and shrink them, so that edges are smooth."""
    width, height = (int(n) for n in size)
    zoom = 3 if height < 90 else 2
    if width * height * zoom * zoom > _MOST:
        zoom = 1
    canvas = np.zeros((height * zoom, width * zoom, 4), np.uint8)
    corners = np.rint((quads * zoom - 0.5) * (1 << _BITS)).astype(np.int32)
    for quad, tone in zip(corners, tones.tolist(), strict=True):
        cv2.fillConvexPoly(canvas, quad, tone, cv2.LINE_8, _BITS)
    cover = np.asarray((canvas[..., 3] > 0).view(np.uint8) * 255)
    whole = (width, height)
    return Cutout(
        *at,
        np.asarray(cv2.resize(canvas, whole, interpolation=cv2.INTER_AREA)[..., :3]),
        np.asarray(cv2.resize(cover, whole, interpolation=cv2.INTER_AREA)),
        np.ascontiguousarray(canvas[zoom // 2 :: zoom, zoom // 2 :: zoom, 3]),
    )


def shadow_on(
    frame: Pixels, mesh: Mesh, camera: Camera, light: Light, strength: float
) -> None:
    """Darken *frame* (h, w, 3), in place, where *mesh* shades the ground."""
    x, y, z = SKIES[light].sun
    flat = mesh.quads.reshape(-1, 3)
    reach = flat[:, 2:] / max(z, 0.3)
    ground = np.column_stack([flat[:, :2] - reach * (x, y), 0 * flat[:, 2]])
    if float(camera.depth(ground).min()) < _NEAR:
        return
    seen = camera.project(ground)
    edge = (camera.width, camera.height)
    low = np.floor(seen.min(axis=0) - 3).astype(int).clip(0)
    high = np.ceil(seen.max(axis=0) + 3).astype(int).clip(None, edge)
    if (high <= low).any():
        return
    mask = np.zeros((high - low)[::-1], np.uint8)
    corners = np.rint((seen - low).clip(-9000, 9000)).astype(np.int32)
    for quad in corners.reshape(-1, 4, 2):
        cv2.fillConvexPoly(mask, quad, 255 * strength)
    soft = cv2.bitwise_not(cv2.blur(mask, (3, 3)))
    window = frame[low[1] : high[1], low[0] : high[0]]
    cv2.multiply(window, cv2.merge([soft] * 3), dst=window, scale=1 / 255)
