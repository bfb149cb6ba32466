"""Letters are there on every machine, distinct, and fill their height."""

from itertools import combinations

import numpy as np
import pytest

from datasets.fonts import SANS, STROKE, available, letter

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def test_two_fonts_are_on_every_machine() -> None:
    assert available()[:2] == (STROKE, SANS)


@pytest.mark.parametrize("font", [STROKE, SANS])
@pytest.mark.parametrize("char", LETTERS)
def test_a_capital_fills_its_height(font: str, char: str) -> None:
    rows = np.flatnonzero(letter(font, char).max(axis=1) > 0.5)
    height = letter(font, char).shape[0]
    assert rows[0] < 0.05 * height
    assert rows[-1] > 0.95 * height - 1


@pytest.mark.parametrize("font", [STROKE, SANS])
def test_a_dash_is_a_thin_bar_at_half_height(font: str) -> None:
    rows = np.flatnonzero(letter(font, "-").max(axis=1) > 0.5) / 160
    assert 0.3 < rows[0] < rows[-1] < 0.75
    assert rows[-1] - rows[0] < 0.25


def test_no_two_stroke_letters_look_alike() -> None:
    shapes = {c: _resized(c) for c in LETTERS}
    for one, other in combinations(LETTERS, 2):
        assert np.abs(shapes[one] - shapes[other]).mean() > 0.01


def _resized(char: str) -> np.typing.NDArray[np.float32]:
    ink = letter(STROKE, char)
    canvas = np.zeros((ink.shape[0], 130), np.float32)
    canvas[:, : ink.shape[1]] = ink[:, :130]
    return canvas


def test_a_font_that_is_absent_is_replaced() -> None:
    assert np.array_equal(letter("/no/such/font.ttf", "A"), letter(STROKE, "A"))
