"""A truck as flat faces: tractor, trailer and containers of one plan, sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import cv2
import numpy as np
from numpy.random import Generator

from datasets import chassis, containers, tractors
from datasets.optics import Camera, Face
from datasets.plans import ContainerPlan, Light, TruckPlan
from datasets.plates import plate_sheet, plate_size
from datasets.sheets import Sheet
from datasets.weathering import cover_with_mud

HAULIERS = ("HARBOUR HAUL", "QUAYSIDE CO", "BLUE ANCHOR", "LONGSHORE")

_BULKHEAD = -3.608
"""Front of the foremost container, in metres from the bumper."""
_TAIL = -15.8
"""Rear of the rearmost container unless it is 45 foot long."""


@dataclass(frozen=True, slots=True)
class Part:
    """Faces that are painted together; ``rear`` to ``front`` is their stretch in x."""

    rear: float
    front: float
    faces: tuple[Face, ...]


def rear_end(plan: TruckPlan) -> float:
    """Where the rearmost container ends, in metres from the bumper."""
    long = [c for c in plan.containers if c.length > 13]
    return _TAIL - 0.66 if long else _TAIL


def truck_parts(plan: TruckPlan) -> tuple[Part, ...]:
    """Give a truck's parts at its stop: what lies beneath first, then the rest."""
    rear = rear_end(plan)
    gear = chassis.trailer(rear - 0.06, plan.dirt, _rng(plan, 1))
    gear += [_tail(plan, rear - 0.08)]
    gear += chassis.treads(-1.35)
    gear += [_plate(plan, plan.trailer_plate or plan.plate, rear - 0.10, 0.86, "rear")]
    return (
        Part(rear - 0.1, -2.2, (_shadow(plan, rear), *gear)),
        *_load(plan, rear),
        Part(-tractors.CAB_LENGTH, 0.02, tuple(_cab(plan))),
    )


def in_order(parts: tuple[Part, ...], camera: Camera) -> list[Face]:
    """Give the faces of a truck, the farthest from *camera* first."""
    here = camera.position[0]

    def gap(part: Part) -> float:
        return max(part.rear - here, here - part.front, 0.0)

    ordered = [parts[0], *sorted(parts[1:], key=gap, reverse=True)]
    return [face for part in ordered for face in part.faces]


def lamps(plan: TruckPlan) -> tuple[tuple[tuple[float, float, float], bool], ...]:
    """Give the places of burning lamps at the stop; true for headlamps."""
    if plan.light is Light.DAY:
        return ()
    rear = rear_end(plan) - 0.1
    heads = tuple(((0.03, x - 1.25, 1.72 - y - 0.04), True) for x, y in tractors.LAMPS)
    tails = tuple(((rear, y, 0.83), False) for y in (1.04, -0.84))
    return heads + tails


def _load(plan: TruckPlan, rear: float) -> list[Part]:
    parts, end = [], rear
    for container in reversed(plan.containers):
        front = end + container.length
        faces = container_faces(container, end, style=plan)
        parts.append(Part(end, front, tuple(faces)))
        end = front + 0.076
    return parts


def container_faces(
    box: ContainerPlan, rear: float, *, style: TruckPlan, floor: float = chassis.DECK
) -> list[Face]:
    """Give the faces of a container on the centre line, its doors at *rear*.

    *floor* is its height above the ground, in metres. Its lettering and its dirt are
    those of *style*.
    """
    plan = style
    length, height, half = box.length, box.height, containers.WIDTH / 2
    front, top = rear + length, floor + height
    rng = partial(containers.ageing, box)
    down, across = (0.0, 0.0, -height), containers.WIDTH

    def side(which: Literal[0, 1]) -> Sheet:
        return containers.side_sheet(box, plan.font, plan.dirt, rng(plan.seed + which))

    def doors() -> Sheet:
        return containers.door_sheet(box, plan.font, plan.dirt, rng(plan.seed + 2))

    def end() -> Sheet:
        return containers.front_sheet(box, plan.dirt, rng(plan.seed + 3))

    def roof() -> Sheet:
        return containers.roof_sheet(box, plan.dirt, rng(plan.seed + 4))

    def face(
        name: str,
        origin: tuple[float, float],
        right: tuple[float, float, float],
        paint: Callable[[], Sheet],
        down: tuple[float, float, float] = down,
    ) -> Face:
        key = f"{box.number}/{name}"
        return Face(key=key, origin=(*origin, top), right=right, down=down, paint=paint)

    return [
        face("roof", (front, half), (0.0, -across, 0.0), roof, (-length, 0.0, 0.0)),
        face("left", (front, half), (-length, 0.0, 0.0), partial(side, 0)),
        face("right", (rear, -half), (length, 0.0, 0.0), partial(side, 1)),
        face("doors", (rear, half), (0.0, -across, 0.0), doors),
        face("front", (front, -half), (0.0, across, 0.0), end),
    ]


