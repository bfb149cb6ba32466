"""A recogniser's per-step probabilities -> characters with their runners-up."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NEGLIGIBLE = 1e-3


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


def decode(steps: NDArray[np.float32]) -> tuple[Mapping[str, float], ...]:
    """Read (T, 38) folded probabilities, one character per run of one class.

    Gives what each character may be with its probability, the likeliest first
    (greedy CTC, Graves 2006). A run of everything else separates and is dropped.
    """
    best = steps.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    return tuple(
        _choices(steps[start:end, 1:37].max(axis=0))
        for start, end in zip(starts, ends, strict=True)
        if 1 <= best[start] <= 36
    )


def _choices(probabilities: NDArray[np.float32]) -> Mapping[str, float]:
    order = np.argsort(-probabilities, kind="stable")
    likely = order[probabilities[order] > _NEGLIGIBLE]
    return {ALPHABET[i]: min(1.0, float(probabilities[i])) for i in likely}
