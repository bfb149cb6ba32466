"""Licence plates of the world as crops, flat and cheap: for the reader alone."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from datasets.american_plates import (
    american_plate,
    argentine_plate,
    brazilian_plate,
    mercosul_plate,
)
from datasets.asian_plates import (
    chinese_plate,
    dark_plate,
    far_eastern_plate,
    indian_plate,
    southern_plate,
    unruly_plate,
    vietnamese_plate,
)
from datasets.crops import Crop, Surface, photograph
from datasets.dice import between, chance, weighted
from datasets.european_plates import british_plate, european_plate, russian_plate
from datasets.exposures import exposed, lit
from datasets.plate_looks import PlateLook
from datasets.plate_painting import painted_plate
from datasets.truth import Kind
from vision.results import Layout

REGIONS: tuple[tuple[Callable[[Generator], PlateLook], float], ...] = (
    (european_plate, 29), (british_plate, 7), (russian_plate, 3), (american_plate, 20),
    (brazilian_plate, 4), (mercosul_plate, 4), (argentine_plate, 2), (chinese_plate, 7),
    (vietnamese_plate, 5), (indian_plate, 4), (dark_plate, 4), (far_eastern_plate, 1.5),
    (southern_plate, 3), (unruly_plate, 12),
)  # fmt: skip
"""Who makes plates up, and how often."""
_NOTHING = 0.03
"""Share of plates that bear no text."""
_DOUBTFUL, _WRONG = 2.6, 0.12
"""Plates less wide than this, by their height, are rectified in both ways; the wrong
one gives nothing to read."""
_OTHER = {
    Layout.ONE_LINE: Layout.TWO_LINES,
    Layout.TWO_LINES: Layout.ONE_LINE,
}
_HEIGHT = {1: 60, 2: 104}
"""Height of a painted plate by its rows, in pixels, at most."""
_FINER = 1.7
"""How many times finer than in the picture a plate is painted."""


def plate_crop(rng: Generator) -> Crop:
    """Make up a plate and photograph it, 24 to 400 pixels wide."""
    look = weighted(rng, REGIONS)(rng)
    if chance(rng, _NOTHING):
        look = replace(look, rows=tuple(" " for _ in look.rows), seals=False)
    wide = _width(look, rng)
    rough = wide / look.aspect * _FINER
    usual = _HEIGHT[len(look.rows)] + (16 if look.head or look.foot else 0)
    height = round(min(usual, max(0.45 * usual, rough)))
    surface, high = painted_plate(look, height, rng)
    surface = Surface(lit(surface.pixels, rng), surface.box)
    scale = min(1.35, wide / surface.box.width)
    picture = photograph(surface, rng, scale=scale)
    picture = exposed(picture, rng, max(4.0, high * scale))
    layout = Layout.TWO_LINES if len(look.rows) == 2 else Layout.ONE_LINE
    if look.aspect < _DOUBTFUL and chance(rng, _WRONG):
        return Crop(image=picture, text="", kind=Kind.PLATE, layout=_OTHER[layout])
    return Crop(image=picture, text=look.text, kind=Kind.PLATE, layout=layout)


def _width(look: PlateLook, rng: Generator) -> float:
    """Give how many pixels wide a plate is seen: four a character or more."""
    characters = max(len(row) for row in look.rows)
    least = max(24.0, 4.2 * characters * (1.6 if look.aspect < 2.4 else 1.2))
    wanted = float(np.exp(between(rng, np.log(least), np.log(300))))
    if chance(rng, 0.08):
        wanted = between(rng, 250, 420)
    return wanted
