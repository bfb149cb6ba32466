"""Lines of text that may be one text: beside each other, or one below the other."""

import math
from collections.abc import Iterator, Sequence

from vision.results import Slant, TextLine

_LONGEST = 4
_GAP = 4.0
"""Line heights between two pieces of one row: locking bars stand between them."""


def chains(
    lines: Sequence[TextLine], *, most_characters: int
) -> Iterator[tuple[tuple[TextLine, ...], bool]]:
    """Yield rows of lines in reading order, and whether the row turns to a next line.

    A chain goes to the right, and once down to a line that begins below its first.
    """
    for line in lines:
        yield from _from((line,), lines, most_characters, turned=False)


def _from(
    chain: tuple[TextLine, ...],
    lines: Sequence[TextLine],
    most_characters: int,
    *,
    turned: bool,
) -> Iterator[tuple[tuple[TextLine, ...], bool]]:
    if sum(len(line.choices) for line in chain) > most_characters:
        return
    yield chain, turned
    if len(chain) == _LONGEST or chain[0].stacked:
        return
    for line in lines:
        if line in chain or line.stacked:
            continue
        if follows(chain[-1], line):
            yield from _from((*chain, line), lines, most_characters, turned=turned)
        elif not turned and beneath(chain[0], line):
            yield from _from((*chain, line), lines, most_characters, turned=True)


def follows(left: TextLine, right: TextLine) -> bool:
    """Say whether *right* stands on the row of *left*, not far behind its end."""
    one, other = left.slant, right.slant
    lower, higher = sorted((one.height, other.height))
    along, down = _offset(one, other)
    gap = along - (one.width + other.width) / 2
    return bool(
        higher < 2.2 * lower
        and -0.5 * lower < gap < _GAP * higher
        and abs(down) < 0.5 * higher + 0.12 * max(gap, 0)
    )


def beneath(upper: TextLine, lower: TextLine) -> bool:
    """Say whether *lower* begins a line right under *upper*."""
    one, other = upper.slant, lower.slant
    low, high = sorted((one.height, other.height))
    along, down = _offset(one, other)
    gap = down - (one.height + other.height) / 2
    return bool(
        high < 1.8 * low
        and -0.5 * low < gap < 1.2 * high
        and abs(along + (one.width - other.width) / 2) < 1.5 * high
    )


def _offset(one: Slant, other: Slant) -> tuple[float, float]:
    """Give the way from *one* to *other*, along and across the line of *one*."""
    turn = math.radians(one.angle)
    x, y = other.x - one.x, other.y - one.y
    return (
        x * math.cos(turn) + y * math.sin(turn),
        y * math.cos(turn) - x * math.sin(turn),
    )
