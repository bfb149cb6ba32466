"""Crops become lines that run from left to right, whatever they look like."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vision.rectify import levelled, strip
from vision.results import Layout
from vision.strips import Image

CODE = "CSQU3054383"


def blank(height: int, width: int, tone: int = 230) -> Image:
    return np.full((height, width, 3), tone, np.uint8)


def written(
    image: Image, text: str, at: tuple[int, int], size: float = 1.0, tone: int = 20
) -> Image:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, (tone,) * 3, 3)
    return image


def leaning(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    edge = cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(image, turn, (width, height), borderMode=edge))


def inked(line: Image) -> tuple[bool, bool]:
    """Say whether the left and the right half of a line hold ink."""
    dark = line.min(axis=2) < 120
    half = line.shape[1] // 2
    return bool(dark[:, :half].any()), bool(dark[:, half:].any())


def column(tones: list[int], *, step: int = 48, size: int = 34) -> Image:
    """Stack squares with a hole, each of its own tone, on black."""
    image = blank(len(tones) * step + 16, 60, tone=0)
    for place, tone in enumerate(tones):
        top = 12 + place * step
        image[top : top + size, 16:44] = tone
        image[top + 8 : top + size - 8, 24:36] = 0
    return image


def test_the_upper_line_comes_first() -> None:
    upper = written(blank(90, 120), "59X1", (10, 36))
    lower = written(blank(90, 120), "59X1", (10, 80))
    assert inked(strip(upper, Layout.TWO_LINES))[0]
    assert not inked(strip(lower, Layout.TWO_LINES))[0]


@pytest.mark.parametrize("degrees", [-7, 0, 7])
def test_two_lines_part_between_them_however_they_lean(degrees: float) -> None:
    crop = written(written(blank(110, 250), "CSQU", (40, 46)), "305438", (40, 86))
    line = strip(leaning(crop, degrees), Layout.TWO_LINES)
    assert inked(line) == (True, True)
    assert line.shape[1] > 4 * line.shape[0]


def test_a_column_is_laid_on_its_side_from_the_top() -> None:
    tones = [60 + 17 * place for place in range(11)]
    line = strip(column(tones), Layout.VERTICAL)
    assert line.shape[1] > 9 * line.shape[0]
    cells = np.array_split(line.max(axis=(0, 2)), 11)
    assert np.allclose([cell.max() for cell in cells], tones, atol=12)


@pytest.mark.parametrize("degrees", [-5, 5])
def test_a_leaning_column_keeps_its_order(degrees: float) -> None:
    tones = [60 + 17 * place for place in range(11)]
    wide = blank(544, 140, tone=0)
    wide[:, 40:100] = column(tones)
    line = strip(leaning(wide, degrees), Layout.VERTICAL)
    cells = np.array_split(line.max(axis=(0, 2)), 11)
    assert np.allclose([cell.max() for cell in cells], tones, atol=20)


def lettered(step: int) -> Image:
    """Stack the letters of CODE, each 33 pixels high, *step* pixels apart."""
    image = blank(12 * step + 40, 70, tone=30)
    for place, character in enumerate(CODE):
        written(image, character, (22, 50 + place * step), size=1.5, tone=240)
    return image


def shape(cell: Image) -> NDArray[np.float64]:
    """Cut a cell to its letter, and bring it to one size."""
    bright = cell[4:-4].max(axis=2)
    rows, columns = np.nonzero(bright > 140)
    letter = bright[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(cv2.resize(letter, (24, 24)), np.float64).ravel()


def test_characters_that_nearly_touch_are_parted_like_others() -> None:
    wide, close = (strip(lettered(step), Layout.VERTICAL) for step in (42, 37))
    assert wide.shape == close.shape
    ones, others = (
        [shape(cell) for cell in np.hsplit(line, 11)] for line in (close, wide)
    )
    alike = np.corrcoef(ones, others)[:11, 11:]
    assert "".join(CODE[best] for best in alike.argmax(axis=1)) == CODE


def test_a_size_type_has_as_many_cells_as_characters() -> None:
    tones = [80, 130, 180, 230]
    line = strip(column(tones), Layout.VERTICAL, characters=4)
    cells = np.array_split(line.max(axis=(0, 2)), 4)
    assert np.allclose([cell.max() for cell in cells], tones, atol=12)


@pytest.mark.parametrize("degrees", [-8, 6])
def test_a_leaning_line_is_levelled(degrees: float) -> None:
    crop = leaning(written(blank(120, 320), CODE, (20, 70)), degrees)
    rows = (levelled(crop).min(axis=2) < 120).any(axis=1)
    assert rows.sum() < 0.75 * (crop.min(axis=2) < 120).any(axis=1).sum()


def test_a_level_line_is_passed_on_untouched() -> None:
    crop = written(blank(60, 320), CODE, (20, 40))
    assert strip(crop, Layout.ONE_LINE) is crop


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("fill", ["noise", "flat"])
@pytest.mark.parametrize(
    "shape",
    [(1, 1), (1, 300), (300, 1), (3, 3), (6, 6), (7, 900), (900, 7), (40, 12), (6, 40)],
    ids=str,
)
def test_any_crop_becomes_a_line(
    layout: Layout, shape: tuple[int, int], fill: str
) -> None:
    crop = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    crop[:] = 128 if fill == "flat" else crop
    crop.setflags(write=False)
    for characters in (4, 11):
        line = strip(crop, layout, characters=characters)
        assert line.ndim == 3
        assert min(line.shape[:2]) >= 1
        assert line.shape[2] == 3
