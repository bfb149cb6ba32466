"""What two boxes have in common."""

import pytest

from vision.results import Box

HERE = Box(0, 0, 40, 10)


@pytest.mark.parametrize(
    ("other", "share"),
    [
        pytest.param(HERE, 1.0, id="the same"),
        pytest.param(Box(20, 0, 60, 10), 1 / 3, id="half of each"),
        pytest.param(Box(100, 0, 140, 10), 0.0, id="apart"),
        pytest.param(Box(5, 5, 5, 5), 0.0, id="without area"),
    ],
)
def test_iou_is_what_both_share(other: Box, share: float) -> None:
    assert HERE.iou(other) == pytest.approx(share)
    assert other.iou(HERE) == pytest.approx(share)
