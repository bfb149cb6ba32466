"""Pictures with something drawn over them: zones as polygons, heat as squares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import ceil, sqrt

from gate_service.domain.safety import Point
from gate_service.domain.yards import (
    COLUMNS,
    ROWS,
    Presence,
    YardCamera,
    YardState,
    YardZone,
)

WIDTH, HEIGHT = 160, 90
"""The drawing's units; one cell of the presence grid is 5 x 5 of them."""
_LEVELS = 6
_FIRST = (Presence.UNKNOWN, Presence.OCCUPIED, Presence.CLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One zone, ready to be drawn and named. ``why`` says why it is unknown."""

    yard: str
    zone: YardZone
    why: str | None

    @property
    def points(self) -> str:
        """The corners in the drawing's units, as SVG wants them."""
        return outline(self.zone.corners)

    @property
    def middle(self) -> tuple[float, float]:
        """Where the name stands, in the drawing's units."""
        count = max(len(self.zone.corners), 1)
        x = sum(x for x, _ in self.zone.corners) / count
        y = sum(y for _, y in self.zone.corners) / count
        return round(x * WIDTH, 1), round(y * HEIGHT, 1)

    @property
    def corners(self) -> str:
        """The corners as the drawing board's form takes them."""
        return "\n".join(f"{x:.4g}, {y:.4g}" for x, y in self.zone.corners)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One camera with its zones. ``why`` says why it may not be believed."""

    yard: str
    camera: YardCamera
    areas: tuple[Area, ...]
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A zone in one line: its name and what is known of it."""

    name: str
    camera: str
    state: Presence
    people: int
    why: str | None


def views_of(states: Iterable[YardState], now: datetime) -> list[View]:
    """Give the cameras of all yards with what may be believed *now*."""
    return [_view(state, camera, now) for state in states for camera in state.cameras]


def places_of(states: Sequence[YardState], now: datetime) -> list[Place]:
    """Give every zone, what nobody can tell of first; a yard without any is one."""
    places = [
        Place(
            name=zone.zone,
            camera=zone.camera,
            state=zone.state,
            people=zone.people,
            why=_why(state, zone, now),
        )
        for state in states
        for zone in state.zones
    ]
    mute = [
        Place(name=s.yard, camera="", state=Presence.UNKNOWN, people=0, why="silent")
        for s in states
        if not s.zones and s.silent(now)
    ]
    return sorted(mute + places, key=lambda place: _FIRST.index(place.state))


def _view(state: YardState, camera: YardCamera, now: datetime) -> View:
    areas = (
        Area(yard=state.yard, zone=zone, why=_why(state, zone, now))
        for zone in state.zones
        if zone.camera == camera.camera
    )
    why = "silent" if state.silent(now) else _blind(camera)
    return View(yard=state.yard, camera=camera, areas=tuple(areas), why=why)


def _why(state: YardState, zone: YardZone, now: datetime) -> str | None:
    """Give the code of why nobody can tell of *zone*; None where somebody can."""
    if zone.state is not Presence.UNKNOWN:
        return None
    if state.silent(now):
        return "silent"
    camera = next((c for c in state.cameras if c.camera == zone.camera), None)
    return (camera and _blind(camera)) or "other"


def _blind(camera: YardCamera) -> str | None:
    if camera.sees:
        return None
    return "stalled" if camera.state != "live" else str(camera.lens)


def outline(corners: Iterable[Point]) -> str:
    """Word *corners* in the drawing's units, as an SVG polygon takes them."""
    return " ".join(f"{x * WIDTH:.1f},{y * HEIGHT:.1f}" for x, y in corners)


def heat_paths(cells: Mapping[tuple[int, int], float]) -> list[tuple[int, str]]:
    """Draw seconds by (column, row) as one path a level, 1 to 6.

    The levels are by the square root, so that one bench does not blot out a walkway.
    """
    most = max(cells.values(), default=0.0)
    levels: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (column, row), seconds in cells.items():
        if seconds > 0:
            level = ceil(sqrt(seconds / most) * _LEVELS)
            levels[level].append((row, column))
    return [(level, _squares(levels[level])) for level in sorted(levels)]


def _squares(cells: Iterable[tuple[int, int]]) -> str:
    """Join the cells of a row that touch into one rectangle."""
    wide, high = WIDTH // COLUMNS, HEIGHT // ROWS
    path = ""
    for (row, _), run in groupby(
        enumerate(sorted(cells)), key=lambda each: (each[1][0], each[1][1] - each[0])
    ):
        columns = [column for _, (_, column) in run]
        length = len(columns) * wide
        path += f"M{columns[0] * wide} {row * high}h{length}v{high}h-{length}z"
    return path
