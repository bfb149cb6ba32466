import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vision.columns import columns
from vision.results import Box, Slant
from vision.text_boxes import text_boxes


def probability(*cores: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """Make a map with the shrunk cores x0, y0, x1, y1 of text lines."""
    table = np.zeros((100, 200), np.float32)
    for x0, y0, x1, y1 in cores:
        table[y0:y1, x0:x1] = 0.9
    table.flags.writeable = False
    return table


def test_an_empty_map_holds_no_text() -> None:
    assert text_boxes(probability(), (1, 1)) == ()


def test_a_core_grows_to_its_line_in_pixels_of_the_photo() -> None:
    (slant,) = text_boxes(probability((50, 40, 110, 50)), (2, 3))
    assert slant.width > slant.height
    assert slant.box.overlap(Box(100, 120, 220, 150)) == 120 * 30


def test_a_faint_core_is_no_text() -> None:
    assert text_boxes(probability((50, 40, 110, 50)) * 0.5, (1, 1)) == ()


@pytest.mark.parametrize("angle", [-30, -10, 0, 10, 30])
def test_the_angle_of_a_sloping_line_is_found(angle: int) -> None:
    table = np.zeros((200, 200), np.float32)
    corners = cv2.boxPoints(((100, 100), (120, 12), angle))
    cv2.fillPoly(table, [corners.astype(np.int32)], 0.9)
    (slant,) = text_boxes(table, (1, 1))
    assert slant.angle == pytest.approx(angle, abs=3)
    assert slant.width > 3 * slant.height


def test_a_column_is_joined_with_the_check_digit_below_it() -> None:
    flat, stacked = columns([Slant(50, 100, 20, 180), Slant(51, 208, 22, 24)])
    assert flat == ()
    assert len(stacked) == 1
    assert stacked[0].box.y1 == pytest.approx(220)


def test_the_size_type_beside_stays_a_column_of_its_own() -> None:
    _, stacked = columns([Slant(50, 100, 20, 180), Slant(90, 60, 20, 80)])
    assert len(stacked) == 2


def test_single_characters_wide_apart_become_one_row() -> None:
    pieces = [Slant(20 + 30 * i, 50, 20, 24) for i in range(7)]
    flat, stacked = columns(pieces)
    assert (len(flat), stacked) == (1, ())
    assert flat[0].box.x1 == pytest.approx(210)


def test_rows_below_each_other_stay_apart() -> None:
    flat, _ = columns([Slant(50, 50, 80, 24), Slant(50, 80, 80, 24)])
    assert len(flat) == 2
