"""The skeletal trailer and the tractor's frame: beams, wheels, lights, guards."""

from collections.abc import Callable
from functools import partial

from numpy.random import Generator

from datasets.optics import Face
from datasets.sheets import Colour, Sheet
from datasets.tractors import wheel

DECK = 1.25
"""Height of the containers' floor above the ground, in metres."""
_RADIUS = 0.5
_Metres = tuple[float, float, float]
_Paint = Callable[[], Sheet]
_FRAME: Colour = (48, 62, 150)
_DARK: Colour = (38, 38, 40)


def beam(width: float, height: float, colour: Colour) -> Sheet:
    """Paint a rolled beam: lit upper flange, dark web."""
    sheet = Sheet(width, height, scale=70, colour=colour)
    sheet.shade(0, 0, width, height * 0.2, 1.25)
    sheet.shade(0, height * 0.24, width, height * 0.8, 0.7)
    return sheet


def tail(lamps_on: bool) -> Sheet:
    """Paint the board with the rear lights and warning stripes, 2.4 x 0.42 m."""
    sheet = Sheet(2.4, 0.42, scale=230, colour=_DARK)
    for left in (0.05, 1.93):
        sheet.rect(left, 0.08, left + 0.42, 0.26, (18, 18, 20))
        red: Colour = (70, 60, 255) if lamps_on else (34, 26, 150)
        sheet.rect(left + 0.02, 0.1, left + 0.2, 0.24, red)
        sheet.rect(left + 0.22, 0.1, left + 0.3, 0.24, (30, 120, 230))
        sheet.rect(left + 0.32, 0.1, left + 0.4, 0.24, (200, 200, 204))
    for step in range(12):
        x = 0.02 + step * 0.2
        stripe = [(x, 0.40), (x + 0.1, 0.40), (x + 0.16, 0.31), (x + 0.06, 0.31)]
        sheet.polygon(stripe, (40, 40, 200) if step % 2 else (226, 228, 230))
    return sheet


def box_sides(
    key: str,
    x: tuple[float, float],
    half: float,
    z: tuple[float, float],
    colour: Colour,
) -> list[Face]:
    """Give the five visible faces of a box around the centre line.

    ``x`` is (rear, front), ``z`` (bottom, top), ``half`` half the width; in metres.
    """
    (rear, front), (low, high) = x, z
    length, width, height = front - rear, 2 * half, high - low
    side = partial(beam, length, height, colour)
    end = partial(beam, width, height, colour)

    def upright(name: str, corner: _Metres, right: _Metres, paint: _Paint) -> Face:
        down = (0.0, 0.0, -height)
        return Face(
            key=f"{key}/{name}", origin=corner, right=right, down=down, paint=paint
        )

    top = Face(
        key=f"{key}/top",
        origin=(front, half, high),
        right=(0.0, -width, 0.0),
        down=(-length, 0.0, 0.0),
        paint=partial(Sheet, width, length, scale=30, colour=colour),
    )
    return [
        top,
        upright("end", (rear, half, high), (0.0, -width, 0.0), end),
        upright("end", (front, -half, high), (0.0, width, 0.0), end),
        upright("side", (front, half, high), (-length, 0.0, 0.0), side),
        upright("side", (rear, -half, high), (length, 0.0, 0.0), side),
    ]


def treads(x: float) -> list[Face]:
    """Give the tyres of an axle at *x* as seen from before and behind."""
    tread = partial(beam, 0.55, 2 * _RADIUS, (34, 34, 34))
    faces = []
    for left in (1.22, -0.67):
        for offset, sign in ((-_RADIUS * 0.8, -1), (_RADIUS * 0.8, 1)):
            start = left if sign < 0 else left - 0.55
            faces.append(
                Face(
                    key="tread",
                    origin=(x + offset, start, 2 * _RADIUS),
                    right=(0.0, 0.55 * sign, 0.0),
                    down=(0.0, 0.0, -2 * _RADIUS),
                    paint=tread,
                )
            )
    return faces


def discs(x: float, dirt: float, rng: Generator, key: str = "wheel") -> list[Face]:
    """Give the wheels of an axle at *x* as seen from both sides."""
    paint = partial(wheel, _RADIUS, dirt, rng)
    size = 2 * _RADIUS
    return [
        Face(
            key=key,
            origin=(x - sign * _RADIUS, sign * -1.23, size),
            right=(sign * size, 0.0, 0.0),
            down=(0.0, 0.0, -size),
            paint=paint,
        )
        for sign in (1.0, -1.0)
    ]


def trailer(rear: float, dirt: float, rng: Generator) -> list[Face]:
    """Give the running gear from the fifth wheel to the tail at *rear*, far to near."""
    faces = box_sides("frame", (-6.6, -2.2), 0.45, (0.62, 1.0), _DARK)
    axles = (-4.5, -5.85, rear + 3.7, rear + 2.4, rear + 1.1)
    for x in axles:
        faces += treads(x)
    faces += box_sides("spine", (rear + 0.06, -3.4), 0.42, (0.9, DECK - 0.03), _FRAME)
    for x in (rear + 0.06, rear + 5.9, -9.9, -3.9):
        span = (x, x + 0.22)
        faces += box_sides("bolster", span, 1.2, (DECK - 0.2, DECK - 0.02), _FRAME)
    faces += box_sides("tank", (-3.9, -2.75), 1.16, (0.45, 1.0), (132, 136, 138))
    faces += box_sides("legs", (-8.3, -8.1), 0.95, (0.2, 1.0), _DARK)
    for x in axles:
        faces += discs(x, dirt, rng)
        guard = (x - 0.36, x + 0.36)
        faces += box_sides("guard", guard, 1.24, (1.03, 1.06), _DARK)
    return faces
