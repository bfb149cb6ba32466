"""Container walls of every carrier's kind, made up: paint, lettering, clutter, wear."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator
from stdnum.iso6346 import calc_check_digit

from datasets.clutter import CLUTTER, weights_block
from datasets.doors import paint_door_hardware, paint_door_panels
from datasets.lettering import Lettering, extent, letter_number, sample_lettering
from datasets.liveries import Livery
from datasets.samples import pick
from datasets.sheets import Colour, Sheet
from datasets.weathering import clouds, tint, weather
from vision.results import Layout

WIDTH = 2.438
LENGTHS = (6.058, 6.058, 12.192, 12.192, 13.716, 2.991)
HEIGHTS = (2.591, 2.896, 2.896, 2.438)

PAINTS: tuple[Colour, ...] = (
    (40, 40, 130), (34, 34, 100), (40, 60, 150), (60, 70, 140), (40, 90, 200),
    (130, 60, 20), (150, 90, 30), (90, 40, 20), (70, 40, 30), (190, 130, 40),
    (180, 160, 60), (150, 150, 90), (80, 110, 40), (60, 80, 30), (140, 140, 140),
    (190, 190, 185), (230, 232, 232), (30, 110, 225), (40, 190, 235), (100, 90, 80),
)  # fmt: skip
_BAR = 1.70
"""Where the bar of the right leaf stands that numbers are lettered around."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIZE_TYPES = (
    "22G1", "42G1", "45G1", "L5G1", "22R1", "45R1", "22U1", "42P1", "25G1", "22T6",
    "45G0", "4EG1", "22K2", "12G1", "2210", "4310", "45V3", "15VA",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One container's looks. ``seed`` decides everything that is not stated.

    ``scale`` is pixels a metre of its sheets.
    """

    number: str
    size_type: str
    length: float
    height: float
    paint: Colour
    ink: Colour
    dirt: float
    scale: float
    seed: int

    def rng(self, part: int) -> Generator:
        """Randomness of one wall of this container."""
        return np.random.default_rng([self.seed, part])


def sample_wall(rng: Generator, scale: float, lengths: Sequence[float]) -> Wall:
    """Make up a container that is one of *lengths* long."""
    owner = "".join(rng.choice(list(_LETTERS), 3)) + pick(rng, "UUUUUUUUUJZ")
    first = f"{owner}{int(rng.integers(0, 10**6)):06d}"
    base = np.array(pick(rng, PAINTS)) * rng.uniform(0.7, 1.3) + rng.normal(0, 12, 3)
    b, g, r = (int(v) for v in base.clip(12, 245))
    bright = 0.114 * b + 0.587 * g + 0.299 * r
    dark = bright > 170 or (bright > 110 and rng.random() < 0.4)
    tone = float(rng.uniform(10, 60) if dark else rng.uniform(200, 252))
    faded = float(rng.uniform(0, 0.65)) if rng.random() < 0.35 else 0.0
    ink = (int(tone + (c - tone) * faded) for c in (b, g, r))
    return Wall(
        number=first + calc_check_digit(first),
        size_type=pick(rng, _SIZE_TYPES),
        length=pick(rng, lengths),
        height=pick(rng, HEIGHTS),
        paint=(b, g, r),
        ink=(next(ink), next(ink), next(ink)),
        dirt=float(rng.random() ** 1.5),
        scale=scale,
        seed=int(rng.integers(2**31)),
    )


def doors(wall: Wall) -> Sheet:
    """Paint the doors: the number on the right leaf, weights below, bars over all."""
    rng = wall.rng(0)
    sheet = Sheet(WIDTH, wall.height, scale=wall.scale, colour=wall.paint)
    livery = Livery(name="", owner="", paint=wall.paint, ink=wall.ink)
    paint_door_panels(sheet, livery)
    over = rng.random() < 0.35
    if over:
        paint_door_hardware(sheet, livery)
    _clutter(sheet, wall, rng, (0.1, 0.25, 0.9, wall.height - 0.5), 4)
    _clutter(sheet, wall, rng, (1.3, 1.5, 2.2, wall.height - 0.3), 2)
    bottom = _door_number(sheet, wall, rng)
    if rng.random() < 0.9:
        left = float(rng.uniform(1.28, 1.5))
        weights_block(sheet, (left, bottom + rng.uniform(0.05, 0.4)), wall.ink, rng)
    weather(sheet, wall.dirt, rng)
    if not over:
        paint_door_hardware(sheet, livery)
    return sheet


def side(wall: Wall, which: int) -> Sheet:
    """Paint a side wall; its number stands near the right end."""
    rng = wall.rng(1 + which)
    sheet = Sheet(wall.length, wall.height, scale=wall.scale, colour=wall.paint)
    room = (0.3, 0.2, max(0.6, wall.length - 1.6), wall.height - 0.6)
    _clutter(sheet, wall, rng, room, 4)
    layouts = (Layout.VERTICAL,) * 3 + (Layout.TWO_LINES,) * 2 + (Layout.ONE_LINE,)
    layout = pick(rng, layouts)
    from_end = rng.uniform(0.25, 1.3) + (0 if layout is Layout.VERTICAL else 0.9)
    place = (max(0.15, wall.length - from_end), rng.uniform(0.12, 0.6))
    _number(sheet, wall, sample_lettering(layout, rng), place)
    if rng.random() < 0.3:
        end = (max(0.2, wall.length - 2.4), 0.15, wall.length - 0.3, 0.6)
        _clutter(sheet, wall, rng, end, 1)
    return _walled(sheet, wall, rng)


def front(wall: Wall) -> Sheet:
    """Paint the end wall opposite the doors, often with a number, often bare."""
    rng = wall.rng(3)
    sheet = Sheet(WIDTH, wall.height, scale=wall.scale, colour=wall.paint)
    if rng.random() < 0.7:
        upright = rng.random() < 0.65
        layout = Layout.VERTICAL if upright else Layout.ONE_LINE
        left = rng.uniform(1.4, 1.95) if upright else rng.uniform(0.6, 1.1)
        _number(
            sheet, wall, sample_lettering(layout, rng), (left, rng.uniform(0.15, 0.6))
        )
    _clutter(sheet, wall, rng, (0.2, 0.2, 1.2, wall.height - 0.5), 2)
    return _walled(sheet, wall, rng)


def roof(wall: Wall) -> Sheet:
    """Paint the roof as seen from the doors: its number stands at their end."""
    rng = wall.rng(4)
    b, g, r = wall.paint
    pale: Colour = (b // 2 + 90, g // 2 + 90, r // 2 + 90)
    colour = wall.paint if rng.random() < 0.5 else pale
    scale = wall.scale * 0.8
    sheet = Sheet(WIDTH, wall.length, scale=scale, colour=colour)
    for y in np.arange(0.5, wall.length - 0.5, float(rng.uniform(0.25, 0.4))):
        sheet.shade(0.15, float(y), WIDTH - 0.15, float(y) + 0.04, 0.75)
        sheet.shade(0.15, float(y) + 0.04, WIDTH - 0.15, float(y) + 0.09, 1.12)
    if rng.random() < 0.8:
        place = (rng.uniform(0.4, 0.9), wall.length - rng.uniform(0.25, 0.6))
        _number(sheet, wall, sample_lettering(Layout.ONE_LINE, rng), place)
    weather(sheet, min(1.0, wall.dirt + 0.4), rng)
    return sheet


def _door_number(sheet: Sheet, wall: Wall, rng: Generator) -> float:
    """Letter the number on the right leaf, mostly around the bar, not beneath it."""
    two = rng.random() < 0.2
    style = sample_lettering(Layout.TWO_LINES if two else Layout.ONE_LINE, rng)
    style = replace(style, height=min(style.height, 0.13))
    left, top = float(rng.uniform(1.2, 1.5)), float(rng.uniform(0.2, 0.75))
    if rng.random() < 0.75:
        pitch = style.pitch * style.height
        style = replace(style, gap=max(style.gap, 0.9))
        left = _BAR + 0.05
        if not two:
            left = _BAR - 4 * pitch - (style.gap / 2 - 0.1) * style.height
    return _number(sheet, wall, style, (left, top))


def _number(
    sheet: Sheet, wall: Wall, style: Lettering, at: tuple[float, float]
) -> float:
    """Letter the number near *at* so that it fits; give where it ends, in metres."""
    rng = wall.rng(9)
    width, height = extent(style)
    left = max(0.1, min(at[0], sheet.width - width - 0.08))
    top = max(0.08, min(at[1], sheet.height - height - 0.1))
    if rng.random() < 0.04:
        patch = tuple(255 - c for c in wall.ink)
        pad = style.height * 0.4
        sheet.rect(
            left - pad, top - pad, left + width + pad, top + height + pad,
            (patch[0], patch[1], patch[2]),
        )  # fmt: skip
    letter_number(sheet, (wall.number, wall.size_type), (left, top), style, wall.ink)
    return top + height * 2.6


def _clutter(
    sheet: Sheet,
    wall: Wall,
    rng: Generator,
    room: tuple[float, float, float, float],
    most: int,
) -> None:
    x0, y0, x1, y1 = room
    for _ in range(int(rng.integers(0, most + 1))):
        at = (float(rng.uniform(x0, x1)), float(rng.uniform(y0, max(y0 + 0.1, y1))))
        ink = wall.ink
        if rng.random() < 0.25:
            b, g, r = (int(v) for v in rng.integers(0, 256, 3))
            ink = (b, g, r)
        pick(rng, CLUTTER)(sheet, at, ink, rng)


def _walled(sheet: Sheet, wall: Wall, rng: Generator) -> Sheet:
    """Finish a corrugated wall: folds, rails and posts, wear."""
    _folds(sheet, rng)
    b, g, r = (round(c * rng.uniform(0.75, 1.0)) for c in wall.paint)
    rail, post = float(rng.uniform(0.06, 0.15)), float(rng.uniform(0.06, 0.16))
    sheet.rect(0, sheet.height - rail, sheet.width, sheet.height, (b, g, r))
    sheet.rect(0, 0, sheet.width, min(rail, 0.07), (b, g, r))
    for x in (0.0, sheet.width - post):
        sheet.rect(x, 0, x + post, sheet.height, (b, g, r))
    weather(sheet, wall.dirt, rng)
    return sheet


def _folds(sheet: Sheet, rng: Generator) -> None:
    """Multiply by the light on the corrugation, from flat panels to deep folds."""
    pitch, depth = float(rng.uniform(0.2, 0.32)), float(rng.uniform(0.0, 0.3))
    tones = 1 + rng.uniform(-1, 1, 4) * depth
    x = (np.arange(sheet.pixels.shape[1]) / sheet.scale / pitch + rng.random()) % 1.0
    gain = np.select([x < 0.25, x < 0.5, x < 0.75], list(tones[:3]), tones[3])
    smooth = cv2.GaussianBlur(gain[None].astype(np.float32), (0, 0), sheet.scale / 90)
    lit = np.asarray(sheet.pixels * np.asarray(smooth)[..., None])
    sheet.pixels = np.clip(lit, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        shape = (sheet.pixels.shape[0], sheet.pixels.shape[1])
        patches = clouds(shape, (3, max(2, int(sheet.width))), rng) > 0.8
        tint(sheet.pixels, patches.astype(np.float32) * 0.5, wall_grey(rng))


def wall_grey(rng: Generator) -> Colour:
    """Primer that somebody painted over rust."""
    tone = int(rng.integers(60, 200))
    return (tone, tone, tone)
