"""Crops become lines that run from left to right, whatever they look like."""

import cv2
import numpy as np
import pytest

from vision.rectify import levelled, strip
from vision.results import Layout
from vision.strips import Image


def written(text: str, *, size: tuple[int, int], at: tuple[int, int]) -> Image:
    image = np.full((*size, 3), 230, np.uint8)
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 3)
    return image


def inked(line: Image) -> tuple[bool, bool]:
    """Say whether the left and the right half of a line hold ink."""
    dark = line.min(axis=2) < 120
    half = line.shape[1] // 2
    return bool(dark[:, :half].any()), bool(dark[:, half:].any())


def test_the_upper_line_comes_first() -> None:
    upper = written("59X1", size=(90, 120), at=(10, 36))
    line = strip(upper, Layout.TWO_LINES)
    assert line.shape[1] > 2 * line.shape[0]
    assert inked(line) == (True, False)


def test_two_lines_part_between_them() -> None:
    crop = written("CSQU", size=(100, 240), at=(10, 38))
    cv2.putText(crop, "305438", (10, 84), 0, 1.0, (20, 20, 20), 3)
    assert inked(strip(crop, Layout.TWO_LINES)) == (True, True)


def test_a_column_is_laid_on_its_side_from_the_top() -> None:
    column = np.full((560, 60, 3), 40, np.uint8)
    for place, character in enumerate("CSQU3054383"):
        at = (16, 44 + place * 48)
        cv2.putText(column, character, at, 0, 1.2, (240, 240, 240), 4)
    line = strip(column, Layout.VERTICAL)
    assert line.shape[1] > 5 * line.shape[0]


def test_a_leaning_line_is_levelled() -> None:
    flat = written("CSQU3054383", size=(120, 320), at=(20, 70))
    turn = cv2.getRotationMatrix2D((160, 60), 6, 1)
    leaning = cv2.warpAffine(flat, turn, (320, 120), borderMode=cv2.BORDER_REPLICATE)
    rows = (levelled(np.asarray(leaning, np.uint8)).min(axis=2) < 120).any(axis=1)
    assert rows.sum() < (leaning.min(axis=2) < 120).any(axis=1).sum()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 300), (300, 1), (3, 3), (4, 4), (5, 900), (900, 5)]
)
def test_any_crop_becomes_a_line(layout: Layout, shape: tuple[int, int]) -> None:
    crop = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    crop.setflags(write=False)
    line = strip(crop, layout)
    assert line.ndim == 3
    assert min(line.shape[:2]) >= 1
    assert line.shape[2] == 3
