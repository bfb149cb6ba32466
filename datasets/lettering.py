"""Container numbers as the world letters them: every layout, spacing and frame."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from datasets.fonts import STROKE, available
from datasets.samples import pick
from datasets.sheets import Colour, Pen, Sheet
from datasets.truth import Kind
from vision.results import Box, Layout

Place = tuple[float, float]
"""Metres from the left and from the top of a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How one number is set; lengths are in heights of a letter.

    ``gap`` separates owner and serial, ``last`` serial and check digit. The frame of
    the check digit is ``frame`` thick, 0 for none. ``aside`` is where the size-type
    stands: below (first or second half of the number), beside, or nowhere.
    """

    layout: Layout
    font: str
    weight: float
    height: float
    pitch: float
    gap: float
    last: float
    frame: float
    aside: str

    def pen(self, colour: Colour) -> Pen:
        """Give the pen that letters in rows."""
        return Pen(
            colour=colour,
            height=self.height,
            advance=self.pitch * self.height,
            font=self.font,
            weight=self.weight,
        )


def sample_lettering(layout: Layout, rng: Generator) -> Lettering:
    """Make up a way of lettering in *layout*."""
    column = layout is Layout.VERTICAL
    font = STROKE if rng.random() < 0.5 else pick(rng, available())
    return Lettering(
        layout=layout,
        font=font,
        weight=float(rng.uniform(0.85, 1.6)),
        height=float(np.exp(rng.uniform(np.log(0.07), np.log(0.15)))),
        pitch=float(rng.uniform(1.12, 1.5) if column else rng.uniform(0.62, 0.95)),
        gap=float(pick(rng, (0.0, 0.3, 0.6, 0.8, 1.2)) * rng.uniform(0.8, 1.2)),
        last=float(pick(rng, (0.1, 0.35, 0.6, 1.0)) * rng.uniform(0.8, 1.2)),
        frame=float(pick(rng, (0.0, 0.05, 0.08, 0.1))),
        aside=pick(rng, ("below", "below", "first", "beside", "none")),
    )


def letter_number(
    sheet: Sheet, text: tuple[str, str], at: Place, style: Lettering, ink: Colour
) -> None:
    """Letter number and size-type *text* from *at*, the top left, and record both.

    The last recorded cell holds the frame of the check digit too.
    """
    if style.layout is Layout.VERTICAL:
        _column(sheet, text, at, style, ink)
    else:
        _rows(sheet, text, at, style, ink)


def extent(style: Lettering) -> tuple[float, float]:
    """Width and height in metres that a number takes, about, without its size-type."""
    unit, pitch = style.height, style.pitch * style.height
    gaps = (style.gap + style.last + 0.6) * unit
    if style.layout is Layout.VERTICAL:
        return unit, 11 * pitch + gaps
    if style.layout is Layout.TWO_LINES:
        return 7 * pitch + (style.last + 0.6) * unit, 2.6 * unit
    return 11 * pitch + gaps, unit


def _rows(
    sheet: Sheet, text: tuple[str, str], at: Place, style: Lettering, ink: Colour
) -> None:
    number, size_type = text
    pen, unit, (x, y) = style.pen(ink), style.height, at
    cells = sheet.write(number[:4], x, y, pen)
    start = x + 4 * pen.advance + style.gap * unit
    if style.layout is Layout.TWO_LINES:
        start, y = x, y + unit * 1.45
    cells += sheet.write(number[4:10], start, y, pen)
    after = start + 6 * pen.advance + style.last * unit
    cells += [_framed(sheet, sheet.write(number[10], after, y, pen)[0], style, ink)]
    sheet.inscribe(Kind.CONTAINER, number, cells, style.layout)
    left = x if style.aside == "first" else start
    if style.aside == "beside":
        left, y = after + 2.2 * unit, y - unit * 1.5
    if style.aside != "none":
        cells = sheet.write(size_type, left, y + unit * 1.5, pen)
        sheet.inscribe(Kind.SIZE_TYPE, size_type, cells, style.layout)


def _column(
    sheet: Sheet, text: tuple[str, str], at: Place, style: Lettering, ink: Colour
) -> None:
    number, size_type = text
    pen, unit, (x, y) = style.pen(ink), style.height, at
    x += unit / 2
    cells = sheet.stack(number[:4], x, y, pen)
    second = y + 4 * pen.advance + style.gap * unit
    cells += sheet.stack(number[4:10], x, second, pen)
    last = second + 6 * pen.advance + style.last * unit
    cells += [_framed(sheet, sheet.stack(number[10], x, last, pen)[0], style, ink)]
    sheet.inscribe(Kind.CONTAINER, number, cells, Layout.VERTICAL)
    if style.aside == "none":
        return
    if style.aside == "first":
        row = replace(pen, advance=unit * 0.8)
        cells = sheet.write(size_type, x - unit * 1.5, last + unit * 1.8, row)
    else:
        top = y if style.aside == "below" else second
        cells = sheet.stack(size_type, x + unit * 3.2, top, pen)
    sheet.inscribe(Kind.SIZE_TYPE, size_type, cells, Layout.VERTICAL)


def _framed(sheet: Sheet, digit: Box, style: Lettering, ink: Colour) -> Box:
    if not style.frame:
        return digit
    across, down = style.height * 0.16, style.height * 0.2
    middle = (digit.x0 + digit.x1) / 2
    half = max(digit.width / 2, style.height * 0.28) + across
    edge = Box(middle - half, digit.y0 - down, middle + half, digit.y1 + down)
    sheet.frame(edge, style.height * style.frame, ink)
    return edge
