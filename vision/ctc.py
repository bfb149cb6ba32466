"""A recogniser's per-step probabilities -> characters with their runners-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UNREAD: Mapping[str, float] = {"?": 0.0}
"""Stands where a character was seen or must be, but none could be read."""
_NEGLIGIBLE = 1e-3
_WIDE = 1.8
_EMPTY_CELL = 0.7
"""What a cell without a character costs, in cells that a character strays."""


class Alphabet:
    """Folds a recogniser's many classes to a blank, A-Z 0-9 and everything else.

    *labels* are the recogniser's classes without the blank, which is class 0.
    Both cases of a letter are added up.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        places = [ALPHABET.find(label.upper()) if label else -1 for label in labels]
        kept = [(i, place) for i, place in enumerate(places, 1) if place >= 0]
        self._classes = np.array([0, *(i for i, _ in kept)])
        self._fold = np.zeros((len(kept) + 1, 37), np.float32)
        self._fold[0, 0] = 1
        for row, (_, place) in enumerate(kept, 1):
            self._fold[row, place + 1] = 1

    def fold(self, steps: NDArray[np.float32]) -> NDArray[np.float32]:
        """Fold (T, classes) to (T, 38): blank, ALPHABET, everything else."""
        folded = steps[:, self._classes] @ self._fold
        rest = 1 - folded.sum(axis=1, keepdims=True)
        return np.hstack([folded, rest])


@dataclass(frozen=True, slots=True)
class Character:
    """One emitted character: what it may be, and where its middle is in the line.

    ``choices`` has the likeliest first; ``place`` is a fraction of the line's width.
    """

    choices: Mapping[str, float]
    place: float

    @property
    def best(self) -> str:
        """The likeliest."""
        return next(iter(self.choices))

    @property
    def score(self) -> float:
        """The probability of the likeliest."""
        return next(iter(self.choices.values()))


def decode(steps: NDArray[np.float32]) -> tuple[Character, ...]:
    """Read (T, 38) folded probabilities, one character per run of one class.

    A run of everything else separates and is dropped (greedy CTC, Graves 2006).
    """
    best = steps.argmax(axis=1)
    if not len(best):
        return ()
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    return tuple(
        Character(
            _choices(steps[start:end, 1:37].max(axis=0)),
            float(start + end) / 2 / len(best),
        )
        for start, end in zip(starts, ends, strict=True)
        if 1 <= best[start] <= 36
    )


def spaced(characters: Sequence[Character]) -> tuple[Mapping[str, float], ...]:
    """Give the choices of a line, with UNREAD where a digit may have been lost.

    That is between two digits which stand much wider apart than the others do:
    CTC reads two equal characters as one where no blank comes between them.
    """
    if len(characters) < 4:
        return tuple(character.choices for character in characters)
    gaps = [after.place - before.place for before, after in pairwise(characters)]
    wide = _WIDE * float(np.median(gaps))
    choices = [characters[0].choices]
    for gap, (before, after) in zip(gaps, pairwise(characters), strict=True):
        if gap > wide and before.best.isdigit() and after.best.isdigit():
            choices.append(UNREAD)
        choices.append(after.choices)
    return tuple(choices)


def one_per_cell(
    characters: Sequence[Character], edges: Sequence[float]
) -> list[Mapping[str, float]]:
    """Give each cell of a row the character that stands in it, UNREAD where none does.

    *edges* are the right ends of the cells as fractions of the line's width. Places
    are not exact: characters keep their order and go where they stray least in all
    (an alignment as by Needleman and Wunsch, 1970).
    """
    cells = [UNREAD] * len(edges)
    for cell, character in _aligned(characters, edges):
        cells[cell] = characters[character].choices
    return cells


def _aligned(
    characters: Sequence[Character], edges: Sequence[float]
) -> list[tuple[int, int]]:
    """Pair cells with characters so that the sum of their strayings is least."""
    middles = [(a + b) / 2 for a, b in pairwise([0.0, *edges])]
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for i in range(len(middles) + 1):
        for j in range(len(characters) + 1):
            ways: list[tuple[float, list[tuple[int, int]]]] = []
            if i:
                cost, pairs = best[i - 1, j]
                ways.append((cost + _EMPTY_CELL, pairs))
            if j:
                cost, pairs = best[i, j - 1]
                ways.append((cost + characters[j - 1].score, pairs))
            if i and j:
                cost, pairs = best[i - 1, j - 1]
                strays = abs(characters[j - 1].place - middles[i - 1]) * len(edges)
                ways.append((cost + strays, [*pairs, (i - 1, j - 1)]))
            best[i, j] = min(ways, key=lambda way: way[0], default=(0.0, []))
    return best[len(middles), len(characters)][1]


def _choices(probabilities: NDArray[np.float32]) -> Mapping[str, float]:
    order = np.argsort(-probabilities, kind="stable")
    likely = order[probabilities[order] > _NEGLIGIBLE]
    return {ALPHABET[i]: min(1.0, float(probabilities[i])) for i in likely}
