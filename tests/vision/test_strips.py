import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision.results import Slant
from vision.strips import Image, straighten, unstack


def column(text: str, *, framed: bool = False, dark: bool = False) -> Image:
    """Render *text* top down, light on dark, the last character in a frame."""
    strip = np.full((20 + 50 * len(text), 60, 3), 60, np.uint8)
    for place, character in enumerate(text):
        spot = (16, 50 + 50 * place)
        cv2.putText(strip, character, spot, cv2.FONT_HERSHEY_DUPLEX, 1.3, (230,) * 3, 3)
    if framed:
        low = 50 * len(text)
        cv2.rectangle(strip, (10, low - 36), (49, low + 7), (230,) * 3, 2)
    image = np.asarray(255 - strip if dark else strip, np.uint8)
    image.flags.writeable = False
    return image


@pytest.mark.parametrize("dark", [False, True], ids=["light on dark", "dark on light"])
def test_a_column_parts_into_its_characters(*, dark: bool) -> None:
    cells = unstack(column("CSQU3054383", dark=dark))
    assert len(cells) == 11
    assert {cell.shape[0] for cell in cells} == {48}


def test_the_frame_of_the_last_digit_is_cut_away() -> None:
    cells = unstack(column("88883", framed=True))
    assert len(cells) == 5
    assert cells[-1][:, 2:5].mean() < 120


def test_an_empty_strip_has_no_characters() -> None:
    assert unstack(np.full((200, 40, 3), 90, np.uint8)) == ()


def test_a_sloping_line_is_cut_out_upright() -> None:
    image = np.zeros((200, 200, 3), np.uint8)
    corners = cv2.boxPoints(((100, 100), (100, 20), 25))
    cv2.fillPoly(image, [corners.astype(np.int32)], (255, 255, 255))
    strip = straighten(image, Slant(100, 100, 100, 20, 25))
    assert strip.shape == (20, 100, 3)
    assert strip.mean() > 240


def test_a_place_beyond_the_image_is_filled_up() -> None:
    image = np.full((50, 50, 3), 200, np.uint8)
    assert straighten(image, Slant(0, 25, 40, 20)).min() == 200


@settings(max_examples=150, deadline=None)
@given(st.integers(4, 60), st.integers(4, 400), st.integers(0, 2**32 - 1))
def test_any_strip_parts_into_cells_of_one_height(
    width: int, height: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    rows = random.integers(0, 2, (height, 1, 1)) * random.integers(
        0, 255, (height, width, 3)
    )
    cells = unstack(rows.astype(np.uint8))
    assert {cell.shape[0] for cell in cells} <= {48}


def test_a_wide_panorama_can_be_cut_from() -> None:
    image = np.zeros((8, 40_000, 3), np.uint8)
    image[:, 39_000:] = 255
    assert straighten(image, Slant(39_500, 4, 200, 8)).min() == 255
