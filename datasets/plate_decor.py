"""What a plate shows beside its number: bands, heads, slogans, stickers, motifs."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

from datasets.plate_texts import Family
from datasets.samples import pick
from datasets.sheets import Colour, Pen, Sheet
from datasets.typefaces import typefaces
from vision.results import Box

_BAND: Colour = (150, 62, 8)
_COUNTRIES = (
    "D", "F", "E", "I", "NL", "B", "P", "PL", "CZ", "RO", "BG", "H", "A", "S", "DK",
    "FIN", "SK", "SLO", "HR", "LT", "LV", "EST", "IRL", "L", "GR", "UK", "GB", "N",
)  # fmt: skip
_HEADS = (
    "CALIFORNIA", "TEXAS", "NEW YORK", "FLORIDA", "OHIO", "GEORGIA", "UTAH", "NEVADA",
    "ARIZONA", "MICHIGAN", "ILLINOIS", "OREGON", "VIRGINIA", "ONTARIO", "KANSAS",
    "IDAHO", "IOWA", "MAINE", "ALASKA", "HAWAII", "MONTANA", "WYOMING", "MEXICO",
)  # fmt: skip
_WORDS = (
    "THE", "STATE", "SUNSHINE", "GREAT", "LAKES", "FIRST", "IN", "FLIGHT", "GARDEN",
    "LAND", "OF", "GOLDEN", "BEACH", "WILD", "LONE", "STAR", "PURE", "EMPIRE", "SCENIC",
)  # fmt: skip
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新渝"


def decorate(
    sheet: Sheet, plate: Box, family: Family, ink: Colour, rng: Generator
) -> Box:
    """Paint what surrounds the number; give the room that is left for it."""
    if rng.random() < 0.6:
        sheet.frame(plate, float(rng.uniform(0.003, 0.008)), ink)
    if family is Family.AMERICA:
        return _american(sheet, plate, ink, rng)
    if family in {Family.EUROPE, Family.BRITAIN} and rng.random() < 0.75:
        return _banded(sheet, plate, rng)
    if family is Family.MERCOSUR or (family is Family.BRAZIL and rng.random() < 0.8):
        return _headed(sheet, plate, family, ink, rng)
    _screws(sheet, plate, rng)
    return _inside(plate, 0.012)


def province(sheet: Sheet, place: Box, ink: Colour, rng: Generator) -> None:
    """Paint a province's glyph, or strokes like one where no font has them."""
    font = _han()
    if font is None:
        for _ in range(int(rng.integers(5, 9))):
            a, b = rng.uniform(0, 1, 2), rng.uniform(0, 1, 2)
            x0, x1 = (place.x0 + v * place.width for v in sorted((a[0], b[0])))
            y = place.y0 + a[1] * place.height
            sheet.rect(x0, y, x1, y + place.height * 0.08, ink)
        return
    mask = _glyph(font, pick(rng, _PROVINCES))
    sheet.stamp(mask, place, ink)


def _american(sheet: Sheet, plate: Box, ink: Colour, rng: Generator) -> Box:
    """Paint a landscape, a state's name and a slogan, stickers in the corners."""
    if rng.random() < 0.6:
        _landscape(sheet, plate, rng)
    head, foot = float(rng.uniform(0.14, 0.24)), float(rng.uniform(0.08, 0.18))
    if rng.random() < 0.93:
        name = pick(rng, _HEADS)
        band = Box(plate.x0, plate.y0, plate.x1, plate.y0 + head * plate.height)
        _small(sheet, name, band, _any_ink(ink, rng), rng)
    if rng.random() < 0.75:
        count = int(rng.integers(1, 5))
        slogan = " ".join(pick(rng, _WORDS) for _ in range(count))
        band = Box(plate.x0, plate.y1 - foot * plate.height, plate.x1, plate.y1)
        _small(sheet, slogan, band, _any_ink(ink, rng), rng)
    for x in (plate.x0, plate.x1 - 0.05):
        if rng.random() < 0.3:
            _sticker(sheet, x, plate.y1 - 0.04 if rng.random() < 0.6 else plate.y0, rng)
    _screws(sheet, plate, rng)
    return Box(
        plate.x0 + 0.006,
        plate.y0 + head * plate.height,
        plate.x1 - 0.006,
        plate.y1 - foot * plate.height,
    )


def _landscape(sheet: Sheet, plate: Box, rng: Generator) -> None:
    """Tint the plate from top to bottom, with hills or a sun."""
    s = sheet.scale
    rows = slice(round(plate.y0 * s), round(plate.y1 * s))
    columns = slice(round(plate.x0 * s), round(plate.x1 * s))
    part = sheet.pixels[rows, columns].astype(np.float32)
    fall = np.linspace(0, 1, part.shape[0], dtype=np.float32)[:, None, None]
    tone = rng.uniform(60, 255, 3).astype(np.float32)
    strength = float(rng.uniform(0.1, 0.45))
    way = fall if rng.random() < 0.5 else 1 - fall
    sheet.pixels[rows, columns] = part + (tone - part) * way * strength
    if rng.random() < 0.4:
        pale: Colour = tuple(int(v) for v in part.mean((0, 1)) * 0.6 + tone * 0.4)  # type: ignore[assignment]  # three of them
        sheet.disc(
            float(rng.uniform(plate.x0 + 0.06, plate.x1 - 0.06)),
            (plate.y0 + plate.y1) / 2,
            float(rng.uniform(0.02, 0.05)),
            pale,
        )


