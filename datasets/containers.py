"""The six faces of a container: paint, corrugation, doors, lettering, wear."""

from zlib import crc32

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.doors import paint_door_hardware, paint_door_panels
from datasets.liveries import BLACK, LIVERIES, Livery, badge, wordmark
from datasets.markings import height_mark, number_lines, number_stack, weights
from datasets.plans import ContainerPlan
from datasets.sheets import Pen, Sheet
from datasets.weathering import weather
from vision.results import Box, Layout

WIDTH = 2.438
_SCALE = 210.0


def ageing(plan: ContainerPlan, seed: int) -> Generator:
    """Randomness of one container, the same wherever it is drawn."""
    return np.random.default_rng([seed, crc32(plan.number.encode())])


def side_sheet(plan: ContainerPlan, font: str, dirt: float, rng: Generator) -> Sheet:
    """Paint a side wall seen from outside; its number stands at the right end."""
    livery = LIVERIES[plan.livery]
    sheet = Sheet(plan.length, plan.height, scale=_SCALE, colour=livery.paint)
    pen = Pen(colour=livery.ink, height=0.125, font=font)
    if plan.side is Layout.VERTICAL:
        number_stack(sheet, plan, pen)
    else:
        number_lines(sheet, plan, pen, plan.length - 1.35, two=True)
    big = 0.62 if plan.length > 7 else 0.42
    wide = wordmark(Sheet(4, 1, scale=20, colour=BLACK), livery, 0.0, 0.0, big)
    left = max(0.35, (plan.length - 1.6 - wide) / 2)
    wordmark(sheet, livery, left, plan.height * 0.38, big)
    _relief(sheet, rng)
    _edges(sheet, livery)
    weather(sheet, dirt, rng)
    _castings(sheet)
    return sheet


def door_sheet(plan: ContainerPlan, font: str, dirt: float, rng: Generator) -> Sheet:
    """Paint the doors: number at the top of the right leaf, weights below it."""
    livery = LIVERIES[plan.livery]
    sheet = Sheet(WIDTH, plan.height, scale=_SCALE * 1.1, colour=livery.paint)
    paint_door_panels(sheet, livery)
    pen = Pen(colour=livery.ink, height=0.104, font=font)
    two = plan.doors is Layout.TWO_LINES
    number_lines(sheet, plan, pen, 1.745 if two else 1.375, two=two)
    weights(sheet, plan, Pen(colour=livery.ink, height=0.055, font=font))
    badge(sheet, livery, 0.19, 0.5, 0.46)
    height_mark(sheet, plan, 0.3, 1.45)
    weather(sheet, dirt, rng)
    paint_door_hardware(sheet, livery)
    _castings(sheet)
    return sheet


def front_sheet(plan: ContainerPlan, dirt: float, rng: Generator) -> Sheet:
    """Paint the end wall behind the cab."""
    livery = LIVERIES[plan.livery]
    sheet = Sheet(WIDTH, plan.height, scale=_SCALE * 0.6, colour=livery.paint)
    _relief(sheet, rng)
    _edges(sheet, livery)
    weather(sheet, dirt, rng)
    _castings(sheet)
    return sheet


def roof_sheet(plan: ContainerPlan, dirt: float, rng: Generator) -> Sheet:
    """Paint the roof, seen from above with the container's front at the top."""
    livery = LIVERIES[plan.livery]
    b, g, r = (round(c * 0.55 + 90) for c in livery.paint)
    sheet = Sheet(WIDTH, plan.length, scale=_SCALE * 0.6, colour=(b, g, r))
    y = 0.5
    while y < plan.length - 0.3:
        sheet.rect(0.16, y, WIDTH - 0.16, y + 0.03, (b // 2, g // 2, r // 2))
        sheet.rect(0.16, y + 0.03, WIDTH - 0.16, y + 0.06, livery.paint)
        y += 0.36
    for x in (0.0, WIDTH - 0.09):
        sheet.rect(x, 0, x + 0.09, plan.length, livery.paint)
    sheet.rect(0, plan.length - 0.3, WIDTH, plan.length, (b, g, r))
    weather(sheet, min(1.0, dirt + 0.3), rng)
    _castings(sheet)
    return sheet


def _relief(sheet: Sheet, rng: Generator) -> None:
    """Multiply a wall by the light on its corrugation, 278 mm from fold to fold."""
    width = sheet.pixels.shape[1]
    x = (np.arange(width) / sheet.scale - 0.13) % 0.278
    gain = np.select([x < 0.072, x < 0.139, x < 0.211], [1.06, 0.74, 0.93], 1.16)
    gain += rng.normal(0, 0.012, width)
    smooth = cv2.GaussianBlur(gain[None].astype(np.float32), (0, 0), 1.6)
    lit: NDArray[np.float32] = np.asarray(smooth, np.float32)
    rows = max(1, sheet.pixels.shape[0])
    full = np.asarray(cv2.merge([np.repeat(lit, rows, 0)] * 3), np.float32)
    sheet.pixels = np.clip(sheet.pixels * full, 0, 255).astype(np.uint8)


def _edges(sheet: Sheet, livery: Livery) -> None:
    """Paint the rails above and below and the corner posts."""
    w, h = sheet.width, sheet.height
    b, g, r = (round(c * 0.88) for c in livery.paint)
    rails = (
        (0.0, 0.0, w, 0.09),
        (0.0, h - 0.15, w, h),
        (0.0, 0.0, 0.11, h),
        (w - 0.11, 0.0, w, h),
    )
    for x0, y0, x1, y1 in rails:
        sheet.rect(x0, y0, x1, y1, (b, g, r))
    sheet.shade(0.11, 0.09, w - 0.11, 0.12, 0.62)
    sheet.shade(0.11, h - 0.17, w - 0.11, h - 0.15, 0.7)
    for x in (0.11, w - 0.125):
        sheet.shade(x, 0.09, x + 0.015, h - 0.15, 0.6)


def _castings(sheet: Sheet) -> None:
    """Paint the four corner castings with their holes."""
    steel = (66, 72, 80)
    for x in (0.0, sheet.width - 0.16):
        for y in (0.0, sheet.height - 0.12):
            sheet.rect(x, y, x + 0.16, y + 0.12, steel)
            sheet.frame(Box(x, y, x + 0.16, y + 0.12), 0.008, (44, 46, 52))
            sheet.disc(x + 0.08, y + 0.06, 0.034, (16, 14, 14))
