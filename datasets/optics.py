"""A pinhole camera and the flat faces it sees: where each falls in the frame.

The world is in metres: x along the lane in driving direction, y to the left,
z up; the origin is on the ground, below the bumper of a truck at its stop.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.sheets import Sheet

Points = NDArray[np.float64]

NEAR = 0.15
"""Nothing nearer to the lens than this many metres is drawn."""


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A camera at *position* looking at *target*, both (x, y, z) in metres.

    ``view`` is the vertical angle of view in degrees.
    """

    name: str
    position: tuple[float, float, float]
    target: tuple[float, float, float]
    view: float
    width: int = 1280
    height: int = 720

    @cached_property
    def focal(self) -> float:
        """Focal length in pixels."""
        return float(self.height / 2 / np.tan(np.radians(self.view) / 2))

    @cached_property
    def axes(self) -> Points:
        """Rows: the directions of image x, image y and the view, in the world."""
        ahead = np.subtract(self.target, self.position)
        ahead = ahead / np.linalg.norm(ahead)
        right = np.cross(ahead, (0.0, 0.0, 1.0))
        right = right / np.linalg.norm(right)
        return np.stack([right, np.cross(ahead, right), ahead])

    @cached_property
    def matrix(self) -> Points:
        """The 3 x 4 projection from the world to homogeneous pixels."""
        f, cx, cy = self.focal, self.width / 2, self.height / 2
        inner = np.array([[f, 0, cx], [0, f, cy], [0, 0, 1]])
        move = -self.axes @ np.array(self.position)
        return np.asarray(inner @ np.column_stack([self.axes, move]))

    def project(self, points: Points) -> Points:
        """Pixels (n, 2) of world points (n, 3), all of them before the lens."""
        seen = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        return np.asarray(seen[:, :2] / seen[:, 2:])

    def depth(self, points: Points) -> Points:
        """Metres along the view (n,) of world points (n, 3)."""
        return np.asarray((points - np.array(self.position)) @ self.axes[2])

    def past(self, along: float) -> Self:
        """Give the camera that sees a truck at its stop as this one sees it *along* on.

        Moving the camera back spares moving every face.
        """
        (x, y, z), (u, v, w) = self.position, self.target
        return replace(self, position=(x - along, y, z), target=(u - along, v, w))

    def beside(self, left: float) -> Self:
        """Give the camera that sees this lane as this one sees one *left* of it."""
        (x, y, z), (u, v, w) = self.position, self.target
        return replace(self, position=(x, y - left, z), target=(u, v - left, w))


@dataclass(frozen=True, kw_only=True)
class Face:
    """A flat rectangle in the world that a sheet is pasted on.

    ``origin`` is its top left corner seen from outside; ``right`` and ``down`` run
    along its whole edges. ``paint`` makes the sheet when it is first seen. ``key``
    names the sheet: faces that share a key share the sheet. ``lit`` is the share of
    outside light that reaches it; a face with ``glows`` shines by itself.
    """

    key: str
    origin: tuple[float, float, float]
    right: tuple[float, float, float]
    down: tuple[float, float, float]
    paint: Callable[[], Sheet]
    lit: float = 1.0
    glows: bool = False
    two_sided: bool = False

    @cached_property
    def normal(self) -> Points:
        """The outward direction, of length 1."""
        out = np.cross(self.down, self.right)
        return np.asarray(out / np.linalg.norm(out))

    @cached_property
    def corners(self) -> Points:
        """The four corners (4, 3), clockwise from the top left."""
        o, r, d = np.array(self.origin), np.array(self.right), np.array(self.down)
        return np.stack([o, o + r, o + r + d, o + d])

    def at(self, shares: Points) -> Points:
        """World points (n, 3) of points (n, 2) given as shares of width and height."""
        return np.asarray(
            np.array(self.origin)
            + shares[:, :1] * np.array(self.right)
            + shares[:, 1:] * np.array(self.down)
        )


def outline(camera: Camera, face: Face) -> Points | None:
    """Pixels (n, 2) of the part of *face* before the lens; None when it is not seen."""
    corners = face.corners
    towards = np.array(camera.position) - corners[0]
    if not face.two_sided and float(face.normal @ towards) <= 0:
        return None
    kept = _before_lens(corners, camera.depth(corners))
    if len(kept) < 3:
        return None
    shape = camera.project(kept)
    low, high = shape.min(axis=0), shape.max(axis=0)
    outside = (high <= 0).any() or low[0] >= camera.width or low[1] >= camera.height
    return None if outside else shape


def homography(camera: Camera, face: Face, shape: tuple[int, int]) -> Points:
    """Map pixels of a sheet of *shape* (rows, columns) to pixels of the frame."""
    edges = np.column_stack([face.right, face.down, face.origin])
    plane = camera.matrix[:, :3] @ edges
    plane[:, 2] += camera.matrix[:, 3]
    return np.asarray(plane @ np.diag([1 / shape[1], 1 / shape[0], 1.0]))


def area(shape: Points) -> float:
    """Area in square pixels of a polygon (n, 2)."""
    return float(cv2.contourArea(shape.astype(np.float32)))


def _before_lens(corners: Points, depth: Points) -> Points:
    if (depth > NEAR).all():
        return corners
    kept = []
    for here, (a, b) in enumerate(zip(corners, np.roll(corners, -1, 0), strict=True)):
        da, db = depth[here] - NEAR, depth[(here + 1) % len(corners)] - NEAR
        if da > 0:
            kept.append(a)
        if da * db < 0:
            kept.append(a + (b - a) * da / (da - db))
    return np.array(kept).reshape(-1, 3)
