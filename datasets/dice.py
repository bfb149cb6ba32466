"""Small throws of a seeded generator, said in words."""

from collections.abc import Sequence
from typing import TypeVar

from numpy.random import Generator

from datasets.samples import pick
from datasets.sheets import Colour

Item = TypeVar("Item")

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLAIN = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""The letters that most countries use: I, O and Q are left out."""
DIGITS = "0123456789"


def chance(rng: Generator, share: float) -> bool:
    """Be true in *share* of all throws."""
    return bool(rng.random() < share)


def weighted(rng: Generator, items: Sequence[tuple[Item, float]]) -> Item:
    """Take one of *items*, (item, weight), as often as its weight says."""
    place = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        place -= weight
        if place < 0:
            return item
    return items[-1][0]


def between(rng: Generator, low: float, high: float) -> float:
    """Throw a number in [low, high)."""
    return low + (high - low) * float(rng.random())


def about(rng: Generator, middle: float, spread: float, most: float) -> float:
    """Throw a number around *middle*, never farther away than *most*."""
    off = float(rng.standard_normal()) * spread
    return middle + min(most, max(-most, off))


def fill(pattern: str, rng: Generator, letters: str = PLAIN) -> str:
    """Replace each @ by one of *letters* and each # by a digit."""
    return "".join(
        pick(rng, letters) if c == "@" else pick(rng, DIGITS) if c == "#" else c
        for c in pattern
    )


def near(rng: Generator, colour: Colour, spread: float) -> Colour:
    """Give a colour close to *colour*."""
    lift = rng.standard_normal() * spread
    off = rng.standard_normal(3) * spread * 0.5 + lift
    blue, green, red = (
        int(min(255, max(0, c + o))) for c, o in zip(colour, off, strict=True)
    )
    return blue, green, red


def any_colour(rng: Generator) -> Colour:
    """Give any colour: often a grey, seldom a loud one."""
    grey = rng.random() * 255
    loud = (rng.random() ** 2) * 200
    blue, green, red = (
        int(min(255, max(0, grey + (rng.random() - 0.5) * 2 * loud))) for _ in range(3)
    )
    return blue, green, red
