"""Paint a number on a wall, with what stands around it and what time does to both."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from datasets.crops import Pixels, Surface, stroke
from datasets.dice import about, between, chance, near
from datasets.faces import Mask
from datasets.metal import (
    aged,
    folded,
    ground,
    paint_and_ink,
    rod,
    scratched,
    seams,
    worn,
)
from datasets.number_blocks import Block
from datasets.number_texts import size_type
from datasets.samples import pick
from datasets.sheets import Colour
from datasets.typesetting import Hand, line
from vision.results import Box

_PHRASES = (
    "MAX.GR. 30480 KGS", "TARE 2200 KGS", "NET 28280 KGS", "CU.CAP. 33.2 CU.M.",
    "67200 LBS", "4850 LBS", "1172 CU.FT.", "SUPER HEAVY", "HIGH CUBE", "9'6",
    "2.9M", "CAUTION", "DANGER", "PAYLOAD 28230 KG", "MGW 32500 KG", "GB US 22G1",
    "RCX", "UIC", "I.C.", "CSC", "PATENT", "LEASING", "LINES", "SHIPPING", "LOGISTICS",
)  # fmt: skip


def painted_number(block: Block, hand: Hand, rng: Generator) -> Surface:
    """Paint the wall, what stands around, the number, and what time did to it all."""
    x, y = (round(block.capital * between(rng, 0.9, 2.1)) for _ in range(2))
    shape = (block.height + 2 * y, block.width + 2 * x)
    paint, ink = paint_and_ink(rng)
    pixels = ground(shape, paint, rng)
    free = (x, y, x + block.width, y + block.height)
    seams(pixels, free, rng)
    below = _neighbours(pixels, free, hand, ink, rng)
    _letter(pixels, block, (x, y), ink, rng)
    pixels = _weathered(pixels, paint, block.capital, rng)
    for place, room in block.bars if chance(rng, 0.55) else ():
        wide = int(min(room * 0.75, block.capital * between(rng, 0.25, 0.75)))
        rod(pixels, x + place - wide // 2, wide, paint, rng)
    _shadow_of_rod(pixels, block.capital, rng)
    wide = block.width > 2 * block.height and chance(rng, 0.2)
    box = Box(free[0], free[1], free[2], below if wide and below else free[3])
    return Surface(pixels, box)


def _letter(
    pixels: Pixels, block: Block, at: tuple[int, int], ink: Colour, rng: Generator
) -> None:
    """Lay the number on the wall: worn, stencilled or on a patch now and then."""
    if chance(rng, 0.07):
        pad = block.capital // 3
        top, left = max(0, at[1] - pad), max(0, at[0] - pad)
        bottom, right = at[1] + block.height + pad, at[0] + block.width + pad
        part = pixels[top:bottom, left:right]
        part[:] = near(
            rng, (int(part[0, 0, 0]), int(part[0, 0, 1]), int(part[0, 0, 2])), 16
        )
    wears = chance(rng, 0.35)
    much, cover = float(rng.random()) * 0.8, about(rng, 0.95, 0.08, 0.3)
    stencil = chance(rng, 0.06)
    for mask, x, y in block.masks:
        inked = _stencilled(mask, block.capital) if stencil else mask
        inked = worn(inked, much, rng) if wears else inked
        stroke(pixels, inked, (at[0] + x, at[1] + y), ink, min(1.0, cover))


def _stencilled(mask: Mask, capital: int) -> Mask:
    """Cut the bridges of a stencil: a gap through every letter's middle height."""
    cut = mask.copy()
    middle, half = capital // 2 + capital // 12, max(1, capital // 26)
    for top in range(0, mask.shape[0], max(capital, mask.shape[0])):
        cut[top + middle - half : top + middle + half] = 0
    return cut


def _neighbours(
    pixels: Pixels,
    free: tuple[int, int, int, int],
    hand: Hand,
    ink: Colour,
    rng: Generator,
) -> int:
    """Letter what stands beside a number: the size-type, weights, pieces of a logo.

    Gives the last row of the size-type below it, 0 without one.
    """
    x0, y0, x1, y1 = free
    air = round(hand.height * between(rng, 0.22, 0.6))
    last = 0
    if chance(rng, 0.45):
        below = line(size_type(rng), hand)
        left = int(between(rng, x0, max(x0 + 1, x1 - below.mask.shape[1])))
        stroke(pixels, below.mask, (left, y1 + air - below.top), ink)
        last = min(pixels.shape[0], y1 + air + below.bottom - below.top)
    if chance(rng, 0.3):
        small = replace(
            hand, height=int(hand.height * between(rng, 0.3, 1.0)), pitch=0.0
        )
        text = line(pick(rng, _PHRASES), small)
        left = int(between(rng, -40, max(1, x1 - 60)))
        stroke(pixels, text.mask, (left, y0 - air - text.bottom), ink)
    if chance(rng, 0.25):
        beside = line(pick(rng, _PHRASES)[:2], replace(hand, height=hand.height * 2))
        left = pick(rng, (x0 - air - beside.mask.shape[1], x1 + air))
        top = int(between(rng, -hand.height, max(1, y1 - hand.height)))
        stroke(pixels, beside.mask, (left, top), near(rng, ink, 30))
    return last


def _weathered(pixels: Pixels, paint: Colour, capital: int, rng: Generator) -> Pixels:
    """Fold and age the wall with its lettering."""
    if chance(rng, 0.42):
        pitch = capital * between(rng, 1.1, 5.0)
        pixels = folded(pixels, pitch, between(rng, 0.0, 0.32), rng)
    if chance(rng, 0.65):
        aged(pixels, float(rng.random()) ** 1.5, rng)
    if chance(rng, 0.15):
        scratched(pixels, rng)
    if chance(rng, 0.04):
        light = near(rng, paint, 30)
        veil = np.full(pixels.shape[:2], int(between(rng, 20, 90)), np.uint8)
        stroke(pixels, veil, (0, 0), light)
    return pixels


def _shadow_of_rod(pixels: Pixels, capital: int, rng: Generator) -> None:
    """Let a rod's thin shadow fall across the letters now and then."""
    if not chance(rng, 0.12):
        return
    x = int(between(rng, 0, pixels.shape[1]))
    part = pixels[:, x : x + int(capital * between(rng, 0.1, 0.5))]
    part[:] = part * between(rng, 0.45, 0.8)
