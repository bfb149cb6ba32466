"""From the picture to metres on the ground, by four points that were measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist, isfinite

import numpy as np
from numpy.typing import NDArray

from vision.polygon import Point

_NEAREST = 0.02
"""Distance of two points, in shares of the longest distance, that tells nothing."""
_THINNEST = 0.02
"""Height of a triangle, in shares of its longest side, that is a line."""
_HORIZON = 1e-3
"""Share of the least depth of the four points from which a point is infinitely far."""


class GroundError(ValueError):
    """Four points that do not tell how the ground lies."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundPlane:
    """The ground before one camera; made by ``from_points``."""

    matrix: NDArray[np.float64]
    """Homography from shares of the picture to metres, (3, 3); depths are positive."""
    horizon: float
    """The depth up to which a point is not on the ground."""

    @classmethod
    def from_points(
        cls, picture: Sequence[Point], metres: Sequence[Point]
    ) -> "GroundPlane":
        """Fit the ground to four points, in shares of the picture and in metres.

        Raises GroundError, with all that is wrong, where three lie in a line, two are
        too near each other, or the two quadrangles do not go the same way round.
        """
        if found := list(_faults(picture, metres)):
            raise GroundError("; ".join(found))
        matrix = _homography(picture, metres)
        depths = _homogeneous(np.array(picture, np.float64), matrix)[:, 2]
        if not np.all(depths > 0) and not np.all(depths < 0):
            raise GroundError(_CROSSED)
        sign = float(np.sign(depths[0]))
        return cls(matrix * sign, _HORIZON * float(np.abs(depths).min()))

    def metres(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give (n, 2) *points*, in shares of the picture, in metres, (n, 2).

        A point above the horizon is nowhere on the ground: nan.
        """
        found = _homogeneous(np.asarray(points, np.float64), self.matrix)
        depth = np.where(found[:, 2:] > self.horizon, found[:, 2:], np.nan)
        return np.asarray(found[:, :2] / depth, np.float64)


_CROSSED = "the points of the picture and of the ground are not in the same order"


def _homography(
    picture: Sequence[Point], metres: Sequence[Point]
) -> NDArray[np.float64]:
    """Solve for the (3, 3) matrix, its last element 1, that maps four points."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(picture, metres, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -x * u, -y * u], [0, 0, 0, x, y, 1, -x * v, -y * v]]
        wanted += [u, v]
    try:
        solved = np.linalg.solve(np.array(rows), np.array(wanted))
    except np.linalg.LinAlgError as error:
        message = "the points do not tell how the ground lies"
        raise GroundError(message) from error
    return np.append(solved, 1.0).reshape(3, 3)


def _homogeneous(
    points: NDArray[np.float64], matrix: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Map (n, 2) *points* to (n, 3), before the division by depth."""
    return np.asarray(points @ matrix[:, :2].T + matrix[:, 2], np.float64)


def _faults(picture: Sequence[Point], metres: Sequence[Point]) -> Iterator[str]:
    if len(picture) != 4 or len(metres) != 4:
        yield (
            f"the ground needs four points of the picture and four in metres, "
            f"not {len(picture)} and {len(metres)}"
        )
        return
    if not all(0 <= share <= 1 for point in picture for share in point):
        yield "a point lies outside of the picture, 0 to 1"
    if not all(isfinite(metre) for point in metres for metre in point):
        yield "a point on the ground is nowhere: it is not a number"
        return
    found = [*_shape_faults(picture, "picture"), *_shape_faults(metres, "ground")]
    yield from found
    if not found and not _same_way(picture, metres):
        yield _CROSSED


def _shape_faults(points: Sequence[Point], where: str) -> Iterator[str]:
    pairs = [dist(a, b) for a, b in combinations(points, 2)]
    if min(pairs) <= _NEAREST * max(pairs):
        yield f"two points of the {where} are too near each other"
    elif any(_flat(*three) for three in combinations(points, 3)):
        yield f"three points of the {where} lie in a line"


def _flat(a: Point, b: Point, c: Point) -> bool:
    longest = max(dist(a, b), dist(b, c), dist(c, a))
    return abs(_turn(a, b, c)) <= _THINNEST * longest**2


def _same_way(picture: Sequence[Point], metres: Sequence[Point]) -> bool:
    """Whether every three points turn alike in both, or every three the other way."""
    turns = [
        _turn(*seen) * _turn(*laid) > 0
        for seen, laid in zip(
            combinations(picture, 3), combinations(metres, 3), strict=True
        )
    ]
    return all(turns) or not any(turns)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
