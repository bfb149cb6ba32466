import numpy as np
import pytest

from vision.candidates import Candidates
from vision.suppress import suppress


def candidates(*boxes: tuple[list[float], float, int]) -> Candidates:
    """Make read-only candidates of boxes with their scores and classes."""
    made = Candidates(
        np.array([box for box, _, _ in boxes], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in boxes], np.float32),
        np.array([index for _, _, index in boxes], np.intp),
    )
    for array in (made.boxes, made.scores, made.classes):
        array.flags.writeable = False
    return made


def test_the_likeliest_of_two_boxes_around_one_object_is_kept() -> None:
    pair = candidates(([0, 0, 10, 10], 0.6, 0), ([1, 0, 11, 10], 0.9, 0))
    assert suppress(pair, 0.5).boxes.tolist() == [[1, 0, 11, 10]]


def test_boxes_of_two_classes_stay_beside_each_other() -> None:
    pair = candidates(([0, 0, 10, 10], 0.6, 0), ([0, 0, 10, 10], 0.9, 1))
    assert suppress(pair, 0.5).classes.tolist() == [1, 0]


@pytest.mark.parametrize(("overlap", "kept"), [(0.3, 1), (0.4, 2)])
def test_how_much_may_overlap_is_given(overlap: float, kept: int) -> None:
    third = candidates(([0, 0, 10, 10], 0.9, 0), ([5, 0, 15, 10], 0.6, 0))
    assert len(suppress(third, overlap)) == kept


def test_a_box_of_no_size_and_one_far_outside_harm_nothing() -> None:
    odd = candidates(([5, 5, 5, 5], 0.9, 0), ([-900, -900, -890, -890], 0.8, 0))
    assert len(suppress(odd, 0.5)) == 2


def test_nothing_stays_nothing() -> None:
    assert suppress(candidates(), 0.5).boxes.shape == (0, 4)


def test_a_crowd_is_cut_to_the_likeliest() -> None:
    crowd = [([20.0 * i, 0, 20 * i + 9, 9], (i + 1) / 3000, 0) for i in range(2500)]
    kept = suppress(candidates(*crowd), 0.5)
    assert len(kept) == 2000
    assert kept.scores[0] == pytest.approx(2500 / 3000)
