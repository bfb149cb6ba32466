"""Which text of the painted faces a frame shows: boxes in pixels, share seen."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.canvas import Gallery
from datasets.optics import NEAR, Camera, Face, Points
from datasets.truth import Inscription, TextTruth
from vision.results import Box

_GRID = np.array([(u, v) for v in (0.1, 0.5, 0.9) for u in (0.1, 0.5, 0.9)])
"""Where in its cell a character is probed for being hidden, as shares."""


def texts_of(
    seen: Sequence[tuple[Face, Points]],
    camera: Camera,
    gallery: Gallery,
    *,
    legible: bool,
    over: Sequence[Points] = (),
) -> tuple[TextTruth, ...]:
    """Give the texts on *seen*: faces in painting order, with their outlines.

    A character is hidden where a later face covers it: the truth follows the painting.
    *over* are outlines that are painted over them all. *legible* tells whether plates
    can be read.
    """
    found = []
    for index, (face, _) in enumerate(seen):
        later = [*over, *hiding(seen[index + 1 :], gallery)]
        for inscription in gallery.lit(face).inscriptions:
            text = _text(inscription, face, later, camera, legible)
            if text is not None:
                found.append(text)
    return tuple(found)


def hiding(seen: Sequence[tuple[Face, Points]], gallery: Gallery) -> list[Points]:
    """Give the outlines of those faces that hide all behind them."""
    return [shape for face, shape in seen if gallery.lit(face).veils is None]


def _text(
    inscription: Inscription,
    face: Face,
    later: Sequence[Points],
    camera: Camera,
    legible: bool,
) -> TextTruth | None:
    cells = inscription.cells
    corners = np.array(
        [[(c.x0, c.y0), (c.x1, c.y0), (c.x1, c.y1), (c.x0, c.y1)] for c in cells]
    )
    world = face.at(corners.reshape(-1, 2))
    if (camera.depth(world) <= NEAR).any():
        return None
    shapes = camera.project(world).reshape(-1, 4, 2)
    visible = _visible(cells, face, later, camera)
    if visible == 0:
        return None
    boxes = tuple(_box(shape, camera) for shape in shapes)
    return TextTruth(
        kind=inscription.kind,
        text=inscription.text,
        layout=inscription.layout,
        box=_box(shapes.reshape(-1, 2), camera),
        characters=boxes,
        visible=visible,
        legible=legible or inscription.kind != "plate",
    )


def _visible(
    cells: Sequence[Box], face: Face, later: Sequence[Points], camera: Camera
) -> float:
    probes = np.concatenate(
        [np.array((c.x0, c.y0)) + _GRID * (c.width, c.height) for c in cells]
    )
    pixels = camera.project(face.at(probes))
    size = (camera.width, camera.height)
    shown: NDArray[np.bool_] = np.all((pixels >= 0) & (pixels < size), axis=1)
    for shape in later:
        polygon = shape.astype(np.float32)
        low, high = polygon.min(axis=0), polygon.max(axis=0)
        near = shown & ((pixels >= low) & (pixels <= high)).all(axis=1)
        for index in np.flatnonzero(near):
            u, v = pixels[index]
            inside = cv2.pointPolygonTest(polygon, (float(u), float(v)), False)
            shown[index] = inside < 0
    return float(shown.mean())


def _box(points: Points, camera: Camera) -> Box:
    low = points.min(axis=0).clip(0, (camera.width, camera.height))
    high = points.max(axis=0).clip(0, (camera.width, camera.height))
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