def _banded(sheet: Sheet, plate: Box, rng: Generator) -> Box:
    """Paint the blue band at the left, sometimes one at the right or a seal."""
    wide = float(rng.uniform(0.03, 0.05))
    sheet.rect(plate.x0, plate.y0, plate.x0 + wide, plate.y1, _BAND)
    band = Box(plate.x0, plate.y1 - 0.05, plate.x0 + wide, plate.y1 - 0.004)
    _small(sheet, pick(rng, _COUNTRIES), band, (225, 215, 210), rng)
    for turn in np.arange(8) * np.pi / 4:
        x = plate.x0 + wide / 2 + 0.011 * np.cos(turn)
        y = plate.y0 + 0.024 + 0.011 * np.sin(turn)
        sheet.disc(float(x), float(y), 0.002, (80, 200, 230))
    right = plate.x1
    if rng.random() < 0.12:
        right -= wide
        sheet.rect(right, plate.y0, plate.x1, plate.y1, _BAND)
    return Box(
        plate.x0 + wide + 0.006, plate.y0 + 0.008, right - 0.008, plate.y1 - 0.008
    )


def _headed(
    sheet: Sheet, plate: Box, family: Family, ink: Colour, rng: Generator
) -> Box:
    """Paint the strip with the country's or the town's name above the number."""
    head = float(rng.uniform(0.16, 0.26)) * plate.height
    band = Box(plate.x0, plate.y0, plate.x1, plate.y0 + head)
    if family is Family.MERCOSUR:
        sheet.rect(band.x0, band.y0, band.x1, band.y1, _BAND)
        name, tone = pick(rng, ("BRASIL", "REPUBLICA ARGENTINA", "URUGUAY")), (235,) * 3
    else:
        name, tone = (
            f"{pick(rng, ('SP', 'RJ', 'MG', 'PR', 'SC'))}-{pick(rng, _WORDS)}",
            ink,
        )
    _small(sheet, name, band, tone, rng)
    return Box(plate.x0 + 0.01, plate.y0 + head, plate.x1 - 0.01, plate.y1 - 0.006)


def _small(sheet: Sheet, text: str, band: Box, ink: Colour, rng: Generator) -> None:
    """Letter small print in the middle of a band."""
    pen = Pen(colour=ink, height=band.height * 0.72, font=pick(rng, typefaces()))
    share = min(1.0, band.width * 0.9 / max(0.01, sheet.measure(text, pen)))
    pen = Pen(colour=ink, height=pen.height * share, font=pen.font)
    x = (band.x0 + band.x1 - sheet.measure(text, pen)) / 2
    sheet.write(text, x, (band.y0 + band.y1 - pen.height) / 2, pen)


def _sticker(sheet: Sheet, x: float, y: float, rng: Generator) -> None:
    tone: Colour = tuple(int(v) for v in rng.integers(40, 250, 3))  # type: ignore[assignment]  # three of them
    sheet.rect(x, y, x + 0.045, y + 0.035, tone)
    text = f"{int(rng.integers(1, 13)):02d}" if rng.random() < 0.5 else "24"
    pen = Pen(colour=(20, 20, 20), height=0.018)
    sheet.write(text, x + 0.01, y + 0.008, pen)


def _screws(sheet: Sheet, plate: Box, rng: Generator) -> None:
    if rng.random() < 0.5:
        for x in (plate.x0 + plate.width * 0.2, plate.x1 - plate.width * 0.2):
            sheet.disc(x, plate.y0 + 0.012, 0.005, (90, 90, 90))


def _inside(plate: Box, edge: float) -> Box:
    return Box(plate.x0 + edge, plate.y0 + edge, plate.x1 - edge, plate.y1 - edge)


def _any_ink(ink: Colour, rng: Generator) -> Colour:
    if rng.random() < 0.6:
        return ink
    b, g, r = (int(v) for v in rng.integers(0, 160, 3))
    return b, g, r


@cache
def _han() -> str | None:
    """Find a font that has Chinese characters."""
    for name in ("wqy-zenhei.ttc", "NotoSansCJK-Regular.ttc", "wqy-microhei.ttc"):
        found = next(Path("/usr/share/fonts").rglob(name), None)
        if found is not None:
            return str(found)
    return None


@cache
def _glyph(font: str, char: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    face = ImageFont.truetype(font, 120)
    picture = Image.new("L", (160, 180))
    ImageDraw.Draw(picture).text((20, 10), char, 255, face, stroke_width=3)
    pixels = np.asarray(picture, np.float32) / 255
    rows, columns = np.nonzero(pixels > 0.3)
    cut = pixels[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(cv2.resize(cut, (90, 160), interpolation=cv2.INTER_AREA))
