"""Container numbers and size-type codes as crops: flat, cheap, of every kind."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from datasets.crops import Crop, Pixels, Surface, photograph
from datasets.dice import between, chance, weighted
from datasets.exposures import exposed, lit
from datasets.number_blocks import Block, code_block, number_block, number_hand
from datasets.number_painting import painted_number
from datasets.number_texts import container_number, size_type
from datasets.truth import Kind
from datasets.typesetting import Hand
from vision.results import Layout

_CAPITALS = (16, 40)
"""Height of a letter while it is painted, at least and at most, in pixels."""
_FINER = 1.7
"""How many times finer than in the picture a letter is painted."""
_LAYOUTS = ((Layout.ONE_LINE, 42), (Layout.TWO_LINES, 22), (Layout.VERTICAL, 36))
_EXTENTS = {
    (Kind.CONTAINER, Layout.ONE_LINE): (9.5, 1.1),
    (Kind.CONTAINER, Layout.TWO_LINES): (6.0, 2.4),
    (Kind.CONTAINER, Layout.VERTICAL): (0.9, 14.5),
    (Kind.SIZE_TYPE, Layout.ONE_LINE): (2.9, 1.0),
    (Kind.SIZE_TYPE, Layout.VERTICAL): (0.9, 4.8),
}
"""Width and height of texts, in letters."""
_NOTHING = 0.06
"""Share of crops that hold no number at all."""


def container_crop(rng: Generator) -> Crop:
    """Make up a container number and photograph it."""
    if chance(rng, _NOTHING):
        return _nothing(Kind.CONTAINER, rng)
    layout, number = weighted(rng, _LAYOUTS), container_number(rng)
    letter, hand = _sized(layout, rng)
    block = number_block(number, layout, hand, rng)
    if layout is Layout.TWO_LINES and chance(rng, 0.02):
        layout = Layout.ONE_LINE
        return Crop(
            image=_seen(block, hand, letter, rng),
            text="",
            kind=Kind.CONTAINER,
            layout=layout,
        )
    image = _seen(block, hand, letter, rng)
    return Crop(image=image, text=number, kind=Kind.CONTAINER, layout=layout)


def size_type_crop(rng: Generator) -> Crop:
    """Make up a size-type code and photograph it."""
    if chance(rng, _NOTHING):
        return _nothing(Kind.SIZE_TYPE, rng)
    layout = Layout.VERTICAL if chance(rng, 0.3) else Layout.ONE_LINE
    code = size_type(rng)
    letter, hand = _sized(layout, rng)
    if chance(rng, 0.3):
        hand = replace(hand, pitch=between(rng, 0.8, 1.6))
    image = _seen(code_block(code, layout, hand, rng), hand, letter, rng)
    return Crop(image=image, text=code, kind=Kind.SIZE_TYPE, layout=layout)


def _sized(layout: Layout, rng: Generator) -> tuple[float, Hand]:
    """Throw how high letters are in the picture, and the hand that paints them."""
    low = 9.0 if layout is Layout.VERTICAL else 7.0
    letter = float(np.exp(between(rng, np.log(low), np.log(45))))
    least, most = _CAPITALS
    return letter, number_hand(rng, round(min(most, max(least, letter * _FINER))))


def _nothing(kind: Kind, rng: Generator) -> Crop:
    """Photograph a wall without a number, as after a false find."""
    layout = weighted(rng, _LAYOUTS)
    if kind is Kind.SIZE_TYPE and layout is Layout.TWO_LINES:
        layout = Layout.ONE_LINE
    letter, hand = _sized(layout, rng)
    wide, high = _EXTENTS[kind, layout]
    unit = hand.height
    block = Block((), round(wide * unit), round(high * unit), unit)
    image = _seen(block, hand, letter, rng)
    return Crop(image=image, text="", kind=kind, layout=layout)


def _seen(block: Block, hand: Hand, letter: float, rng: Generator) -> Pixels:
    """Paint *block* on a wall and photograph it, letters *letter* pixels high."""
    surface = painted_number(block, hand, rng)
    surface = Surface(lit(surface.pixels, rng), surface.box)
    picture = photograph(surface, rng, scale=letter / block.capital)
    return exposed(picture, rng, letter)
