"""Containers in the world: on the ground, on each other, on trucks, as faces."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
from numpy.random import Generator

from datasets import walls
from datasets.chassis import DECK
from datasets.optics import Camera, Face
from datasets.samples import pick, sample_plan
from datasets.sheets import Sheet
from datasets.trucks import Part, truck_parts
from datasets.walls import Wall

_TAIL = -15.8
_HALF = walls.WIDTH / 2


@dataclass(frozen=True, slots=True)
class Block:
    """Faces around a volume from *low* to *high* (x, y, z), painted together."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    faces: tuple[Face, ...]

    def distance(self, eye: tuple[float, float, float]) -> float:
        """Metres from *eye* to the nearest point of the volume."""
        gaps = np.maximum(np.subtract(self.low, eye), np.subtract(eye, self.high))
        return float(np.linalg.norm(gaps.clip(0)))


@dataclass(frozen=True, slots=True)
class Yard:
    """What stands about. ``target`` is the container that the camera is there for.

    ``truck`` holds the faces whose outline is the truck's; none where there is none.
    """

    blocks: tuple[Block, ...]
    target: Block
    truck: tuple[Face, ...]

    def in_order(self, camera: Camera) -> list[Face]:
        """Give all faces, the farthest from *camera* first."""
        far = sorted(self.blocks, key=lambda b: -b.distance(camera.position))
        return list(chain.from_iterable(block.faces for block in far))


def container(wall: Wall, at: tuple[float, float, float], *, turned: bool) -> Block:
    """Stand a container with the middle of its rear floor edge *at* (x, y, z).

    Its doors look backwards, or forwards if it is *turned*.
    """
    x, y, floor = at
    length, high = wall.length, floor + wall.height
    sign = -1.0 if turned else 1.0
    rear, front = (x + length, x) if turned else (x, x + length)
    across, down = (0.0, -sign * walls.WIDTH, 0.0), (0.0, 0.0, -wall.height)
    back = (0.0, sign * walls.WIDTH, 0.0)
    long = (sign * length, 0.0, 0.0)
    left, right = y + sign * _HALF, y - sign * _HALF
    face = partial(_face, f"{wall.number}/{wall.seed}")
    faces = (
        face("roof", (front, left, high), across, (-sign * length, 0.0, 0.0), wall),
        face("left", (front, left, high), (-sign * length, 0.0, 0.0), down, wall),
        face("right", (rear, right, high), long, down, wall),
        face("doors", (rear, left, high), across, down, wall),
        face("front", (front, right, high), back, down, wall),
    )
    return Block((x, y - _HALF, floor), (x + length, y + _HALF, high), faces)


def sample_yard(rng: Generator, scale: float) -> Yard:
    """Make up a container with what stands around it, on the ground or on a truck."""
    if rng.random() < 0.5:
        return _on_truck(rng, scale)
    floor = float(pick(rng, (0.0, 0.0, 1.25, 2.6)))
    wall = walls.sample_wall(rng, scale, walls.LENGTHS)
    turned = bool(rng.random() < 0.5)
    target = container(wall, (0.0, 0.0, floor), turned=turned)
    return Yard((target, *_neighbours(rng, target, scale)), target, ())


def _on_truck(rng: Generator, scale: float) -> Yard:
    plan = sample_plan(int(rng.integers(2**31)))
    chassis, *_, cab = truck_parts(plan)
    short = rng.random() < 0.4
    lengths = (6.058,) if short else (12.192, 13.716, 6.058)
    loads = [walls.sample_wall(rng, scale, lengths) for _ in range(2 if short else 1)]
    blocks, end = [], _TAIL
    for wall in loads:
        blocks.append(container(wall, (end, 0.0, DECK), turned=rng.random() < 0.15))
        end += wall.length + 0.08
    target = pick(rng, blocks)
    gear, front = _part(chassis, -1.3), _part(cab, -1.25)
    truck = tuple(chain.from_iterable(b.faces for b in (gear, front, *blocks)))
    around = _neighbours(rng, target, scale * 0.5, apart=3.0)
    return Yard((gear, *blocks, front, *around), target, truck)


def _part(part: Part, half: float) -> Block:
    """Give a truck's part a volume, so that it is sorted among the blocks."""
    top = 1.2 if part.rear < -10 else 3.4
    return Block((part.rear, half, 0.0), (part.front, -half, top), part.faces)


def _neighbours(
    rng: Generator, target: Block, scale: float, apart: float = 0.1
) -> list[Block]:
    """Stand containers beside, behind and above *target*, not before its doors."""
    (x, y, floor), found = target.low, []
    for side in (-1.0, 1.0):
        if rng.random() < 0.35:
            off = walls.WIDTH + apart + float(rng.exponential(0.6))
            wall = walls.sample_wall(rng, scale, walls.LENGTHS)
            at = (x + float(rng.normal(0, 0.8)), y + _HALF + side * off, floor)
            if apart > 1:
                at = (at[0], at[1], float(pick(rng, (0.0, 0.0, 2.6))))
            found.append(container(wall, at, turned=rng.random() < 0.5))
    if rng.random() < 0.2 and apart < 1:
        wall = walls.sample_wall(rng, scale, walls.LENGTHS)
        at = (x, y + _HALF, target.high[2] + 0.03)
        found.append(container(wall, at, turned=rng.random() < 0.5))
    return found


_PAINTERS: dict[str, Callable[[Wall], Sheet]] = {
    "roof": walls.roof,
    "left": partial(walls.side, which=0),
    "right": partial(walls.side, which=1),
    "doors": walls.doors,
    "front": walls.front,
}


def _face(
    name: str,
    part: str,
    origin: tuple[float, float, float],
    right: tuple[float, float, float],
    down: tuple[float, float, float],
    wall: Wall,
) -> Face:
    return Face(
        key=f"{name}/{part}",
        origin=origin,
        right=right,
        down=down,
        paint=partial(_PAINTERS[part], wall),
    )
