"""Paint a plate and the piece of vehicle that it is screwed on."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from datasets.crops import Pixels, Surface, stroke, wash
from datasets.dice import about, any_colour, between, chance, near
from datasets.faces import Mask, any_face
from datasets.metal import aged, ground, mixed, scratched
from datasets.plate_looks import Band, PlateLook
from datasets.samples import pick
from datasets.sheets import Colour
from datasets.typesetting import Hand, Lettered, any_hand, fitted
from datasets.weathering import clouds
from vision.results import Box

_Room = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels."""


def painted_plate(
    look: PlateLook, height: int, rng: Generator
) -> tuple[Surface, float]:
    """Paint *look*, *height* pixels high, on a piece of vehicle.

    Gives the height of its letters, too.
    """
    width = round(height * look.aspect)
    plate = _ground(look, (height, width), rng)
    room = _frill(plate, look, rng)
    letter = _rows(plate, look, room, rng)
    if chance(rng, 0.4):
        _screws(plate, look, rng)
    _wear(plate, rng)
    return _mounted(plate, rng), letter


def _ground(look: PlateLook, shape: tuple[int, int], rng: Generator) -> Pixels:
    plate = ground(shape, look.ground, rng)
    if look.motif:
        _motif(plate, look, rng)
    if chance(rng, 0.15):
        _security(plate, look, rng)
    if look.edge:
        thick = max(1, round(shape[0] * between(rng, 0.012, 0.045)))
        inset = round(shape[0] * pick(rng, (0.0, 0.0, 0.03, 0.06)))
        colour = look.ink if chance(rng, 0.75) else near(rng, look.ground, 40)
        corner = (shape[1] - 1 - inset, shape[0] - 1 - inset)
        cv2.rectangle(plate, (inset, inset), corner, colour, thick)
    return plate


def _motif(plate: Pixels, look: PlateLook, rng: Generator) -> None:
    """Paint a landscape, a sun or a wash of colour behind the text, in pale tones."""
    height, width = plate.shape[:2]
    tone = mixed(near(rng, any_colour(rng), 10), look.ground, 0.35)
    rows = np.linspace(0, 1, height, dtype=np.float32)
    rows = rows if chance(rng, 0.5) else rows[::-1]
    strength = np.repeat((rows ** np.float32(2))[:, None] * 0.5, width, axis=1)
    wash(plate, np.ascontiguousarray(strength), tone)
    if chance(rng, 0.5):
        x = np.arange(0, width + 12, 12)
        line = height * (between(rng, 0.4, 0.8) + 0.12 * rng.standard_normal(len(x)))
        hill = np.concatenate([np.stack([x, line], 1), [[width, height], [0, height]]])
        tone = mixed(near(rng, any_colour(rng), 5), look.ground, between(rng, 0.5, 0.8))
        cv2.fillPoly(plate, [hill.astype(np.int32)], tone, cv2.LINE_AA)
    if chance(rng, 0.5):
        at = (
            round(width * between(rng, 0.3, 0.7)),
            round(height * between(rng, 0.3, 0.7)),
        )
        reach = round(height * between(rng, 0.12, 0.4))
        tone = mixed(any_colour(rng), look.ground, between(rng, 0.35, 0.8))
        cv2.ellipse(
            plate, at, (reach, int(reach * 0.8)), 0, 0, 360, tone, -1, cv2.LINE_AA
        )


def _security(plate: Pixels, look: PlateLook, rng: Generator) -> None:
    """Weave fine lines into the film, as some countries do."""
    height, width = plate.shape[:2]
    tone = mixed(near(rng, look.ground, 45), look.ground, 0.4)
    step = int(rng.integers(5, 14))
    for x in range(-height, width, step):
        cv2.line(plate, (x, 0), (x + height, height), tone, 1, cv2.LINE_AA)


