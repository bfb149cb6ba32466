"""What stands about a lane and never moves: kerbs, posts, stacked containers."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from datasets.chassis import box_sides
from datasets.liveries import BLACK, LIVERIES, wordmark
from datasets.optics import Face
from datasets.sheets import Sheet

Thing = list[Face]
"""A box, as its visible faces."""


def standing() -> list[Thing]:
    """Give everything that stands about a lane: kerbs, posts, stacks."""
    things = [*_stacks(), *_posts()]
    kerb = box_sides("kerb", (0, 4.0), 0.45, (0, 0.16), (150, 156, 158))
    for x in range(-27, 9, 4):
        things += [_moved(kerb, x, 3.0), _moved(kerb, x, -3.0)]
    return things


def distance(thing: Thing, eye: NDArray[np.float64]) -> float:
    """Metres from *eye* (3,) to the middle of a thing."""
    corners = np.concatenate([face.corners for face in thing])
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    return float(np.linalg.norm(middle - eye))


def _posts() -> list[Thing]:
    posts = []
    for x, y in (
        (-13.4, -3.0),
        (-9.2, 3.0),
        (-4.2, 3.0),
        (-20.6, -3.0),
        (1.9, -3.0),
        (1.9, 3.0),
    ):
        pole = box_sides("pole", (-0.07, 0.07), 0.07, (0.66, 6.0), (206, 210, 210))
        base = box_sides("foot", (-0.32, 0.32), 0.32, (0.16, 0.66), (40, 190, 240))
        base = [_striped(face) for face in base]
        posts += [_moved(base, x, y), _moved([*map(_painted, pole)], x, y)]
    return posts


def _painted(face: Face) -> Face:
    paint = partial(Sheet, 0.14, 5.4, scale=40, colour=(206, 210, 210))
    return replace(face, key="pole", paint=paint)


def _striped(face: Face) -> Face:
    if face.key.endswith("top"):
        return face
    return replace(face, key="stripes", paint=_stripes)


def _stripes() -> Sheet:
    sheet = Sheet(0.64, 0.5, scale=140, colour=(36, 176, 226))
    for step in range(-2, 5):
        x = step * 0.24
        sheet.polygon(
            [(x, 0.5), (x + 0.12, 0.5), (x + 0.42, 0), (x + 0.3, 0)], (34, 34, 34)
        )
    return sheet


def _stacks() -> list[Thing]:
    """Give the rows of stacked containers on both sides and beyond the lane."""
    rng = np.random.default_rng(11)
    names = tuple(LIVERIES)
    rows = []
    for y in (-17.0, 18.0, -25.0, 27.0):
        for x in np.arange(-48.0, 40.0, 12.6):
            for level in range(int(rng.integers(1, 4)) + (abs(y) > 20)):
                name = names[int(rng.integers(len(names)))]
                rows.append(_stacked(name, float(x), y, level * 2.6))
    return rows


def _stacked(name: str, x: float, y: float, z: float) -> Thing:
    colour = LIVERIES[name].paint
    faces = box_sides(f"stack/{name}", (0, 12.2), 1.22, (z, z + 2.58), colour)
    paint = partial(_stack_side, name)
    walls = [
        Face(
            key=f"stack/{name}/wall",
            origin=f.origin,
            right=f.right,
            down=f.down,
            paint=paint,
        )
        if f.key.endswith("side")
        else f
        for f in faces
    ]
    return _moved(walls, x, y)


def _stack_side(name: str) -> Sheet:
    livery = LIVERIES[name]
    sheet = Sheet(12.2, 2.58, scale=60, colour=livery.paint)
    wordmark(sheet, livery, 4.0, 0.9, 0.8)
    for fold in np.arange(0.1, 12.1, 0.278):
        sheet.shade(float(fold), 0.1, float(fold) + 0.1, 2.45, 0.82)
    for x0, y0, x1, y1 in (
        (0, 0, 12.2, 0.09),
        (0, 2.46, 12.2, 2.58),
        (0, 0, 0.1, 2.58),
    ):
        sheet.shade(x0, y0, x1, y1, 0.7)
    sheet.rect(12.1, 0, 12.2, 2.58, BLACK)
    return sheet


def _moved(faces: Thing, x: float, y: float) -> Thing:
    return [
        replace(f, origin=(f.origin[0] + x, f.origin[1] + y, f.origin[2]))
        for f in faces
    ]
