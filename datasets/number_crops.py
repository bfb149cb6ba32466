"""Container numbers and size-types as crops: cut from painted walls."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from datasets import walls
from datasets.crops import Crop, photographed
from datasets.sheets import Sheet
from datasets.truth import Inscription, Kind
from vision.results import Box, Layout

_TIMES = 6
"""Photographs that are taken of one painted wall."""
_KEPT = 48
"""Texts that wait to be photographed, so that equal ones do not follow each other."""


class NumberCrops:
    """Paints a wall now and then, and gives its texts as crops."""

    def __init__(self) -> None:
        self._kept: dict[Kind, list[tuple[Sheet, Inscription]]] = {
            Kind.CONTAINER: [],
            Kind.SIZE_TYPE: [],
        }

    def number(self, rng: Generator) -> Crop:
        """Photograph a container number."""
        return self._crop(Kind.CONTAINER, rng)

    def size_type(self, rng: Generator) -> Crop:
        """Photograph a size-type code."""
        return self._crop(Kind.SIZE_TYPE, rng)

    def _crop(self, kind: Kind, rng: Generator) -> Crop:
        kept = self._kept[kind]
        while len(kept) < _KEPT:
            for found in _painted(rng):
                waiting = self._kept[found[1].kind]
                waiting.extend([found] * _TIMES if len(waiting) < 2 * _KEPT else [])
        sheet, text = kept.pop(int(rng.integers(len(kept))))
        return _crop(sheet, text, rng)


def _painted(rng: Generator) -> Iterator[tuple[Sheet, Inscription]]:
    scale = float(rng.uniform(170, 300))
    wall = walls.sample_wall(rng, scale, (2.991, 2.991, 6.058))
    way = float(rng.random())
    if way < 0.45:
        sheet = walls.doors(wall)
    elif way < 0.75:
        sheet = walls.side(wall, int(rng.integers(2)))
    else:
        sheet = walls.front(wall) if way < 0.9 else walls.roof(wall)
    for text in sheet.inscriptions:
        around = Box.around(text.cells)
        whole = min(around.x0, around.y0) >= 0 and max(around.x1, around.y1) <= 1
        if whole and text.kind in {Kind.CONTAINER, Kind.SIZE_TYPE}:
            yield sheet, text


def _crop(sheet: Sheet, text: Inscription, rng: Generator) -> Crop:
    height, width = sheet.pixels.shape[:2]
    cells = [
        Box(c.x0 * width, c.y0 * height, c.x1 * width, c.y1 * height)
        for c in text.cells
    ]
    letter = float(np.median([cell.height for cell in cells]))
    image = photographed(sheet.pixels, Box.around(cells), letter, rng)
    layout = text.layout or Layout.ONE_LINE
    if text.kind is Kind.SIZE_TYPE and layout is Layout.TWO_LINES:
        layout = Layout.ONE_LINE
    return Crop(image, text.text, layout)
