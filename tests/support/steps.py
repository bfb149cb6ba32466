"""Steps of a recogniser, written by hand."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vision.ctc import ALPHABET


def steps(
    text: str | Sequence[Mapping[str, float]], *, sure: float = 0.99
) -> NDArray[np.float32]:
    """Give (T, 37) probabilities that spell *text*, a blank behind each character.

    Instead of a text, what each character may be can be given with probabilities; what
    they leave is the blank's.
    """
    choices = [{c: sure} for c in text] if isinstance(text, str) else text
    rows = np.full((2 * len(choices), 37), 1e-5, np.float32)
    for place, choice in enumerate(choices):
        for character, probability in choice.items():
            rows[2 * place, ALPHABET.index(character) + 1] = probability
    rows[:, 0] = 1 - rows[:, 1:].sum(axis=1)
    return rows
