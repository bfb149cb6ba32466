"""From the picture to metres on the ground, by four points that were measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.polygon import Point


class GroundError(ValueError):
    """Four points that do not tell how the ground lies."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundPlane:
    """The ground before one camera; made by ``from_points``."""

    matrix: NDArray[np.float64]
    """Homography from shares of the picture to metres, (3, 3)."""

    @classmethod
    def from_points(
        cls, picture: Sequence[Point], metres: Sequence[Point]
    ) -> "GroundPlane":
        """Fit the ground to four points, in shares of the picture and in metres.

        Raises GroundError where three lie in a line, two are too near each other,
        or the two quadrangles do not go the same way round.
        """
        raise NotImplementedError

    def metres(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give (n, 2) *points*, in shares of the picture, in metres, (n, 2).

        A point above the horizon is nowhere on the ground: nan.
        """
        raise NotImplementedError
