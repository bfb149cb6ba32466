"""What drives in a yard, as meshes facing along x: cars, trucks, lifting machines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from datasets.dice import between, chance, near
from datasets.meshes import Mesh, box, solid, split, tube
from datasets.parts import Part
from datasets.samples import pick
from datasets.sheets import Colour
from datasets.walls import PAINTS
from vision.scene import YardLabel

_DARK: Colour = (36, 36, 38)
_GLASS: Colour = (74, 66, 58)
_STEEL: Colour = (120, 122, 124)
_LIFTERS: tuple[Colour, ...] = (
    (30, 180, 235), (40, 40, 190), (30, 110, 230), (225, 225, 225), (150, 90, 30),
)  # fmt: skip
_CARS: tuple[Colour, ...] = (
    (230, 230, 230), (190, 190, 190), (60, 60, 62), (40, 36, 34), (120, 70, 30),
    (40, 40, 160), (90, 110, 120),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Machine:
    """Something that drives; ``seat`` (x, y, z) is where its driver is seen, if so."""

    mesh: Mesh
    label: YardLabel
    seat: tuple[float, float, float] | None = None


def sample_machine(rng: Generator, kind: str | None = None) -> Machine:
    """Make up a machine, of a *kind* that ``MACHINES`` names or of any."""
    return MACHINES[kind or pick(rng, tuple(MACHINES))](rng)


def car(rng: Generator) -> Machine:
    """Build a car or, as often, a van."""
    paint = near(rng, pick(rng, _CARS), 10)
    van = chance(rng, 0.5)
    long, high = (5.2, 2.2) if van else (4.4, 1.45)
    waist = high * (0.55 if van else 0.6)
    parts = [_block((0, -0.9, 0.3), (long, 0.9, waist), paint)]
    cabin = (0.05, long - 1.1) if van else (0.5, long - 1.3)
    parts += [_cabin(cabin, 0.82, (waist, high), paint, glazed=not van)]
    parts += [_block((long - 0.02, y, 0.6), (long + 0.02, y + 0.3, 0.8), (235,) * 3)
              for y in (-0.8, 0.5)]  # fmt: skip
    parts += [_block((-0.02, y, 0.7), (0.02, y + 0.2, 0.9), (30, 30, 190))
              for y in (-0.85, 0.65)]  # fmt: skip
    parts += _wheels((0.85, long - 0.9), 0.85, 0.33, 0.2)
    return Machine(Mesh.joined(parts), YardLabel.VEHICLE)


def truck(rng: Generator) -> Machine:
    """Build a road truck, with or without a container."""
    paint = near(rng, pick(rng, _CARS), 20)
    load = pick(rng, (0.0, 6.06, 12.19))
    parts = [
        _block((0, -0.45, 0.8), (14.6, 0.45, 1.15), (60, 50, 46)),
        _block((12.8, -1.25, 0.5), (15.0, 1.25, 2.9), paint),
        _block((13.0, -1.2, 2.9), (14.6, 1.2, 3.4), paint),
        _block((14.4, -1.1, 1.9), (15.03, 1.1, 2.75), _GLASS),
        _block((13.6, -1.27, 1.8), (14.6, 1.27, 2.6), _GLASS),
        _block((14.98, -1.0, 0.7), (15.04, 1.0, 1.5), _DARK),
    ]
    if load:
        parts.append(container(load, rng).lifted(1.2).placed(0.1, 0, 0))
    parts += _wheels((1.0, 2.3, 3.6, 10.6, 14.0), 1.2, 0.5, 0.4)
    return Machine(Mesh.joined(parts), YardLabel.VEHICLE)


def terminal_tractor(rng: Generator) -> Machine:
    """Build a yard tractor; most pull a trailer."""
    paint = near(rng, pick(rng, _LIFTERS), 12)
    parts = [
        _block((9.5, -1.2, 0.6), (14.0, 1.2, 1.1), _DARK),
        _block((12.0, -1.2, 1.1), (13.9, 0.2, 1.7), paint),
        _cabin((11.9, 13.4), 0.75, (1.5, 3.2), paint, glazed=True).placed(0, -0.4, 0),
        _block((12.4, 0.3, 1.1), (13.9, 1.2, 1.6), paint),
    ]
    seat = (12.7, -0.4, 0.75)
    wheels = [10.3, 13.2]
    if chance(rng, 0.7):
        parts.append(_block((0, -0.6, 0.9), (11, 0.6, 1.2), _STEEL))
        wheels += [0.9, 2.2]
        if chance(rng, 0.7):
            load = container(pick(rng, (6.06, 12.19)), rng)
            parts.append(load.lifted(1.25).placed(-0.6, 0, 0))
    parts += _wheels(wheels, 1.15, 0.5, 0.4)
    return Machine(Mesh.joined(parts), YardLabel.MACHINERY, seat)


def forklift(rng: Generator) -> Machine:
    """Build a fork-lift truck with its guard, mast and forks."""
    paint = near(rng, pick(rng, _LIFTERS), 14)
    lifted = between(rng, 0.1, 1.2)
    posts = [(x, y) for x in (0.45, 1.75) for y in (-0.5, 0.5)]
    parts = [
        _block((0.0, -0.6, 0.25), (2.1, 0.6, 0.95), paint),
        _block((-0.2, -0.6, 0.35), (0.5, 0.6, 1.25), _DARK),
        _block((0.4, -0.55, 2.1), (1.8, 0.55, 2.17), _DARK),
        *(_block((x, y, 0.9), (x + 0.07, y + 0.07, 2.1), _DARK) for x, y in posts),
        *(_block((2.15, y, 0.1), (2.3, y + 0.1, 2.6), _DARK) for y in (-0.45, 0.35)),
        *(_block((2.3, y, lifted), (3.4, y + 0.12, lifted + 0.06), _STEEL)
          for y in (-0.4, 0.28)),
        *_wheels((0.3, 1.7), 0.55, 0.34, 0.25),
    ]  # fmt: skip
    if chance(rng, 0.5):
        pale = near(rng, (110, 150, 180), 20)
        parts.append(_block((2.35, -0.55, lifted), (3.4, 0.55, lifted + 0.9), pale))
    return Machine(Mesh.joined(parts), YardLabel.MACHINERY, (0.9, 0.0, 0.5))


def reach_stacker(rng: Generator) -> Machine:
    """Build a reach stacker, often with a container in its spreader."""
    paint = near(rng, pick(rng, _LIFTERS), 12)
    high = between(rng, 4.5, 7.0)
    tip = np.array([8.0, 0.0, high])
    boom = np.stack([np.array([0.3, 0.0, 3.4]), tip])
    arms = tube(boom, np.full((2, 2), 0.5), side=np.array([0.0, 1.0, 0.0]), around=4)
    spread = 3.0 if chance(rng, 0.5) else 6.0
    spreader = (7.6, -spread, high - 1.5), (8.6, spread, high - 1.1)
    parts = [
        _block((0, -1.5, 1.0), (6.8, 1.5, 2.0), paint),
        _block((-0.6, -1.6, 0.9), (1.2, 1.6, 2.5), _DARK),
        _cabin((1.9, 3.6), 0.8, (2.0, 3.7), paint, glazed=True),
        solid(arms, paint, Part.MACHINE),
        _block((7.7, -0.5, high - 1.1), (8.4, 0.5, high), _DARK),
        _block(*spreader, paint),
        *_wheels((0.8, 5.9), 1.7, 0.8, 0.6),
    ]
    if chance(rng, 0.6):
        load = container(2 * spread + 0.1, rng).placed(8.1, -spread, np.pi / 2)
        parts.append(load.lifted(high - 4.1))
    return Machine(Mesh.joined(parts), YardLabel.MACHINERY, (2.8, 0.0, 1.6))


def straddle_carrier(rng: Generator) -> Machine:
    """Build a straddle carrier: legs on rows of wheels, a frame high above."""
    paint = near(rng, pick(rng, _LIFTERS), 12)
    parts = [_block((x, y, 0.9), (x + 0.7, y + 0.6, 9.0), paint)
             for x in (0.3, 8.0) for y in (-2.4, 1.8)]  # fmt: skip
    for y in (-2.4, 1.8):
        parts += [
            _block((0, y, 0.7), (9.0, y + 0.6, 1.4), paint),
            _block((0, y, 8.6), (9.0, y + 0.6, 9.4), paint),
            _block((3.8, y + 0.1, 8.0), (4.4, y + 0.5, 8.6), _DARK),
        ]
        for x in (0.9, 3.2, 5.8, 8.1):
            parts.append(_wheel((x, y + 0.3), 0.75, 0.5))
    parts += [
        _block((1.0, -2.4, 9.4), (4.0, 2.4, 10.2), _STEEL),
        _cabin((7.6, 9.2), 0.8, (6.4, 8.4), paint, glazed=True).placed(0, -1.6, 0),
    ]
    if chance(rng, 0.5):
        load = container(6.06, rng).lifted(between(rng, 0.5, 4.0))
        parts.append(load.placed(1.6, 0, 0))
    return Machine(Mesh.joined(parts), YardLabel.MACHINERY)


MACHINES: Mapping[str, Callable[[Generator], Machine]] = {
    "car": car,
    "truck": truck,
    "terminal-tractor": terminal_tractor,
    "forklift": forklift,
    "reach-stacker": reach_stacker,
    "straddle-carrier": straddle_carrier,
}


def container(length: float, rng: Generator) -> Mesh:
    """Build a container with folded walls, its rear at the origin."""
    paint = np.array(near(rng, pick(rng, PAINTS), 14), np.float64)
    sides = box((0, -1.22, 0), (length, 1.22, 2.59))
    parts = []
    for number, quad in enumerate(sides):
        folds = {0: 12, 1: 4, 2: int(length * 4), 3: int(length * 4)}.get(number, 1)
        strips = split(quad, folds, 1)
        tones = 1 - 0.16 * (np.arange(len(strips)) % 2)[:, None]
        parts.append(solid(strips, paint * tones, Part.MACHINE))
    return Mesh.joined(parts)


def _block(low: Sequence[float], high: Sequence[float], colour: Colour) -> Mesh:
    return solid(box(low, high), colour, Part.MACHINE)


def _cabin(
    x: tuple[float, float],
    half: float,
    z: tuple[float, float],
    paint: Colour,
    *,
    glazed: bool,
) -> Mesh:
    """Build a cabin with windows all around, or before and at the front's sides."""
    (rear, front), (low, high) = x, z
    rise = high - low
    sill, lintel = low + rise * 0.3, high - rise * 0.12
    start = rear + 0.1 if glazed else front - 0.9
    ahead, wide = half * 0.9, half + 0.01
    return Mesh.joined(
        [
            _block((rear, -half, low), (front, half, high), paint),
            _block((front - 0.05, -ahead, sill), (front + 0.02, ahead, lintel), _GLASS),
            _block((start, -wide, sill), (front - 0.1, wide, lintel), _GLASS),
        ]
    )


def _wheels(
    axles: Sequence[float], half: float, radius: float, width: float
) -> list[Mesh]:
    """Build a wheel at either end of every axle."""
    return [_wheel((x, y), radius, width) for x in axles for y in (-half, half)]


def _wheel(at: tuple[float, float], radius: float, width: float) -> Mesh:
    x, y = at
    across = np.array([-0.5, -0.49, -0.48, 0.48, 0.49, 0.5]) * width
    spine = np.column_stack([0 * across + x, across + y, 0 * across + radius])
    reach = np.array([0.02, 0.55, 1.0, 1.0, 0.55, 0.02]) * radius
    quads = tube(
        spine, np.column_stack([reach, reach]), side=np.array([1.0, 0, 0]), around=14
    )
    colours = np.full((len(quads), 3), 34.0)
    colours[:14] = colours[-14:] = _STEEL
    return solid(quads, colours, Part.MACHINE)
