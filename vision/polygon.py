"""Polygons of a picture, in shares of its width and height."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import cv2
import numpy as np

Point = tuple[float, float]


def inside(polygon: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies in *polygon* or on its edge."""
    shape = np.array(polygon, np.float32)
    return cv2.pointPolygonTest(shape, (float(x), float(y)), False) >= 0


def faults(polygon: Sequence[Point]) -> Iterator[str]:
    """Say in words what keeps *polygon* from being a part of a picture."""
    if len(polygon) < 3:
        yield f"a polygon has three corners or more, not {len(polygon)}"
    outside = [corner for corner in polygon if not all(0 <= c <= 1 for c in corner)]
    for x, y in outside[:1]:
        yield f"the corner [{x:g}, {y:g}] lies outside of the picture, 0 to 1"
    if len(polygon) >= 3 and not outside:
        yield from _shape_faults(polygon)


def _shape_faults(polygon: Sequence[Point]) -> Iterator[str]:
    sides = list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    for (i, one), (j, other) in combinations(enumerate(sides), 2):
        neighbours = j - i in {1, len(sides) - 1}
        if not neighbours and meet(*one, *other):
            yield f"its sides {i + 1} and {j + 1} cross each other"
            return
    if cv2.contourArea(np.array(polygon, np.float32)) < 1e-6:
        yield "its corners lie on one line"


def meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the ways from *a* to *b* and from *c* to *d* meet."""
    sides = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if 0 in sides:
        return any(
            turn == 0 and _between(p, *way)
            for turn, p, way in zip(
                sides, (c, d, a, b), ((a, b), (a, b), (c, d), (c, d)), strict=True
            )
        )
    return sides[0] != sides[1] and sides[2] != sides[3]


def _turn(a: Point, b: Point, c: Point) -> int:
    """Say to which side *c* lies of the way from *a* to *b*; 0 where it is on it."""
    return int(np.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])))


def _between(p: Point, a: Point, b: Point) -> bool:
    """Whether *p*, on the line through *a* and *b*, lies between them."""
    return all(min(s, e) <= x <= max(s, e) for x, s, e in zip(p, a, b, strict=True))
