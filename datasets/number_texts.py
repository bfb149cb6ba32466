"""Container numbers and size-type codes, made up."""

from numpy.random import Generator

from datasets.dice import DIGITS, LETTERS, chance, fill, weighted
from vision.identifiers import check_digit

_CATEGORIES = (("U", 94.0), ("J", 2.5), ("Z", 2.5), ("R", 1.0))
_CODES: tuple[tuple[str, float], ...] = (
    ("22G1", 30), ("45G1", 22), ("42G1", 12), ("45R1", 6), ("L5G1", 4), ("25G1", 3),
    ("22R1", 3), ("22U1", 2), ("45U1", 1), ("42U1", 1), ("22T1", 2), ("22T6", 1),
    ("20G1", 1), ("22G0", 1), ("42G0", 1), ("45G0", 1), ("22P1", 0.5), ("42P1", 0.5),
    ("22P3", 0.5), ("42P3", 0.5), ("45P3", 0.5), ("22K2", 0.5), ("22V0", 0.5),
    ("22B1", 0.5), ("25R1", 0.5), ("42R1", 0.5), ("L5R1", 0.5), ("20T1", 0.5),
    ("12G1", 0.5), ("15G1", 0.5), ("L0G1", 0.3), ("M5G1", 0.3), ("P5G1", 0.3),
    ("4EG1", 0.3), ("2EG1", 0.3), ("45G3", 0.5), ("22H0", 0.3), ("42H0", 0.3),
    ("22S1", 0.3), ("22N0", 0.3), ("30G0", 0.3), ("45B3", 0.3), ("22G2", 0.5),
    ("LEG1", 0.5), ("22UP", 0.2), ("45GP", 0.4), ("22GP", 0.5), ("42GP", 0.4),
    ("22TN", 0.2), ("45RT", 0.5), ("22RT", 0.3), ("42UT", 0.2), ("2210", 0.3),
    ("4310", 0.4), ("4510", 0.3), ("4410", 0.2), ("2230", 0.1), ("4532", 0.2),
)  # fmt: skip
"""Codes with how often they are seen; the last ones are of older standards."""


def container_number(rng: Generator) -> str:
    """Make up a number of eleven characters; nine in ten have a right check digit.

    A reader that saw right ones alone would learn to compute what it cannot see.
    """
    ten = fill("@@@", rng, LETTERS) + weighted(rng, _CATEGORIES) + fill("######", rng)
    return ten + (fill("#", rng) if chance(rng, 0.1) else check_digit(ten))


def size_type(rng: Generator) -> str:
    """Pick a size-type code, the usual ones most; one in ten is any of its shape."""
    if chance(rng, 0.1):
        group = fill("@", rng, "GGRUTPVBHKSN")
        return fill("##", rng) + group + fill("#", rng, DIGITS)
    return weighted(rng, _CODES)
