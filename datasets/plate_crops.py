"""Licence plates of the world as crops, flat and cheap: for the reader alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from datasets.crops import Crop, photographed
from datasets.plate_decor import decorate, province
from datasets.plate_texts import Family, Wording, sample_wording
from datasets.samples import pick
from datasets.sheets import Colour, Pen, Sheet
from datasets.typefaces import typefaces
from datasets.weathering import clouds, tint
from vision.results import Box, Layout

_SCALE = 560.0
"""Pixels per metre of a painted plate."""
_AROUND = 0.06
"""Metres of a vehicle around its plate."""
_SHARES: Mapping[Family, float] = {
    Family.EUROPE: 0.29,
    Family.BRITAIN: 0.08,
    Family.AMERICA: 0.26,
    Family.BRAZIL: 0.06,
    Family.MERCOSUR: 0.06,
    Family.CHINA: 0.09,
    Family.VIETNAM: 0.06,
    Family.PLAIN: 0.10,
}
_TWO_ROWS: Mapping[Family, float] = {
    Family.EUROPE: 0.22,
    Family.BRITAIN: 0.2,
    Family.AMERICA: 0.06,
    Family.BRAZIL: 0.2,
    Family.MERCOSUR: 0.2,
    Family.CHINA: 0.12,
    Family.VIETNAM: 0.65,
    Family.PLAIN: 0.3,
}
_WHITE, _YELLOW, _BLACK = (236, 238, 238), (40, 195, 240), (24, 22, 22)
_GREEN, _BLUE, _RED, _GREY = (
    (70, 120, 30),
    (150, 60, 20),
    (40, 30, 170),
    (170, 170, 165),
)
_COLOURS: Mapping[Family, tuple[tuple[Colour, Colour], ...]] = {
    Family.EUROPE: (
        (_WHITE, _BLACK), (_WHITE, _BLACK), (_WHITE, _BLACK), (_YELLOW, _BLACK),
        (_WHITE, _RED), (_WHITE, _GREEN), (_WHITE, _BLUE), (_BLACK, _WHITE),
    ),
    Family.BRITAIN: ((_WHITE, _BLACK), (_YELLOW, _BLACK)),
    Family.AMERICA: (
        (_WHITE, _BLACK), (_WHITE, _BLUE), (_WHITE, _RED), (_WHITE, (90, 40, 20)),
        (_YELLOW, _BLACK), ((90, 40, 20), _YELLOW), (_GREEN, _WHITE),
        ((200, 220, 235), (100, 40, 30)), (_WHITE, _GREEN), (_BLACK, _YELLOW),
    ),
    Family.BRAZIL: ((_GREY, _BLACK), (_GREY, _BLACK), (_RED, _WHITE), (_WHITE, _RED)),
    Family.MERCOSUR: ((_WHITE, _BLACK), (_WHITE, _RED), (_WHITE, _BLUE)),
    Family.CHINA: (
        ((160, 70, 20), _WHITE), ((160, 70, 20), _WHITE), (_YELLOW, _BLACK),
        ((150, 220, 140), _BLACK), (_WHITE, _BLACK), (_BLACK, _WHITE),
    ),
    Family.VIETNAM: (
        (_WHITE, _BLACK), (_WHITE, _BLACK), (_YELLOW, _BLACK), (_BLUE, _WHITE),
    ),
    Family.PLAIN: (
        (_WHITE, _BLACK), (_YELLOW, _BLACK), (_BLACK, _WHITE), (_BLUE, _WHITE),
        (_GREEN, _WHITE), (_RED, _WHITE), (_WHITE, _RED), (_WHITE, _BLUE),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How the rows of one plate are lettered."""

    font: str
    weight: float
    ink: Colour
    squeeze: float
    spread: float


def plate_crop(rng: Generator) -> Crop:
    """Make up a plate and photograph it."""
    family = Family(rng.choice(list(_SHARES), p=list(_SHARES.values())))
    two = bool(rng.random() < _TWO_ROWS[family])
    wording = sample_wording(family, rng, two=two)
    sheet, edges = _painted(family, wording, rng)
    letter = (edges.y1 - edges.y0) * (0.4 if two else 0.62)
    image = photographed(sheet.pixels, edges, letter, rng)
    return Crop(image, wording.text, Layout.TWO_LINES if two else Layout.ONE_LINE)


