"""A recogniser's steps -> the characters at each place of a text of known form.

Greedy decoding asks every step for its favourite and loses what stands second. Here
all alignments of all texts of the form are added up (the forward and backward sums of
CTC, Graves 2006), so that a place has the probability of each of its characters even
where two characters run together or one is faint.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vision.ctc import ALPHABET

Form = Sequence[frozenset[str]]
"""What may stand at each place."""

_QUIET = 0.98
"""A step is merged with the next where both are blank with this probability."""
_NEGLIGIBLE = 1e-3
_FLOOR = np.float32(1e-6)
_RESCALED = 8
"""Steps between two scalings: they cannot bring a sum to nought (_FLOOR ** 8)."""

_Steps = NDArray[np.float64]


def marginals(
    steps: NDArray[np.float32], form: Form
) -> tuple[float, tuple[Mapping[str, float], ...]]:
    """Weigh texts of *form* in (T, 37) probabilities: blank, then ``ALPHABET``.

    Gives the probability that the steps spell a text of the form at all, and for each
    place its characters with their probabilities, given that they do; the likeliest
    first. Without enough steps, probability 0 and no characters.
    """
    allowed = _mask(form)
    quiet = _merged(np.maximum(steps, _FLOOR).astype(np.float64))
    if len(quiet) < len(form):
        return 0.0, ()
    entered, total, before = _forward(quiet, allowed)
    if not np.isfinite(total):
        return 0.0, ()
    endings, after = _backward(quiet, allowed)
    share = np.exp(before + after - total)
    weight = np.einsum("t,tpc,tpc->pc", share, entered, endings)
    return min(1.0, float(np.exp(total))), tuple(_choices(row) for row in weight)


def _mask(form: Form) -> NDArray[np.float64]:
    """(places, 36): 1 where a character may stand."""
    rows = [[float(c in place) for c in ALPHABET] for place in form]
    return np.array(rows)


def _merged(steps: _Steps) -> _Steps:
    """Leave out steps that say nothing but blank beside another such step."""
    quiet = steps[:, 0] > _QUIET
    needless = quiet & np.append(False, quiet[:-1])
    return np.asarray(steps[~needless])


def _forward(
    steps: _Steps, allowed: NDArray[np.float64]
) -> tuple[_Steps, float, _Steps]:
    """Sum over beginnings that enter a character at a step, (T, places, 36).

    The sums are scaled now and then; the log of each step's scale is given too, (T,),
    behind the log of the sum over all texts.
    """
    fresh, scales = np.zeros((len(steps), *allowed.shape)), np.zeros(len(steps))
    char, blank = np.zeros(allowed.shape), np.zeros(len(allowed) + 1)
    blank[0], log = 1.0, 0.0
    for t, step in enumerate(steps):
        mass = char.sum(axis=1)
        arriving = blank[:-1, None] * allowed
        arriving[1:] += (mass[:-1, None] - char[:-1]) * allowed[1:]
        arriving *= step[1:]
        char = char * step[1:] + arriving
        blank[1:] += mass
        blank *= step[0]
        fresh[t], scales[t] = arriving, log
        if t % _RESCALED == 0:
            scale = char.sum() + blank.sum()
            char, blank = char / scale, blank / scale
            log += float(np.log(scale))
    end = char[-1].sum() + blank[-1]
    return fresh, log + float(np.log(end)) if end > 0 else float("-inf"), scales


def _backward(steps: _Steps, allowed: NDArray[np.float64]) -> tuple[_Steps, _Steps]:
    """Sum over endings after a step in a character, (T, places, 36), and its scales."""
    back, scales = np.zeros((len(steps), *allowed.shape)), np.zeros(len(steps))
    char, blank = np.zeros(allowed.shape), np.zeros(len(allowed) + 1)
    char[-1], blank[-1], log = 1.0, 1.0, 0.0
    back[-1] = char
    for t in range(len(steps) - 2, -1, -1):
        step = steps[t + 1]
        here = char * step[1:]
        onward = here * allowed
        moved = onward.sum(axis=1)
        rest = blank * step[0]
        char = here + rest[1:, None]
        char[:-1] += moved[1:, None] - onward[1:]
        blank = rest
        blank[:-1] += moved
        back[t], scales[t] = char, log
        if t % _RESCALED == 0:
            scale = char.sum() + blank.sum()
            char, blank = char / scale, blank / scale
            log += float(np.log(scale))
    return back, scales


def _choices(weights: NDArray[np.float64]) -> Mapping[str, float]:
    order = np.argsort(-weights, kind="stable")
    return {ALPHABET[i]: float(weights[i]) for i in order if weights[i] > _NEGLIGIBLE}
