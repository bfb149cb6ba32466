"""The faces of a cab-over tractor: bumper, grille, windscreen, sides."""

import cv2
import numpy as np
from numpy.random import Generator

from datasets.sheets import Colour, Pen, Sheet
from datasets.weathering import clouds, tint, weather

CAB_WIDTH = 2.5
CAB_LENGTH = 2.25
_DARK: Colour = (34, 32, 32)
_GLASS: Colour = (66, 54, 44)
_STEEL: Colour = (150, 152, 154)

LAMPS = ((0.27, 0.95), (2.23, 0.95))
"""Headlamps on the lower front, in metres from its top left."""


def lower_front(paint: Colour, dirt: float, lamps_on: bool, rng: Generator) -> Sheet:
    """Paint grille, lamps and bumper, 1.44 m high."""
    sheet = Sheet(CAB_WIDTH, 1.44, scale=280, colour=paint)
    b, g, r = (round(c * 0.6) for c in paint)
    sheet.rect(0.42, 0.12, 2.08, 0.8, _DARK)
    for row in range(6):
        y = 0.15 + row * 0.105
        sheet.rect(0.45, y, 2.05, y + 0.06, (b, g, r))
        sheet.rect(0.45, y, 2.05, y + 0.012, _STEEL)
    sheet.disc(1.25, 0.3, 0.1, _STEEL)
    sheet.disc(1.25, 0.3, 0.075, paint)
    _chevron(sheet)
    sheet.rect(0, 0.84, CAB_WIDTH, 1.44, (70, 70, 72))
    sheet.rect(0.0, 0.84, CAB_WIDTH, 0.86, _DARK)
    sheet.rect(0.62, 1.2, 1.88, 1.38, _DARK)
    sheet.shade(0, 1.34, CAB_WIDTH, 1.44, 0.6)
    for x, y in LAMPS:
        _lamp(sheet, x, y + 0.04, lamps_on)
    for x in (0.42, 2.08):
        sheet.disc(x, 1.26, 0.05, (180, 190, 196))
    weather(sheet, dirt * 0.7, rng)
    return sheet


def _chevron(sheet: Sheet) -> None:
    arrow = [(1.19, 0.33), (1.25, 0.24), (1.31, 0.33), (1.25, 0.29)]
    sheet.polygon(arrow, _STEEL)


def _lamp(sheet: Sheet, x: float, y: float, on: bool) -> None:
    tip = 0.2 if x < 1 else -0.2
    glass: Colour = (226, 250, 255) if on else (196, 200, 202)
    sheet.polygon(
        [
            (x - tip, y - 0.1),
            (x + tip, y - 0.06),
            (x + tip, y + 0.1),
            (x - tip, y + 0.13),
        ],
        _DARK,
    )
    sheet.disc(x - tip * 0.2, y + 0.01, 0.075, _STEEL)
    sheet.disc(x - tip * 0.2, y + 0.01, 0.062, glass)
    sheet.disc(x + tip * 0.55, y + 0.01, 0.045, glass)
    sheet.rect(x - abs(tip) * 0.8, y + 0.085, x, y + 0.11, (30, 130, 240))


def windscreen(name: str, paint: Colour, night: bool) -> Sheet:
    """Paint the windscreen with what shines through, 1.16 m high."""
    sheet = Sheet(CAB_WIDTH, 1.16, scale=220, colour=paint)
    sheet.polygon([(0.08, 0.1), (2.42, 0.1), (2.46, 1.0), (0.04, 1.0)], _DARK)
    sheet.polygon([(0.12, 0.14), (2.38, 0.14), (2.42, 0.96), (0.08, 0.96)], _GLASS)
    if not night:
        for x in (0.3, 1.5):
            band = [
                (x + 0.3, 0.14),
                (x + 0.65, 0.14),
                (x + 0.25, 0.96),
                (x - 0.1, 0.96),
            ]
            sheet.polygon(band, (96, 84, 74))
    for x in (0.55, 1.95):
        sheet.disc(x, 0.5, 0.12, (52, 44, 40))
        sheet.rect(x - 0.24, 0.6, x + 0.24, 0.96, (46, 40, 36))
    sheet.disc(1.95, 0.47, 0.095, (92, 116, 150))
    sheet.polygon(
        [(1.7, 0.96), (1.78, 0.66), (2.12, 0.66), (2.2, 0.96)], (60, 110, 190)
    )
    sheet.rect(0.12, 0.88, 2.38, 0.96, (40, 38, 38))
    for x in (0.9, 1.9):
        sheet.polygon(
            [(x, 1.0), (x + 0.04, 1.0), (x - 0.5, 0.84), (x - 0.52, 0.85)], _DARK
        )
    pen = Pen(colour=_contrast(paint), height=0.07, font="sans")
    sheet.write(name, 1.25 - sheet.measure(name, pen) / 2, 0.02, pen)
    return sheet


