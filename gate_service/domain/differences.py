"""Two texts side by side, character by character: what is the same, what is not."""

from dataclasses import dataclass
from enum import StrEnum

from vision.identifiers import confusable


class Mark(StrEnum):
    """How a pair of characters compares; one side is empty where it has none."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERS = "differs"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Pair:
    """A character that was read beside the one expected."""

    read: str
    expected: str
    mark: Mark


def side_by_side(read: str, expected: str) -> tuple[Pair, ...]:
    """Align two texts with as few differences as possible.

    >>> [(p.read, p.expected, str(p.mark)) for p in side_by_side("A8C", "ABCD")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('A', 'A', 'same'), ('8', 'B', 'alike'), ('C', 'C', 'same'),
     ('', 'D', 'missing')]
    """
    costs = _costs(read, expected)
    pairs: list[Pair] = []
    i, j = len(read), len(expected)
    while i or j:
        if (
            i
            and j
            and costs[i][j] == costs[i - 1][j - 1] + (read[i - 1] != expected[j - 1])
        ):
            i, j = i - 1, j - 1
            pairs.append(_pair(read[i], expected[j]))
        elif j and costs[i][j] == costs[i][j - 1] + 1:
            j -= 1
            pairs.append(Pair("", expected[j], Mark.MISSING))
        else:
            i -= 1
            pairs.append(Pair(read[i], "", Mark.EXTRA))
    return tuple(reversed(pairs))


def _pair(one: str, other: str) -> Pair:
    if one == other:
        return Pair(one, other, Mark.SAME)
    return Pair(one, other, Mark.ALIKE if confusable(one, other) else Mark.DIFFERS)


def _costs(read: str, expected: str) -> list[list[int]]:
    """Levenshtein's table, rows by characters of *read*."""
    rows = [list(range(len(expected) + 1))]
    for i, one in enumerate(read, start=1):
        row = [i]
        for j, other in enumerate(expected, start=1):
            changed = rows[-1][j - 1] + (one != other)
            row.append(min(changed, rows[-1][j] + 1, row[-1] + 1))
        rows.append(row)
    return rows
