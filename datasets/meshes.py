"""Solid things as coloured quads: tubes, balls and boxes, joined and set down.

Bodies and machines are built facing along x, with z up and the ground at 0; lengths
are in metres. Corners of a quad run clockwise as seen from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from datasets.sheets import Colour

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Quads (n, 4, 3), their colours (n, 3) BGR and what each belongs to (n,).

    ``parts`` are numbers above 0; what they mean is up to who builds the mesh.
    """

    quads: Points
    colours: Points
    parts: NDArray[np.uint8]

    @classmethod
    def joined(cls, meshes: Sequence[Self]) -> Self:
        """Make one of several."""
        return cls(
            np.concatenate([mesh.quads for mesh in meshes]),
            np.concatenate([mesh.colours for mesh in meshes]),
            np.concatenate([mesh.parts for mesh in meshes]),
        )

    def placed(self, x: float, y: float, heading: float) -> Self:
        """Turn it by *heading* radians, counter-clockwise from above, and move it."""
        c, s = np.cos(heading), np.sin(heading)
        turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
        return replace(self, quads=self.quads @ turn + (x, y, 0.0))

    def lifted(self, by: float) -> Self:
        """Move it up."""
        return replace(self, quads=self.quads + np.array((0.0, 0.0, by)))

    def tinted(self, colours: Points) -> Self:
        """Give it other colours, (n, 3) or one for all (3,)."""
        return replace(self, colours=np.broadcast_to(colours, self.colours.shape))

    @property
    def middles(self) -> Points:
        """The middle of each quad, (n, 3)."""
        return np.asarray(self.quads.mean(axis=1))


def solid(quads: Points, colour: Colour | Points, part: int) -> Mesh:
    """Give quads one colour and one part."""
    colours = np.broadcast_to(np.asarray(colour, np.float64), (len(quads), 3))
    return Mesh(quads, colours, np.full(len(quads), part, np.uint8))


def tube(spine: Points, radii: Points, *, side: Points, around: int = 10) -> Points:
    """Give the quads of a tube along *spine* (k, 3), ring by ring.

    *radii* (k, 2) are half its width, along *side* (3,), and half its depth. Quads
    come in the order of (k - 1) rings of *around*, starting at the front.
    """
    ahead = np.gradient(spine, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True) + 1e-9
    across = side - (ahead @ side)[:, None] * ahead
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-9
    front = np.cross(across, ahead)
    turn = 2 * np.pi * np.arange(around) / around
    rings = (
        spine[:, None]
        + (radii[:, 1:, None] * np.cos(turn)[None, :, None]) * front[:, None]
        + (radii[:, :1, None] * np.sin(turn)[None, :, None]) * across[:, None]
    )
    return _between(rings)


def ball(
    centre: Points, radii: Points, axes: Points, *, around: int = 12, rows: int = 8
) -> Points:
    """Give the quads of an ellipsoid, from its foot to its crown.

    *axes* (3, 3) are its directions ahead, to the left and up, of length 1.
    """
    rise = np.linspace(-np.pi / 2, np.pi / 2, rows + 1)
    return dome(centre, radii, axes, around=around, rise=rise)


def dome(
    centre: Points, radii: Points, axes: Points, *, around: int, rise: Points
) -> Points:
    """Give the part of an ellipsoid between latitudes *rise*, in rows."""
    turn = 2 * np.pi * np.arange(around) / around
    flat, high = np.cos(rise)[:, None], np.sin(rise)[:, None]
    local = np.stack(
        [flat * np.cos(turn), flat * np.sin(turn), high + 0 * turn], axis=-1
    )
    return _between(centre + (local * radii) @ axes)


def box(low: Sequence[float], high: Sequence[float]) -> Points:
    """Give the six sides of an upright box: front, rear, left, right, top, bottom."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    return np.array(
        [
            [(x1, y0, z1), (x1, y1, z1), (x1, y1, z0), (x1, y0, z0)],
            [(x0, y1, z1), (x0, y0, z1), (x0, y0, z0), (x0, y1, z0)],
            [(x1, y1, z1), (x0, y1, z1), (x0, y1, z0), (x1, y1, z0)],
            [(x0, y0, z1), (x1, y0, z1), (x1, y0, z0), (x0, y0, z0)],
            [(x0, y0, z1), (x0, y1, z1), (x1, y1, z1), (x1, y0, z1)],
            [(x0, y1, z0), (x0, y0, z0), (x1, y0, z0), (x1, y1, z0)],
        ]
    )  # fmt: skip


def split(quad: Points, across: int, down: int) -> Points:
    """Cut a quad (4, 3) into (across * down, 4, 3) smaller ones, row by row."""
    u = np.linspace(0, 1, across + 1)[None, :, None]
    v = np.linspace(0, 1, down + 1)[:, None, None]
    top = quad[0] + (quad[1] - quad[0]) * u
    low = quad[3] + (quad[2] - quad[3]) * u
    grid = top + (low - top) * v
    corners = [grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]]
    return np.stack(corners, axis=2).reshape(-1, 4, 3)


def _between(rings: Points) -> Points:
    """Give the quads (rows * around, 4, 3) between *rings*, seen from outside.

    *rings* (rows + 1, around, 3) go up while each turns counter-clockwise from above.
    """
    after = np.roll(rings, -1, axis=1)
    corners = [rings[1:], after[1:], after[:-1], rings[:-1]]
    return np.stack(corners, axis=2).reshape(-1, 4, 3)