def _frill(plate: Pixels, look: PlateLook, rng: Generator) -> _Room:
    """Paint bands, head and foot, stickers; give the room left for the rows."""
    height, width = plate.shape[:2]
    margin = round(height * between(rng, 0.03, 0.09))
    x0, y0, x1, y1 = margin, margin, width - margin, height - margin
    if look.left:
        x0 = _band(plate, look.left, (0, 0), rng) + margin // 2
    if look.right:
        x1 = width - (_band(plate, look.right, (width, 0), rng) + margin // 2)
    ink = look.small_ink or look.ink
    if look.head:
        share = between(rng, 0.15, 0.24)
        y0 = round(height * share)
        if look.head_fill:
            plate[:y0] = look.head_fill
        _small(plate, look.head, (x0, 0, x1, y0), ink, rng)
    if look.foot:
        y1 = round(height * (1 - between(rng, 0.1, 0.2)))
        _small(plate, look.foot, (x0, y1, x1, height), ink, rng)
    if look.stickers:
        _stickers(plate, rng)
    return x0, y0, x1, y1


def _band(plate: Pixels, band: Band, at: tuple[int, int], rng: Generator) -> int:
    """Paint a band at an end of the plate; give its width."""
    height, width = plate.shape[:2]
    wide = round(min(band.wide * height, width * 0.16))
    left = 0 if at[0] == 0 else width - wide
    plate[:, left : left + wide] = band.colour
    middle = left + wide // 2
    if band.stars:
        ring = wide * 0.28
        for turn in np.arange(12) * np.pi / 6:
            spot = (
                round(middle + ring * np.cos(turn)),
                round(height * 0.3 + ring * np.sin(turn)),
            )
            cv2.circle(plate, spot, max(1, wide // 22), (40, 200, 240), -1, cv2.LINE_AA)
    if band.text:
        hand = Hand(face=any_face(rng), height=max(5, round(wide * 0.4)))
        text = fitted(band.text, hand, wide * 0.85)
        down = round(height * (between(rng, 0.66, 0.8) if band.stars else 0.5))
        place = middle - text.mask.shape[1] // 2, down - text.mask.shape[0] // 2
        stroke(plate, text.mask, place, band.ink)
    return int(wide)


def _small(plate: Pixels, words: str, room: _Room, ink: Colour, rng: Generator) -> None:
    """Letter small words in the middle of *room*."""
    x0, y0, x1, y1 = room
    high = max(4, round((y1 - y0) * between(rng, 0.45, 0.75)))
    hand = replace(any_hand(rng, high, technical=0.4), spacing=between(rng, 0.1, 0.5))
    text = fitted(words, hand, (x1 - x0) * between(rng, 0.5, 0.95))
    x = (x0 + x1 - text.mask.shape[1]) // 2
    stroke(plate, text.mask, (x, (y0 + y1 - text.mask.shape[0]) // 2 + 1), ink)


def _stickers(plate: Pixels, rng: Generator) -> None:
    """Stick month and year into the corners."""
    height, width = plate.shape[:2]
    for corner in range(4):
        if not chance(rng, 0.35):
            continue
        wide, high = round(height * between(rng, 0.16, 0.26)), round(height * 0.15)
        x = 3 if corner % 2 == 0 else width - wide - 3
        y = 3 if corner < 2 else height - high - 3
        cv2.rectangle(plate, (x, y), (x + wide, y + high), any_colour(rng), -1)
        words = pick(rng, ("JAN", "MAR", "24", "25", "OCT", "2023", "07", "DEC"))
        text = fitted(
            words, Hand(face=any_face(rng), height=max(4, high - 6)), wide - 2
        )
        stroke(plate, text.mask, (x + 2, y + 1), any_colour(rng))


def _rows(plate: Pixels, look: PlateLook, room: _Room, rng: Generator) -> float:
    """Letter the rows as large as they fit; give the height of the lowest letters."""
    x0, y0, x1, y1 = room
    share = (y1 - y0) / len(look.rows)
    high = share * (
        between(rng, 0.7, 0.92) if len(look.rows) == 1 else between(rng, 0.68, 0.86)
    )
    hand = any_hand(rng, max(8, round(high)))
    if chance(rng, 0.15):
        hand = replace(hand, pitch=between(rng, 0.55, 0.8))
    wide, embossed = (x1 - x0) * between(rng, 0.78, 0.99), chance(rng, 0.25)
    lowest = float(hand.height)
    for number, row in enumerate(look.rows):
        room_for_seal = row.replace(" ", "  ") if look.seals else row
        text = fitted(_stretched(room_for_seal, hand, wide), hand, wide)
        lowest = min(lowest, text.bottom - text.top)
        y = round(y0 + share * (number + 0.5) - (text.top + text.bottom) / 2)
        x = (x0 + x1 - text.mask.shape[1]) // 2
        if embossed:
            _emboss(plate, text.mask, (x, y), rng)
        stroke(plate, text.mask, (x, y), look.ink, about(rng, 0.97, 0.05, 0.2))
        if look.seals:
            _seal(plate, text, (x, y), rng)
    return lowest


def _stretched(row: str, hand: Hand, wide: float) -> str:
    """Leave a row as it is, or widen its spaces where there is much room."""
    spare = wide / (hand.height * 0.62) - len(row)
    return row.replace(" ", "  ") if spare > 3 and "  " not in row else row


def _emboss(plate: Pixels, mask: Mask, at: tuple[int, int], rng: Generator) -> None:
    """Light the pressed edges of letters from one side, and darken the other."""
    off = int(rng.integers(1, 3)) * (1 if chance(rng, 0.7) else -1)
    stroke(plate, mask, (at[0] - off, at[1] - off), (250, 250, 250), 0.5)
    stroke(plate, mask, (at[0] + off, at[1] + off), (70, 70, 70), 0.5)


def _seal(plate: Pixels, text: Lettered, at: tuple[int, int], rng: Generator) -> None:
    """Stick round seals into the first space, one above the other or alone."""
    if not text.gaps:
        return
    high = text.bottom - text.top
    gaps = sorted(text.gaps)[:2]
    x = at[0] + round(sum(gaps) / len(gaps))
    reach = max(2, round(high * between(rng, 0.13, 0.2)))
    places = (0.27, 0.75) if chance(rng, 0.6) else (0.5,)
    for place in places:
        y = at[1] + text.top + round(high * place)
        cv2.circle(plate, (x, y), reach, near(rng, any_colour(rng), 5), -1, cv2.LINE_AA)
        cv2.circle(plate, (x, y), max(1, reach // 2), any_colour(rng), -1, cv2.LINE_AA)


def _screws(plate: Pixels, look: PlateLook, rng: Generator) -> None:
    height, width = plate.shape[:2]
    y = round(height * pick(rng, (0.1, 0.5, 0.12, 0.88)))
    tone = near(rng, pick(rng, (look.ground, (150, 150, 150), (40, 40, 40))), 20)
    inset = between(rng, 0.03, 0.2) if y != height // 2 else 0.015
    for x in (round(width * inset), round(width * (1 - inset))):
        cv2.circle(plate, (x, y), max(2, height // 26), tone, -1, cv2.LINE_AA)
        cv2.circle(plate, (x, y), max(1, height // 50), (60, 60, 60), -1, cv2.LINE_AA)


def _wear(plate: Pixels, rng: Generator) -> None:
    if chance(rng, 0.5):
        aged(plate, float(rng.random()) ** 2 * 0.8, rng)
    if chance(rng, 0.1):
        scratched(plate, rng)
    if chance(rng, 0.12):
        height, width = plate.shape[:2]
        rise = np.linspace(0, 1, height, dtype=np.float32)[:, None] ** 3
        mud = clouds((height, width), (4, 8), rng) * rise * np.float32(0.9)
        wash(plate, mud, near(rng, (70, 90, 105), 15))


def _mounted(plate: Pixels, rng: Generator) -> Surface:
    """Screw the plate onto a vehicle, in a frame or without."""
    height, width = plate.shape[:2]
    around = round(min(height, 70) * between(rng, 0.35, 0.7))
    shape = (height + 2 * around, width + 2 * around)
    pixels = ground(shape, any_colour(rng), rng)
    for _ in range(int(rng.integers(0, 4))):
        y = int(between(rng, 0, shape[0]))
        thick = int(rng.integers(2, 14))
        pixels[y : y + thick] = pixels[y : y + thick] * between(rng, 0.3, 1.0)
    if chance(rng, 0.35):
        pad = max(2, round(height * between(rng, 0.04, 0.14)))
        colour = near(rng, pick(rng, ((30, 30, 30), (30, 30, 30), (170, 172, 175))), 8)
        x0, y0 = around - pad, around - pad
        x1, y1 = around + width + pad, around + height + pad * 2
        pixels[y0:y1, x0:x1] = colour
        if chance(rng, 0.5):
            words = pick(rng, ("AUTOHAUS KRUG", "MOTORS LTD", "VOLVO", "TRUCK CENTER"))
            ink = (200, 200, 200) if colour[0] < 100 else (40, 40, 40)
            _small(
                pixels, words, (around, around + height, around + width, y1), ink, rng
            )
    pixels[around : around + height, around : around + width] = plate
    edges = around, around, around + width, around + height
    return Surface(pixels, Box(*(float(side) for side in edges)))
