"""What people look like: build, skin, clothes, and what they wear on head and body."""

from dataclasses import dataclass
from enum import StrEnum

from numpy.random import Generator

from datasets.dice import about, between, chance, near, weighted
from datasets.samples import pick
from datasets.sheets import Colour


class Headgear(StrEnum):
    """What sits on a head; only a helmet is one."""

    HELMET = "helmet"
    BARE = "bare"
    CAP = "cap"
    HOOD = "hood"


class Upper(StrEnum):
    """What is worn over the trunk."""

    SHIRT = "shirt"
    JACKET = "jacket"
    VEST = "vest"
    VEST_JACKET = "vest-jacket"
    """A high-visibility jacket with sleeves; it serves as a vest."""


VESTS = frozenset({Upper.VEST, Upper.VEST_JACKET})

YELLOW_VEST: Colour = (40, 250, 205)
ORANGE_VEST: Colour = (25, 95, 250)
SILVER: Colour = (205, 205, 200)

_SKINS: tuple[Colour, ...] = (
    (180, 200, 235), (150, 178, 222), (120, 150, 200), (92, 122, 176),
    (70, 96, 142), (50, 70, 106), (36, 50, 78),
)  # fmt: skip
_HAIRS: tuple[tuple[Colour, float], ...] = (
    ((24, 24, 28), 5), ((36, 46, 62), 3), ((70, 100, 130), 1.2), ((120, 165, 195), 0.8),
    ((150, 150, 150), 1), ((40, 60, 120), 0.5),
)  # fmt: skip
_HELMETS: tuple[tuple[Colour, float], ...] = (
    ((235, 238, 238), 4), ((30, 205, 245), 4), ((40, 40, 205), 1.7),
    ((190, 100, 30), 1.7), ((30, 120, 245), 1.8), ((90, 150, 40), 0.8),
    ((60, 60, 62), 0.3), ((60, 245, 215), 0.5),
)  # fmt: skip
_VESTS: tuple[tuple[Colour, float], ...] = (
    (YELLOW_VEST, 5), (ORANGE_VEST, 4), ((60, 225, 235), 1.2), ((40, 60, 225), 0.5),
)  # fmt: skip
_CLOTHS: tuple[Colour, ...] = (
    (40, 36, 34), (90, 60, 40), (120, 80, 40), (60, 62, 66), (110, 112, 114),
    (200, 202, 204), (232, 232, 232), (60, 80, 100), (70, 100, 120), (50, 40, 110),
    (50, 70, 50), (80, 110, 90), (160, 120, 70), (150, 150, 190), (40, 40, 160),
)  # fmt: skip
_TROUSERS: tuple[Colour, ...] = (
    (34, 32, 32), (96, 66, 44), (120, 92, 70), (64, 48, 40), (90, 100, 112),
    (110, 130, 146), (60, 60, 60), (70, 90, 70), (130, 130, 132),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """One person's looks; ``seed`` decides everything that is not stated.

    ``height`` is in metres, ``breadth`` is 1 for a usual build. ``closed`` tells of a
    vest or a jacket, ``bands`` how many silver bands run around it.
    """

    headgear: Headgear = Headgear.HELMET
    upper: Upper = Upper.VEST
    helmet: Colour = (30, 205, 245)
    vest: Colour = YELLOW_VEST
    skin: Colour = (120, 150, 200)
    hair: Colour = (24, 24, 28)
    cloth: Colour = (60, 62, 66)
    trousers: Colour = (96, 66, 44)
    cap: Colour = (60, 50, 46)
    bare_arms: bool = False
    high_hair: bool = False
    banded_legs: bool = False
    braces: bool = True
    closed: bool = True
    beard: bool = False
    pack: bool = False
    bands: int = 2
    height: float = 1.75
    breadth: float = 1.0
    seed: int = 0


def sample_looks(rng: Generator) -> Looks:
    """Make up somebody; about half wear a helmet, and about half a vest."""
    headgear = weighted(
        rng,
        (
            (Headgear.HELMET, 5.0),
            (Headgear.BARE, 3.6),
            (Headgear.CAP, 0.9),
            (Headgear.HOOD, 0.5),
        ),
    )
    usual = 0.62 if headgear is Headgear.HELMET else 0.36
    vested = Upper.VEST_JACKET if chance(rng, 0.25) else Upper.VEST
    plain = Upper.JACKET if chance(rng, 0.4) else Upper.SHIRT
    return Looks(
        headgear=headgear,
        upper=vested if chance(rng, usual) else plain,
        helmet=near(rng, weighted(rng, _HELMETS), 12),
        vest=near(rng, weighted(rng, _VESTS), 14),
        skin=near(rng, pick(rng, _SKINS), 8),
        hair=near(rng, weighted(rng, _HAIRS), 8),
        cloth=near(rng, pick(rng, _CLOTHS), 14),
        trousers=near(rng, pick(rng, _TROUSERS), 12),
        cap=near(rng, pick(rng, _CLOTHS), 14),
        bare_arms=chance(rng, 0.3),
        high_hair=chance(rng, 0.2),
        banded_legs=chance(rng, 0.14),
        braces=chance(rng, 0.65),
        closed=chance(rng, 0.65),
        beard=chance(rng, 0.2),
        pack=chance(rng, 0.06),
        bands=weighted(rng, ((2, 6.0), (1, 2.0), (0, 0.7))),
        height=about(rng, 1.73, 0.08, 0.2),
        breadth=between(rng, 0.88, 1.2),
        seed=int(rng.integers(2**31)),
    )
