"""What is written on plates of the world: rows of characters and their separators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numpy.random import Generator

from datasets.samples import pick

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"


class Family(StrEnum):
    """Plates that look alike."""

    EUROPE = "europe"
    BRITAIN = "britain"
    AMERICA = "america"
    BRAZIL = "brazil"
    MERCOSUR = "mercosur"
    CHINA = "china"
    VIETNAM = "vietnam"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Wording:
    """Rows from top to bottom; ``-``, ``.``, ``·`` and spaces are no characters."""

    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(
            c for row in self.rows for c in row if c.isascii() and c.isalnum()
        )


# A: a letter, 9: a digit, X: either; anything else stands for itself.
_LINES: Mapping[Family, Sequence[str]] = {
    Family.EUROPE: (
        "AA-999-AA", "AA 999 AA", "9999 AAA", "A AA 9999", "AA AA 999", "AAA-A 99",
        "AA-A 9999", "AAA AA 99", "99-AAA-9", "AA-99-99", "A-999-AA", "9-AAA-99",
        "AA 99 AAA", "A 999 AAA", "AA 99 9999", "9A9 9999", "9AA 9999", "AAA 999",
        "AAA 99A", "1-AAA-999", "AA 9999 AA", "AA 999-AA", "AA99AAA", "AAA-999",
        "AA 99999", "AAA 9A99", "AAA 99 AA", "AAA 9999", "AA 9999 A", "999 AAA",
        "A999AA 99", "A999AA999", "R 9999 AAA", "AA9999AA", "99 AAA 999", "99 AA 9999",
    ),
    Family.BRITAIN: ("AA99 AAA", "A999 AAA", "AAA 999A", "AAA 9999", "AA99AAA"),
    Family.AMERICA: (
        "AAA 9999", "AAA-9999", "9AAA999", "AAA 999", "999 AAA", "AA 99999", "AAA9999",
        "999-AAA", "A99-99A", "XXX XXX", "XXXXXXX", "XXX·XXXX", "9AA A99", "AAA·999",
        "AB9 99C", "99 9999", "AA9 9AA", "99999AA", "A 999999", "P99 9999", "XXXXXX",
        "AAA-999", "9999 AA", "AA·9999", "999 999", "999XXX", "AAAA999", "99A AA9",
    ),
    Family.BRAZIL: ("AAA-9999", "AAA 9999", "AAA·9999"),
    Family.MERCOSUR: ("AAA9A99", "AA 999 AA", "AAA 9A99"),
    Family.CHINA: (
        "*A·99999", "*A·9999A", "*A·A9999", "*A·XX999", "*A·9A999", "*A·A99A9",
        "*A·99A99", "*A·D99999", "*A·F99999", "*A·99999D", "*A·XXXXX",
    ),
    Family.VIETNAM: ("99A-999.99", "99A-9999", "99AA-999.99", "99A 99999"),
    Family.PLAIN: (
        "AA 9999", "AAA 9999", "AAA 9999A", "A 9999 A", "99-9999", "AA·99·99",
        "AA 99 AA",
        "AA99AA9999", "AA 99 A 9999", "99 A 999", "AA 999", "XXXXXX", "XXXXX",
        "XXXXXXX",
        "XXXX", "A 99999", "99999", "999 A 99", "AA 999 999", "A 9999 AA", "BAA 999A",
    ),
}  # fmt: skip
_TWO: Mapping[Family, Sequence[tuple[str, str]]] = {
    Family.EUROPE: (
        ("AA", "999 AA"), ("AA 99", "AAA"), ("A AA", "9999"), ("9999", "AAA"),
        ("AA A", "999"), ("AAA", "9999"), ("AA 99", "9999"), ("AA", "9999"),
        ("A 999", "AA 99"), ("99", "AAA 999"), ("AAA A", "99"),
    ),
    Family.BRITAIN: (("AA99", "AAA"), ("A999", "AAA")),
    Family.AMERICA: (("AA9", "9999"), ("99", "9999"), ("AAA", "9999")),
    Family.BRAZIL: (("AAA", "9999"),),
    Family.MERCOSUR: (("AAA", "9A99"), ("A 999", "AAA")),
    Family.CHINA: (("*·A", "99999"), ("*·A", "9999A"), ("*·A", "A9999")),
    Family.VIETNAM: (
        ("99-A9", "999.99"), ("99-A9", "9999"), ("99A", "999.99"), ("99-AA", "999.99"),
        ("99-A9", "999.99"), ("99-A9", "999.99"), ("99AA", "9999"),
    ),
    Family.PLAIN: (
        ("AA", "9999"), ("AA 99", "9999"), ("AA99", "A 9999"), ("AAA", "999"),
        ("XXX", "XXXX"), ("XXXX", "XXXX"), ("99", "99-99"), ("AA", "99·99"),
        ("A 9", "999"),
    ),
}  # fmt: skip
_KINDS = {"A": _LETTERS, "9": _DIGITS, "X": _LETTERS + _DIGITS}


def sample_wording(family: Family, rng: Generator, *, two: bool) -> Wording:
    """Make up what stands on a plate; ``*`` stays where a province's glyph stands."""
    if rng.random() < 0.08:
        return _anything(rng, two=two)
    patterns = pick(rng, _TWO[family]) if two else (pick(rng, _LINES[family]),)
    return Wording(tuple(_filled(pattern, rng) for pattern in patterns))


def _filled(pattern: str, rng: Generator) -> str:
    return "".join(pick(rng, _KINDS[c]) if c in _KINDS else c for c in pattern)


def _anything(rng: Generator, *, two: bool) -> Wording:
    """Make up characters without any syntax."""
    sizes = rng.integers(2, 5, 2) if two else rng.integers(3, 10, 1)
    return Wording(tuple(_filled("X" * int(size), rng) for size in sizes))
