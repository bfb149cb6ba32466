"""Characters of one height are placed where the ink is, whatever lies between them."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.equal_cells import equal_cells

TEN = range(10, 160, 15)


def rows(*spans: tuple[int, int], length: int = 180) -> NDArray[np.float32]:
    inked = np.zeros(length, np.float32)
    for top, high in spans:
        inked[top : top + high] = 1
    return inked


def near(
    found: tuple[tuple[int, int], ...] | None,
    truth: list[tuple[int, int]],
    within: int = 2,
) -> bool:
    assert found is not None
    return bool(np.abs(np.array(found) - np.array(truth)).max() <= within)


@pytest.mark.parametrize(
    "tops",
    [
        pytest.param(list(TEN), id="even"),
        pytest.param([10, 23, 36, 49, 75, 88, 101, 114, 127, 140], id="two groups"),
        pytest.param([*range(2, 110, 12), 150], id="the last far away"),
    ],
)
def test_gaps_may_be_of_any_size(tops: list[int]) -> None:
    truth = [(top, 11) for top in tops]
    assert near(equal_cells(rows(*truth), 10), truth)


def test_characters_that_touch_are_parted_about_evenly() -> None:
    truth = [(top, 15) for top in TEN]
    assert near(equal_cells(rows((10, 150)), 10), truth, within=4)


def test_a_frame_around_the_last_one_belongs_to_it() -> None:
    truth = [*((top, 10) for top in range(5, 100, 13)), (122, 15)]
    found = equal_cells(rows(*truth), len(truth))
    assert near(found, truth)


def test_characters_may_grow_along_the_column() -> None:
    heights = [10, 11, 12, 13, 14, 15, 16]
    tops = np.cumsum([4, *(high + 4 for high in heights[:-1])]).tolist()
    truth = list(zip(tops, heights, strict=True))
    assert near(equal_cells(rows(*truth, length=130), 7), truth)


def test_specks_between_characters_are_left_out() -> None:
    truth = [(top, 17) for top in (10, 36, 62, 88, 130, 156)]
    inked = rows(*truth)
    inked[112:116] = 1
    assert near(equal_cells(inked, 6), truth)


@pytest.mark.parametrize("length", [40, 100, 230])
def test_characters_never_overlap_and_stay_inside(length: int) -> None:
    for seed in range(20):
        inked = np.random.default_rng(seed).random(length).astype(np.float32)
        found = equal_cells(inked, 11)
        assert found is not None
        assert all(a + high <= b for (a, high), (b, _) in pairwise(found))
        assert found[0][0] >= 0
        assert sum(found[-1]) <= length


def test_there_is_no_place_in_too_few_rows() -> None:
    assert equal_cells(rows(length=20), 11) is None