def _painted(family: Family, wording: Wording, rng: Generator) -> tuple[Sheet, Box]:
    """Paint a plate on a piece of vehicle; give its edges in pixels."""
    ground, ink = pick(rng, _COLOURS[family])
    width, height = _size(family, len(wording.rows), rng)
    body: Colour = tuple(int(v) for v in rng.integers(10, 245, 3))  # type: ignore[assignment]  # three of them
    around = _AROUND * float(rng.uniform(0.5, 1.0))
    sheet = Sheet(width + 2 * around, height + 2 * around, scale=_SCALE, colour=body)
    plate = Box(around, around, around + width, around + height)
    sheet.rect(plate.x0, plate.y0, plate.x1, plate.y1, _varied(ground, rng))
    free = decorate(sheet, plate, family, ink, rng)
    _letter(sheet, free, wording, _setting(_varied(ink, rng), rng), rng)
    _worn(sheet, rng)
    edges = [side * _SCALE for side in (plate.x0, plate.y0, plate.x1, plate.y1)]
    return sheet, Box(*edges)


def _size(family: Family, rows: int, rng: Generator) -> tuple[float, float]:
    """Width and height in metres."""
    if rows == 2:
        height = 0.2
        return height * float(rng.uniform(1.05, 1.9)), height
    low, high = (1.85, 2.3) if family is Family.AMERICA else (3.0, 5.2)
    if family in {Family.CHINA, Family.BRAZIL, Family.MERCOSUR}:
        low, high = 2.8, 3.6
    height = 0.13 if family is not Family.AMERICA else 0.16
    return height * float(rng.uniform(low, high)), height


def _varied(colour: Colour, rng: Generator) -> Colour:
    b, g, r = (int(v) for v in (np.array(colour) + rng.normal(0, 12, 3)).clip(0, 255))
    return b, g, r


def _setting(ink: Colour, rng: Generator) -> _Setting:
    return _Setting(
        font=pick(rng, typefaces()),
        weight=float(rng.uniform(0.9, 1.7)),
        ink=ink,
        squeeze=float(rng.uniform(0.75, 1.15)),
        spread=float(rng.uniform(0.06, 0.3)),
    )


def _letter(
    sheet: Sheet, free: Box, wording: Wording, setting: _Setting, rng: Generator
) -> None:
    """Letter all rows as large as they fit into *free*."""
    share = float(rng.uniform(0.72, 0.97))
    room = free.height / len(wording.rows)
    for number, row in enumerate(wording.rows):
        height = room * share * (0.8 if len(wording.rows) > 1 else 0.86)
        top = free.y0 + number * room + (room - height) / 2
        _row(sheet, row, Box(free.x0, top, free.x1, top + height), setting, rng)


def _row(sheet: Sheet, row: str, place: Box, setting: _Setting, rng: Generator) -> None:
    """Letter one row in the middle of *place*, narrower where it would not fit."""
    pen = Pen(
        colour=setting.ink,
        height=place.height,
        font=setting.font,
        weight=setting.weight,
    )
    gap = place.height * setting.spread
    widths = [_width(sheet, c, pen, setting) for c in row]
    total = sum(widths) + gap * (len(row) - 1)
    fit = min(1.0, place.width * 0.96 / total)
    x = place.x0 + (place.width - total * fit) / 2
    for char, width in zip(row, widths, strict=True):
        _character(sheet, char, Box(x, place.y0, x + width * fit, place.y1), pen, rng)
        x += (width + gap) * fit


def _width(sheet: Sheet, char: str, pen: Pen, setting: _Setting) -> float:
    if char in " -.·":
        return pen.height * {" ": 0.22, "-": 0.22, ".": 0.1, "·": 0.14}[char]
    if char == "*":
        return pen.height * 0.55
    return (sheet.measure(char, pen) - pen.height * 0.2) * setting.squeeze


def _character(sheet: Sheet, char: str, place: Box, pen: Pen, rng: Generator) -> None:
    middle = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
    if char in ".·":
        y = place.y1 - pen.height * 0.06 if char == "." else middle[1]
        sheet.disc(middle[0], y, pen.height * 0.06, pen.colour)
    elif char == "-":
        half = pen.height * 0.05
        sheet.rect(place.x0, middle[1] - half, place.x1, middle[1] + half, pen.colour)
    elif char == "*":
        province(sheet, place, pen.colour, rng)
    elif char != " ":
        sheet.fill(char, place, pen)


def _worn(sheet: Sheet, rng: Generator) -> None:
    """Dirty and scratch a plate, most of them little."""
    shape = (sheet.pixels.shape[0], sheet.pixels.shape[1])
    dirt = float(rng.random() ** 2) * 0.7
    tint(sheet.pixels, clouds(shape, (4, 8), rng) * np.float32(dirt), (96, 110, 120))
    for _ in range(int(rng.integers(0, 4))):
        x, y = rng.uniform(0, sheet.width), rng.uniform(0, sheet.height)
        r = float(rng.uniform(0.002, 0.008))
        tone = int(rng.integers(20, 200))
        sheet.disc(float(x), float(y), r, (tone, tone, tone))