def _cab(plan: TruckPlan) -> list[Face]:
    return [
        *_cab_shell(plan),
        *_cab_front(plan),
        *_cab_sides(plan),
        *chassis.discs(-1.35, plan.dirt, _rng(plan, 7), "wheel/front"),
        *_mirrors(),
        _plate(plan, plan.plate, 0.015, 0.47, "front"),
    ]


def _cab_shell(plan: TruckPlan) -> list[Face]:
    """Give the roof and the back, plain sheets of metal."""
    roof = partial(tractors.plain, 2.5, 1.5, plan.cab, plan.dirt, _rng(plan, 9))
    back = partial(tractors.plain, 2.5, 3.0, plan.cab, plan.dirt, _rng(plan, 3))
    across = (0.0, -2.5, 0.0)
    return [
        _quad("cab/roof", (-0.75, 1.25, 3.43), across, (-1.5, 0.0, 0.0), roof),
        _quad("cab/back", (-2.25, 1.25, 3.43), across, (0.0, 0.0, -2.8), back),
    ]


def _cab_front(plan: TruckPlan) -> list[Face]:
    """Give what slopes down to the bumper: brow, windscreen, grille with lamps."""
    lit = plan.light is not Light.DAY
    brow = partial(tractors.plain, 2.5, 0.75, plan.cab, plan.dirt, _rng(plan, 2))
    glass = partial(tractors.windscreen, _haulier(plan), plan.cab, lit)
    low = partial(tractors.lower_front, plan.cab, plan.dirt, lit, _rng(plan, 4))
    across = (0.0, 2.5, 0.0)
    return [
        _quad("cab/brow", (-0.75, -1.25, 3.43), across, (0.47, 0.0, -0.58), brow),
        _quad("cab/glass", (-0.28, -1.25, 2.85), across, (0.28, 0.0, -1.13), glass),
        _quad("cab/front", (0.0, -1.25, 1.72), across, (0.0, 0.0, -1.44), low),
    ]


def _cab_sides(plan: TruckPlan) -> list[Face]:
    side = partial(tractors.cab_side, _haulier(plan), plan.cab, plan.dirt)
    left = partial(side, _rng(plan, 5), right=False)
    right = partial(side, _rng(plan, 6), right=True)
    down = (0.0, 0.0, -3.1)
    return [
        _quad("cab/left", (0.0, 1.25, 3.45), (-2.25, 0.0, 0.0), down, left),
        _quad("cab/right", (-2.25, -1.25, 3.45), (2.25, 0.0, 0.0), down, right),
    ]


def _mirrors() -> list[Face]:
    across, down = (0.0, 0.26, 0.0), (0.0, 0.0, -0.85)
    return [
        _quad("mirror", (0.06, y, 2.6), across, down, tractors.mirror)
        for y in (-1.55, 1.29)
    ]


def _haulier(plan: TruckPlan) -> str:
    return HAULIERS[plan.seed % len(HAULIERS)]


def _plate(plan: TruckPlan, text: str, x: float, z: float, end: str) -> Face:
    width, height = plate_size(plan.style)
    sign = 1.0 if end == "front" else -1.0

    def paint() -> Sheet:
        rng = _rng(plan, 8)
        sheet = plate_sheet(text, plan.style, rng, 520)
        if plan.mud:
            cover_with_mud(sheet, rng)
        return sheet

    return _quad(
        f"plate/{end}",
        (x, -sign * width / 2, z),
        (0.0, sign * width, 0.0),
        (0.0, 0.0, -height),
        paint,
    )


def _tail(plan: TruckPlan, x: float) -> Face:
    paint = partial(chassis.tail, plan.light is not Light.DAY)
    return _quad("tail", (x, 1.2, 1.0), (0.0, -2.4, 0.0), (0.0, 0.0, -0.42), paint)


def _shadow(plan: TruckPlan, rear: float) -> Face:
    """Give the truck's shadow on the ground; the sun of the day stands on the left."""
    reach = {Light.DAY: 2.4, Light.DUSK: 4.0, Light.NIGHT: 0.5}[plan.light]
    length, width = 1.6 - rear, 2.9 + reach

    def paint() -> Sheet:
        sheet = Sheet(width, length, scale=16, colour=(0, 0, 0)).clear()
        sheet.rect(0.4, 0.5, width - 0.4, length - 0.5, (0, 0, 0))
        if sheet.opacity is not None:
            soft = cv2.GaussianBlur(sheet.opacity, (0, 0), 4)
            sheet.opacity = np.asarray(cv2.convertScaleAbs(soft, None, 0.62), np.uint8)
        return sheet

    return _quad(
        "shadow", (0.8, 1.45, 0.01), (0.0, -width, 0.0), (-length, 0.0, 0.0), paint
    )


def _quad(
    key: str,
    origin: tuple[float, float, float],
    right: tuple[float, float, float],
    down: tuple[float, float, float],
    paint: Callable[[], Sheet],
) -> Face:
    return Face(key=key, origin=origin, right=right, down=down, paint=paint)


def _rng(plan: TruckPlan, part: int) -> Generator:
    return np.random.default_rng([plan.seed, part])
