"""What a camera read of the empty lane counts for the trucks that come later."""

import pytest

from pipelines.grounds import Grounds
from tests.support.text import container, plate
from vision.background import Why
from vision.results import Readings
from vision.truck import Stranger

STACK = Readings(plates=(plate(),), containers=(container(),))


def grounds() -> Grounds:
    """Make the grounds of a lane that a truck has left at 0."""
    made = Grounds(300.0)
    made.close(0.0, ())
    return made


def test_all_that_was_read_of_the_empty_lane_is_known_to_the_next_truck() -> None:
    known = grounds()
    known.keep("left", 10.0, STACK)
    known.keep("left", 20.0, Readings())
    assert known.before("left", 30.0) == STACK
    assert known.before("right", 30.0) == Readings()


@pytest.mark.parametrize("opened", [10.5, 10.0, 3611.0])
def test_a_look_just_before_the_truck_or_long_ago_does_not_count(
    opened: float,
) -> None:
    known = grounds()
    known.keep("left", 10.0, STACK)
    assert known.before("left", opened) == Readings()


def test_looks_before_the_first_truck_left_are_forgotten_then() -> None:
    known = Grounds(300.0)
    known.keep("left", 10.0, STACK)
    assert known.before("left", 20.0) == STACK
    known.close(30.0, ())
    assert known.before("left", 40.0) == Readings()
    assert known.due({"left"}, 40.0) == {"left"}


def test_only_what_held_still_is_kept_of_a_passage() -> None:
    known = grounds()
    still = Stranger("left", container(), Why.HELD_STILL)
    small = Stranger("left", container("MSCU6639870"), Why.FARTHER)
    known.close(50.0, (still, small))
    assert known.before("left", 60.0) == Readings(containers=(container(),))


def test_a_camera_is_due_once_in_a_while_even_when_its_look_failed() -> None:
    known = grounds()
    known.keep("left", 10.0, None)
    assert known.due({"left", "right"}, 11.0) == {"right"}
    assert known.due({"left"}, 310.0) == {"left"}
