"""All texts of a form weighed together, against counting every alignment."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.ctc import ALPHABET
from vision.lattice import Form, marginals


def test_a_place_has_the_probability_that_all_alignments_together_give_it() -> None:
    rng = np.random.default_rng(1)
    steps = rng.random((6, 37)).astype(np.float32)
    steps /= steps.sum(axis=1, keepdims=True)
    form = (frozenset("AB1"), frozenset("A23"))
    counted = _counted(steps, form)
    total, places = marginals(steps, form)
    assert total == pytest.approx(sum(counted.values()), rel=1e-4)
    for place, choices in enumerate(places):
        for character, probability in choices.items():
            share = sum(p for text, p in counted.items() if text[place] == character)
            assert probability == pytest.approx(share / total, rel=1e-4)


def test_a_character_outside_the_form_is_never_given() -> None:
    steps = _spelt("O")
    _, (choices,) = marginals(steps, (frozenset("0123456789"),))
    assert set(choices) <= set("0123456789")


def test_equal_neighbours_need_a_blank_between_them() -> None:
    form = (frozenset("1"), frozenset("1"))
    run_together, _ = marginals(_spelt("11"), form)
    apart, _ = marginals(_spelt("1-1"), form)
    assert run_together < 0.1 < apart


def test_quiet_steps_change_nothing() -> None:
    form = (frozenset("AB"), frozenset("12"))
    total, places = marginals(_spelt("A-1"), form)
    longer, same = marginals(_spelt("-----A--------1-----"), form)
    assert longer == pytest.approx(total, rel=0.2)
    assert [next(iter(place)) for place in same] == ["A", "1"]
    assert [next(iter(place)) for place in places] == ["A", "1"]


def test_too_few_steps_spell_nothing() -> None:
    assert marginals(_spelt("A"), (frozenset("A"),) * 2) == (0.0, ())


def _spelt(text: str, sure: float = 0.99) -> NDArray[np.float32]:
    """Give one step per character, ``-`` for the blank."""
    steps = np.full((len(text), 37), (1 - sure) / 36, np.float32)
    for row, character in enumerate(text):
        steps[row, 0 if character == "-" else ALPHABET.index(character) + 1] = sure
    return steps


def _counted(steps: NDArray[np.float32], form: Form) -> dict[str, float]:
    counted: dict[str, float] = {}
    known = sorted(frozenset[str]().union(*form))
    for path in product(["", *known], repeat=len(steps)):
        runs = [c for i, c in enumerate(path) if i == 0 or path[i - 1] != c]
        text = "".join(runs)
        fits = len(text) == len(form) and all(
            c in place for c, place in zip(text, form, strict=True)
        )
        if fits:
            codes = [ALPHABET.index(c) + 1 if c else 0 for c in path]
            chance = float(np.prod(steps[np.arange(len(steps)), codes]))
            counted[text] = counted.get(text, 0.0) + chance
    return counted
