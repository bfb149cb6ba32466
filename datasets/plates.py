"""Licence plates in the look of their region."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from datasets.plans import PlateStyle
from datasets.sheets import Colour, Pen, Sheet
from datasets.truth import Kind
from datasets.weathering import clouds, tint
from vision.results import Box

_WHITE: Colour = (236, 238, 238)
_BLACK: Colour = (24, 22, 22)
_BLUE: Colour = (150, 62, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    ground: Colour = _WHITE
    ink: Colour = _BLACK
    band: str = ""
    size: tuple[float, float] = (0.54, 0.116)
    head: str = ""
    font: str = "sans"


_LOOKS = {
    PlateStyle.GB: _Look(band="UK"),
    PlateStyle.DE: _Look(band="D", font="stroke"),
    PlateStyle.NL: _Look(ground=(30, 190, 245), band="NL"),
    PlateStyle.FR: _Look(band="F"),
    PlateStyle.ES: _Look(band="E"),
    PlateStyle.BR: _Look(head="BRASIL", size=(0.54, 0.15)),
    PlateStyle.CN: _Look(ground=(40, 200, 240), size=(0.54, 0.14), font="stroke"),
    PlateStyle.US: _Look(head="BAYOU STATE", size=(0.54, 0.18), ink=(96, 34, 20)),
}


def plate_size(style: PlateStyle) -> tuple[float, float]:
    """Width and height of a plate in metres."""
    return _LOOKS[style].size


def plate_sheet(text: str, style: PlateStyle, rng: Generator, scale: float) -> Sheet:
    """Paint a plate with its true text recorded without separators."""
    look = _LOOKS[style]
    width, height = look.size
    sheet = Sheet(width, height, scale=scale, colour=look.ground)
    sheet.frame(Box(0, 0, width, height), 0.007, look.ink)
    left = _band(sheet, look) if look.band else 0.02
    top = _head(sheet, look) if look.head else 0.0
    cap = (height - top) * 0.71
    pen = _fitting(sheet, look, text, (width - left - 0.02, cap))
    start = left + (width - left - 0.015 - sheet.measure(text, pen)) / 2
    cells = sheet.write(text, start, top + (height - top - pen.height) / 2, pen)
    cells = [
        c
        for c, char in zip(cells, text.replace(" ", ""), strict=True)
        if char.isalnum()
    ]
    sheet.inscribe(Kind.PLATE, "".join(filter(str.isalnum, text)), cells)
    shape = (sheet.pixels.shape[0], sheet.pixels.shape[1])
    tint(sheet.pixels, clouds(shape, (3, 8), rng) * np.float32(0.22), (96, 110, 120))
    return sheet


def _band(sheet: Sheet, look: _Look) -> float:
    sheet.rect(0.0, 0.0, 0.044, sheet.height, _BLUE)
    for turn in np.arange(8) * np.pi / 4:
        x, y = 0.022 + 0.011 * np.cos(turn), 0.036 + 0.011 * np.sin(turn)
        sheet.disc(float(x), float(y), 0.002, (110, 150, 150))
    pen = Pen(colour=(220, 190, 160), height=0.016)
    width = sheet.measure(look.band, pen)
    sheet.write(look.band, 0.024 - width / 2, 0.078, pen)
    return 0.06


def _head(sheet: Sheet, look: _Look) -> float:
    if look.head == "BRASIL":
        sheet.rect(0.0, 0.0, sheet.width, 0.034, _BLUE)
    pen = Pen(
        colour=_WHITE if look.head == "BRASIL" else look.ink, height=0.02, font="sans"
    )
    sheet.write(
        look.head, (sheet.width - sheet.measure(look.head, pen)) / 2, 0.008, pen
    )
    return 0.034


def _fitting(sheet: Sheet, look: _Look, text: str, room: tuple[float, float]) -> Pen:
    pen = Pen(colour=look.ink, height=room[1], font=look.font, weight=1.25)
    share = min(1.0, room[0] / sheet.measure(text, pen))
    return Pen(
        colour=look.ink, height=room[1] * share, font=look.font, weight=pen.weight
    )
