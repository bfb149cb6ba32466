"""A scripted scene: what happens in a yard, its rules, and what officers must be told.

Zones are given in metres on the ground before ``YARD_CAMERA``.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import cv2
import numpy as np

from datasets.optics import Camera
from datasets.people import ORANGE_VEST, Headgear, Looks, Upper
from datasets.yard_plans import YARD_CAMERA, Act, Step, Walker, YardPlan
from vision.ground import GroundPlane
from vision.incidents import Cause
from vision.polygon import Point
from vision.scene import Gear
from vision.yard import YardRules
from vision.zones import Admitted, DirectionLine, Way, Zone

Span = tuple[float, float]

MARKS: tuple[Point, ...] = ((9.0, -4.0), (9.0, 4.0), (24.0, 9.0), (24.0, -9.0))
"""Four places on the ground by which a camera is calibrated."""
ANYBODY = frozenset(Admitted)
VEHICLES = frozenset({Admitted.VEHICLE})
BOTH_GEAR = frozenset(Gear)
MONDAY_NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

WORKER = Looks(seed=1)
OTHER_WORKER = Looks(
    helmet=(235, 238, 238), vest=ORANGE_VEST, skin=(70, 96, 142), height=1.82, seed=2
)
BAREHEADED = replace(WORKER, headgear=Headgear.BARE, seed=3)
NO_VEST = replace(OTHER_WORKER, upper=Upper.JACKET, cloth=(120, 80, 40), seed=4)
VISITOR = Looks(
    headgear=Headgear.BARE, upper=Upper.SHIRT, cloth=(150, 150, 190), height=1.7, seed=5
)


@dataclass(frozen=True, slots=True)
class Expected:
    """So many incidents of a cause, in a zone or (None) of the whole camera."""

    cause: Cause
    zone: str | None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class YardScript:
    """A scene by name, the rules of its camera and the incidents that must come of it.

    ``begins`` is the time at the site when it starts.
    """

    name: str
    plan: YardPlan
    rules: YardRules
    expected: tuple[Expected, ...] = ()
    begins: datetime = MONDAY_NOON

    def local(self, at: float) -> datetime:
        """Give the time at the site *at* seconds from the start."""
        return self.begins + timedelta(seconds=at)


def ground(camera: Camera = YARD_CAMERA) -> GroundPlane:
    """Measure the ground before *camera* at the four ``MARKS``."""
    return GroundPlane.from_points([shares(x, y, camera) for x, y in MARKS], MARKS)


def shares(x: float, y: float, camera: Camera = YARD_CAMERA) -> Point:
    """Give where a place on the ground shows, in shares of the picture."""
    u, v = camera.project(np.array([[x, y, 0.0]]))[0]
    return float(u) / camera.width, float(v) / camera.height


def crane_lane(
    x: Span = (9.0, 15.0), y: Span = (-4.0, 4.0), camera: Camera = YARD_CAMERA
) -> Zone:
    """Give a zone for anybody with helmet and vest."""
    corners = _corners(x, y, camera)
    return Zone(name="crane-lane", corners=corners, admits=ANYBODY, gear=BOTH_GEAR)


def roadway(
    x: Span = (9.0, 15.0), y: Span = (-4.0, 4.0), camera: Camera = YARD_CAMERA
) -> Zone:
    """Give a zone for vehicles only."""
    return Zone(name="roadway", corners=_corners(x, y, camera), admits=VEHICLES)


def walkway(x: Span = (9.0, 16.0), y: Span = (-4.0, 4.0)) -> Zone:
    """Give a zone that admits anybody and asks for nothing."""
    return Zone(name="walkway", corners=_corners(x, y), admits=ANYBODY)


def one_way(start: tuple[float, float], end: tuple[float, float], way: Way) -> Zone:
    """Give a walkway with a line between two places that is crossed one *way* only."""
    line = DirectionLine(shares(*start), shares(*end), way)
    return replace(walkway(), line=line)


def rules(*zones: Zone) -> YardRules:
    """Watch *zones* only."""
    return YardRules(zones=zones)


def walk(
    looks: Looks, *steps: tuple[float, float, float], acts: tuple[Act, ...] = ()
) -> Walker:
    """Walk along steps of (seconds, x, y)."""
    return Walker(looks=looks, path=tuple(Step(*step) for step in steps), acts=acts)


def path(*steps: tuple[float, float, float]) -> tuple[Step, ...]:
    """Give steps of (seconds, x, y)."""
    return tuple(Step(*step) for step in steps)


def _corners(x: Span, y: Span, camera: Camera = YARD_CAMERA) -> tuple[Point, ...]:
    """Give the part of a rectangle on the ground that the picture shows."""
    (near, far), (right, left) = x, y
    places = ((near, right), (near, left), (far, left), (far, right))
    seen = np.array([shares(*place, camera) for place in places], np.float32)
    frame = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    _, shown = cv2.intersectConvexConvex(seen, frame)
    return tuple((float(u), float(v)) for u, v in shown.reshape(-1, 2).clip(0, 1))