def cab_side(
    name: str, paint: Colour, dirt: float, rng: Generator, *, right: bool
) -> Sheet:
    """Paint a side of the cab seen from outside, 3.1 m high.

    The front is at the left end of a left side and at the right end of a right one.
    """
    sheet = Sheet(CAB_LENGTH, 3.1, scale=260, colour=paint).clear()
    sheet.polygon(
        [(0.0, 3.1), (0.0, 1.75), (0.28, 0.6), (0.75, 0.02), (2.25, 0.02), (2.25, 3.1)],
        paint,
    )
    weather(sheet, dirt * 0.6, rng)
    b, g, r = (round(c * 0.72) for c in paint)
    for x0, y0, x1, y1 in ((0.22, 0.7, 0.235, 2.6), (1.42, 0.62, 1.435, 2.6)):
        sheet.rect(x0, y0, x1, y1, (b, g, r))
    sheet.polygon(
        [(0.3, 0.76), (0.4, 0.66), (1.36, 0.66), (1.36, 1.62), (0.16, 1.62)], _DARK
    )
    sheet.polygon(
        [(0.36, 0.8), (0.43, 0.72), (1.3, 0.72), (1.3, 1.56), (0.23, 1.56)], _GLASS
    )
    sheet.polygon([(0.5, 1.56), (0.85, 0.72), (1.1, 0.72), (0.75, 1.56)], (92, 82, 74))
    _driver(sheet)
    sheet.rect(1.12, 1.76, 1.34, 1.82, _DARK)
    sheet.rect(0.0, 2.3, 2.25, 2.36, _contrast(paint))
    sheet.disc(1.35, 2.62, 0.62, _DARK)
    if right:
        _turn(sheet)
    pen = Pen(colour=_contrast(paint), height=0.11, font="sans")
    sheet.write(name, 0.85 if right else 0.42, 2.0, pen)
    return sheet


def _contrast(paint: Colour) -> Colour:
    """Give lettering that shows on *paint*."""
    return (40, 36, 34) if sum(paint) > 480 else (238, 238, 238)


def _turn(sheet: Sheet) -> None:
    sheet.pixels = np.asarray(cv2.flip(sheet.pixels, 1), np.uint8)
    if sheet.opacity is not None:
        sheet.opacity = np.asarray(cv2.flip(sheet.opacity, 1), np.uint8)


def _driver(sheet: Sheet) -> None:
    sheet.rect(1.02, 0.84, 1.2, 1.2, (40, 36, 34))
    sheet.polygon(
        [(0.62, 1.56), (0.72, 1.28), (1.08, 1.26), (1.18, 1.56)], (40, 150, 235)
    )
    sheet.disc(0.89, 1.08, 0.125, (104, 134, 176))
    sheet.polygon([(0.74, 1.04), (0.8, 0.93), (1.0, 0.93), (1.03, 1.06)], (52, 48, 120))


def plain(
    width: float, height: float, paint: Colour, dirt: float, rng: Generator
) -> Sheet:
    """Paint a panel with nothing on it: roof, back, upper front."""
    sheet = Sheet(width, height, scale=120, colour=paint)
    sheet.shade(0, 0, width, 0.03, 1.2)
    weather(sheet, dirt * 0.6, rng)
    return sheet


def mirror() -> Sheet:
    """Paint a mirror's housing."""
    sheet = Sheet(0.26, 0.85, scale=160, colour=_DARK)
    sheet.rect(0.02, 0.02, 0.24, 0.83, (52, 50, 50))
    sheet.rect(0.02, 0.46, 0.24, 0.48, _DARK)
    return sheet


def wheel(radius: float, dirt: float, rng: Generator) -> Sheet:
    """Paint a wheel from the side, transparent around the tyre."""
    sheet = Sheet(radius * 2, radius * 2, scale=150, colour=(30, 30, 32)).clear()
    sheet.disc(radius, radius, radius * 0.995, (34, 33, 33))
    sheet.disc(radius, radius, radius * 0.66, (22, 22, 22))
    sheet.disc(radius, radius, radius * 0.6, (146, 148, 150))
    sheet.disc(radius, radius, radius * 0.5, (112, 114, 116))
    sheet.disc(radius, radius, radius * 0.24, (72, 74, 76))
    for turn in np.arange(10) * np.pi / 5:
        x, y = radius * (1 + 0.4 * np.cos(turn)), radius * (1 + 0.4 * np.sin(turn))
        sheet.disc(float(x), float(y), 0.022, (56, 58, 60))
    shape = (sheet.pixels.shape[0], sheet.pixels.shape[1])
    tint(
        sheet.pixels,
        clouds(shape, (5, 5), rng) * np.float32(0.5 * dirt),
        (90, 104, 116),
    )
    return sheet
