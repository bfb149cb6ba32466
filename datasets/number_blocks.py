"""How a container's number is set: in one line, in two, or in a column."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from datasets.dice import about, between, chance
from datasets.faces import Mask, any_face
from datasets.fonts import STROKE
from datasets.typesetting import Hand, Lettered, any_hand, line, stack
from vision.results import Layout


@dataclass(frozen=True, slots=True)
class Block:
    """Masks with their places (x, y), within ``width`` by ``height`` pixels.

    ``capital`` is the height of a letter; ``bars`` are places along x where a rod of
    the door may stand without hiding anything, with the room there.
    """

    masks: tuple[tuple[Mask, int, int], ...]
    width: int
    height: int
    capital: int
    bars: tuple[tuple[int, int], ...] = ()


def number_hand(rng: Generator, capital: int) -> Hand:
    """Throw a hand as on containers: narrow, technical, often evenly spaced."""
    hand = any_hand(rng, capital, technical=0.85)
    face = STROKE if chance(rng, 0.3) else any_face(rng, technical=0.85)
    pitch = between(rng, 0.6, 0.95) if chance(rng, 0.4) else 0.0
    return replace(hand, face=face, pitch=pitch)


def number_block(number: str, layout: Layout, hand: Hand, rng: Generator) -> Block:
    """Set a container number in *layout*."""
    if layout is Layout.VERTICAL:
        return _column(number, hand, rng)
    if layout is Layout.TWO_LINES:
        return _two_lines(number, hand, rng)
    return _one_line(number, hand, rng)


def code_block(code: str, layout: Layout, hand: Hand, rng: Generator) -> Block:
    """Set a size-type code."""
    if layout is Layout.VERTICAL:
        pitch = between(rng, 1.12, 1.45)
        set_down = stack(code, replace(hand, pitch=pitch))
    else:
        set_down = line(code, hand)
    return _block([(set_down, 0, 0)], hand.height)


def _one_line(number: str, hand: Hand, rng: Generator) -> Block:
    high = hand.height
    owner, serial = line(number[:4], hand), line(_parted(number[4:10], rng), hand)
    digit = _framed(line(number[10], hand), high, rng)
    gap = round(high * (between(rng, 0.25, 0.9) if chance(rng, 0.45) else 1.25))
    gap = max(gap, round(high * about(rng, 1.0, 0.4, 0.75))) if gap > high else gap
    last = round(high * between(rng, 0.15, 0.9))
    start = owner.mask.shape[1] + gap
    end = start + serial.mask.shape[1] + last
    parts = [(owner, 0, 0), (serial, start, 0), (digit, end, 0)]
    bars = ((owner.mask.shape[1] + gap // 2, gap),)
    return _block(parts, high, bars)


def _two_lines(number: str, hand: Hand, rng: Generator) -> Block:
    high = hand.height
    if chance(rng, 0.4):
        hand = replace(hand, pitch=between(rng, 0.8, 1.7))
    owner, serial = line(number[:4], hand), line(_parted(number[4:10], rng), hand)
    digit = _framed(line(number[10], hand), high, rng)
    down = round(high * between(rng, 1.15, 1.7))
    last = round(high * between(rng, 0.12, 0.9))
    spare = max(0, serial.mask.shape[1] - owner.mask.shape[1])
    shift = round(spare * between(rng, 0.1, 1)) if chance(rng, 0.15) else 0
    after = serial.mask.shape[1] + last
    return _block([(owner, shift, 0), (serial, 0, down), (digit, after, down)], high)


def _column(number: str, hand: Hand, rng: Generator) -> Block:
    high = hand.height
    pitch = between(rng, 1.08, 1.5)
    gap = between(rng, 0.0, 0.9) if chance(rng, 0.8) else 0.0
    hand = replace(hand, pitch=pitch, gap=gap)
    text = number[:4] + " " + number[4:10]
    above = stack(text, hand)
    digit = _framed(line(number[10], hand), high, rng)
    down = above.bottom + round(high * between(rng, 0.15, 0.95))
    wide = max(above.mask.shape[1], digit.mask.shape[1])
    parts = [
        (above, (wide - above.mask.shape[1]) // 2, 0),
        (digit, (wide - digit.mask.shape[1]) // 2, down),
    ]
    return _block(parts, high)


def _parted(serial: str, rng: Generator) -> str:
    """Leave a space between the threes of a serial now and then."""
    return f"{serial[:3]} {serial[3:]}" if chance(rng, 0.1) else serial


def _framed(digit: Lettered, high: int, rng: Generator) -> Lettered:
    """Draw the check digit's frame around it; one in five has none."""
    if chance(rng, 0.2):
        return digit
    across = round(high * between(rng, 0.12, 0.35))
    up, down = (round(high * between(rng, 0.1, 0.3)) for _ in range(2))
    thick = max(1, round(high * between(rng, 0.03, 0.1)))
    ink = digit.mask[: digit.bottom + (digit.mask.shape[0] - digit.bottom) // 2]
    grown = np.pad(ink, ((up, max(0, down)), (across + thick, across + thick)))
    top, bottom = digit.top, min(grown.shape[0], up + digit.bottom + down)
    mask = grown[:bottom].copy()
    mask[top : top + thick] = 255
    mask[-thick:] = 255
    mask[top:, :thick] = 255
    mask[top:, -thick:] = 255
    return replace(digit, mask=mask, top=digit.top + up, bottom=digit.bottom + up)


def _block(
    parts: list[tuple[Lettered, int, int]],
    capital: int,
    bars: tuple[tuple[int, int], ...] = (),
) -> Block:
    """Put *parts*, the top of whose capitals stands at (x, y), into one block."""
    rows = [(p.mask, x, y - p.top) for p, x, y in parts]
    inked = [np.flatnonzero(mask.max(axis=1) > 60) for mask, _, _ in rows]
    top = min(y + int(i[0]) for (_, _, y), i in zip(rows, inked, strict=True))
    bottom = max(y + int(i[-1]) + 1 for (_, _, y), i in zip(rows, inked, strict=True))
    width = max(x + mask.shape[1] for mask, x, _ in rows)
    masks = tuple((mask, x, y - top) for mask, x, y in rows)
    return Block(masks, width, bottom - top, capital, bars)
