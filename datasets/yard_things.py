"""Things that stand or move in a yard, and in which order a camera paints them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from datasets.bodies import Detail, body
from datasets.machines import Machine, container
from datasets.meshes import Mesh, Points
from datasets.people import VESTS, Headgear, Looks
from datasets.poses import Stance, seated
from vision.scene import Gear, YardLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A person, a machine or a container at a place (x, y), facing *heading*.

    ``mesh`` is in its own frame. ``label`` is of what drives, ``wears`` of who walks
    or sits in it; both are None for what merely stands about.
    """

    mesh: Mesh
    x: float = 0.0
    y: float = 0.0
    heading: float = 0.0
    label: YardLabel | None = None
    wears: frozenset[Gear] | None = None

    @property
    def placed(self) -> Mesh:
        """The mesh in the world."""
        return self.mesh.placed(self.x, self.y, self.heading)

    @property
    def is_person(self) -> bool:
        """Whether somebody stands there on foot."""
        return self.label is None and self.wears is not None

    def hides(self, place: Points, eye: Points) -> bool:
        """Whether the straight way from *eye* to *place*, (2,) each, crosses it."""
        c, s = np.cos(self.heading), np.sin(self.heading)
        turn = np.array([[c, -s], [s, c]])
        there, here = ((p - (self.x, self.y)) @ turn for p in (place, eye))
        flat = self.mesh.quads.reshape(-1, 3)[:, :2]
        along = np.where(abs(there - here) < 1e-9, 1e-9, there - here)
        ends = np.stack([flat.min(axis=0) - here, flat.max(axis=0) - here]) / along
        enters, leaves = ends.min(axis=0).max(), ends.max(axis=0).min()
        return bool(max(enters, 0.0) < min(leaves, 1.0))

    def distance(self, eye: Points) -> float:
        """Metres on the ground from *eye* (2,) to its nearest corner."""
        flat = self.placed.quads.reshape(-1, 3)[:, :2]
        return float(np.linalg.norm(flat - eye, axis=1).min())


def wears(looks: Looks) -> frozenset[Gear]:
    """Say which gear somebody wears."""
    helmet = {Gear.HELMET} if looks.headgear is Headgear.HELMET else set()
    vest = {Gear.VEST} if looks.upper in VESTS else set()
    return frozenset(helmet | vest)


def person(
    looks: Looks,
    stance: Stance,
    at: tuple[float, float, float],
    detail: Detail = Detail.NEAR,
) -> Thing:
    """Stand somebody at x, y, facing a heading in radians."""
    x, y, heading = at
    mesh = body(looks, stance, detail)
    return Thing(mesh=mesh, x=x, y=y, heading=heading, wears=wears(looks))


def driven(
    machine: Machine, at: tuple[float, float, float], driver: Looks | None = None
) -> Thing:
    """Set a machine down, with its driver if there is one and he is seen."""
    x, y, heading = at
    mesh, worn = machine.mesh, None
    if driver is not None and machine.seat is not None:
        sx, sy, sz = machine.seat
        sitting = body(driver, seated()).placed(sx, sy, 0.0).lifted(sz - 0.35)
        mesh, worn = Mesh.joined([mesh, sitting]), wears(driver)
    return Thing(mesh=mesh, x=x, y=y, heading=heading, label=machine.label, wears=worn)


def stack(
    length: float, levels: int, at: tuple[float, float, float], rng: Generator
) -> Thing:
    """Pile containers on each other."""
    x, y, heading = at
    pile = [container(length, rng).lifted(2.6 * level) for level in range(levels)]
    return Thing(mesh=Mesh.joined(pile), x=x, y=y, heading=heading)


def in_order(things: Sequence[Thing], eye: Points) -> list[int]:
    """Give the numbers of *things* in the order of painting, seen from *eye* (2,).

    What is large may reach past a person on either side: a person is painted before
    the first thing that stands in the way, and after all that is farther.
    """
    large = [n for n, thing in enumerate(things) if not thing.is_person]
    order = sorted(large, key=lambda n: -things[n].distance(eye))
    walking = [n for n, thing in enumerate(things) if thing.is_person]
    places = {n: np.array((things[n].x, things[n].y)) for n in walking}
    for n in sorted(walking, key=lambda n: -float(np.linalg.norm(places[n] - eye))):
        before = (
            at
            for at, other in enumerate(order)
            if not things[other].is_person and things[other].hides(places[n], eye)
        )
        order.insert(next(before, len(order)), n)
    return order
