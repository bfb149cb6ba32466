"""What a licence plate looks like: the words for it, and colours that recur."""

from dataclasses import dataclass

from numpy.random import Generator

from datasets.dice import chance, fill, near
from datasets.samples import pick
from datasets.sheets import Colour

WHITE: Colour = (236, 238, 238)
BLACK: Colour = (24, 22, 22)
YELLOW: Colour = (40, 195, 240)
AMBER: Colour = (30, 160, 235)
BLUE: Colour = (150, 60, 20)
DARK_BLUE: Colour = (110, 40, 25)
RED: Colour = (40, 30, 175)
GREEN: Colour = (70, 120, 30)
GREY: Colour = (165, 168, 168)
CREAM: Colour = (205, 225, 232)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band at a plate's end: ``wide`` as a share of the plate's height."""

    colour: Colour
    ink: Colour = WHITE
    text: str = ""
    wide: float = 0.4
    stars: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateLook:
    """One plate. ``rows`` are its lines: A-Z 0-9 are its text, all else is not.

    ``aspect`` is width by height; ``head`` and ``foot`` are small words above and
    below and ``head_fill`` the strip they stand on; ``seals`` are stuck into spaces;
    ``motif`` is a picture behind the text, ``stickers`` stand in corners.
    """

    rows: tuple[str, ...]
    ground: Colour = WHITE
    ink: Colour = BLACK
    aspect: float = 4.6
    left: Band | None = None
    right: Band | None = None
    head: str = ""
    head_fill: Colour | None = None
    foot: str = ""
    small_ink: Colour | None = None
    seals: bool = False
    motif: bool = False
    stickers: bool = False
    edge: bool = True

    @property
    def text(self) -> str:
        """The characters to be read, from the top left to the bottom right."""
        return "".join(
            c for row in self.rows for c in row if c.isascii() and c.isalnum()
        )


def halves(pattern: str, rng: Generator) -> tuple[str, str]:
    """Part a pattern into two rows at one of its separators, or in its middle."""
    places = [i for i, c in enumerate(pattern) if c in " -"]
    if not places:
        middle = max(1, len(pattern) // 2)
        return pattern[:middle], pattern[middle:]
    balance = [p for p in places if 2 <= p <= len(pattern) - 2] or places
    place = pick(rng, balance)
    return pattern[:place], pattern[place + 1 :]


def rows_of(
    pattern: str, rng: Generator, *, two: bool, letters: str
) -> tuple[str, ...]:
    """Fill a pattern (@ letter, # digit) in one row or in two."""
    parts = halves(pattern, rng) if two else (pattern,)
    return tuple(fill(part, rng, letters) for part in parts)


def any_pair(rng: Generator) -> tuple[Colour, Colour]:
    """Throw a ground and an ink as plates of the world have them."""
    pairs = (
        (WHITE, BLACK), (WHITE, BLACK), (WHITE, BLACK), (YELLOW, BLACK), (BLACK, WHITE),
        (BLUE, WHITE), (GREEN, WHITE), (RED, WHITE), (WHITE, RED), (WHITE, BLUE),
        (WHITE, GREEN), (AMBER, BLACK), (CREAM, DARK_BLUE), (GREY, BLACK),
        (BLACK, YELLOW), (DARK_BLUE, YELLOW),
    )  # fmt: skip
    ground, ink = pick(rng, pairs)
    return near(rng, ground, 9), near(rng, ink, 9)


def spaced(pattern: str, rng: Generator) -> str:
    """Swap the separators of a pattern for others now and then."""
    if chance(rng, 0.75):
        return pattern
    other = pick(rng, (" ", "-", "·", ""))
    return "".join(other if c in " -" else c for c in pattern)
