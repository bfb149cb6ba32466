"""The rests of a truck are told apart by the movements between them."""

import pytest

from pipelines.rests import Rests


@pytest.mark.parametrize(
    ("seconds", "rest"), [(0.9, None), (1.0, 0), (2.9, 0), (3.0, None), (5.5, 1)]
)
def test_each_rest_has_its_number(seconds: float, rest: int | None) -> None:
    rests = Rests()
    rests.begin(1.0)
    rests.begin(2.0)
    rests.end(3.0)
    rests.end(4.0)
    rests.begin(5.0)
    assert rests.at(seconds) == rest


def test_a_truck_that_never_stood_has_none() -> None:
    rests = Rests()
    rests.end(1.0)
    assert rests.at(2.0) is None


def test_a_movement_that_began_before_the_rest_was_told_leaves_none_of_it() -> None:
    rests = Rests()
    rests.begin(2.0)
    rests.end(1.5)
    assert rests.at(2.0) is None
