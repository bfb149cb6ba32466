"""Where people were: for blurring nobody is forgotten, for maps nobody counts twice."""

import pytest

from pipelines.trail import HeadTrail, PresenceGrid
from vision.blur import head_of
from vision.results import Box

SIZE = (160, 90)
PERSON = Box(40, 20, 60, 80)


def test_heads_are_given_in_the_pixels_of_whatever_is_blurred() -> None:
    trail = HeadTrail()
    trail.add(10.0, [PERSON], SIZE)
    (head,) = trail.heads(10.0, (320, 180))
    assert head.sides == pytest.approx(head_of(PERSON).scaled(2).sides)


def test_somebody_is_blurred_where_the_nearest_look_saw_them() -> None:
    trail = HeadTrail()
    for step in range(5):
        trail.add(10.0 + step * 0.4, [PERSON.moved(9 * step, 0)], SIZE)
    (head,) = trail.heads(10.5, SIZE)
    assert head.centre[0] == pytest.approx(PERSON.centre[0] + 9)


def test_somebody_whom_only_the_other_look_saw_is_blurred_too() -> None:
    trail = HeadTrail()
    trail.add(10.0, [PERSON], SIZE)
    trail.add(10.4, [PERSON, PERSON.moved(70, 0)], SIZE)
    near, far = trail.heads(10.1, SIZE)
    assert near.holds(50, 25)
    assert far.holds(120, 25)
    assert near.width < far.width


def test_two_who_stand_together_are_both_blurred() -> None:
    trail = HeadTrail()
    trail.add(10.0, [PERSON, PERSON.moved(8, 0)], SIZE)
    assert len(trail.heads(10.0, SIZE)) == 2


def test_a_head_may_be_farther_off_the_longer_nobody_looked() -> None:
    trail = HeadTrail()
    trail.add(10.0, [PERSON], SIZE)
    widths = [trail.heads(at, SIZE)[0].width for at in (10.0, 10.2, 10.9)]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(12.0, id="no look went well"),
        pytest.param(0.0, id="long forgotten"),
    ],
)
def test_where_nobody_looked_a_head_may_be_anywhere(seconds: float) -> None:
    trail = HeadTrail()
    trail.add(10.0, [PERSON], SIZE)
    assert trail.heads(seconds, SIZE) == (Box(0, 0, *SIZE),)


def test_an_empty_look_has_no_heads() -> None:
    trail = HeadTrail()
    trail.add(10.0, [], SIZE)
    assert trail.heads(10.0, SIZE) == ()


def test_seconds_are_counted_where_feet_stand() -> None:
    grid = PresenceGrid()
    for step in range(11):
        grid.add(step / 5, [(0.5, 0.5), (0.5, 0.5)])
    assert grid.take() == {(16, 9): 4.0}
    assert grid.take() == {}


def test_what_was_not_looked_at_is_not_counted() -> None:
    grid = PresenceGrid()
    grid.add(0.0, [(0.5, 0.5)])
    grid.add(60.0, [(0.5, 0.5), (1.2, 0.5), (0.5, -0.1)])
    assert grid.take() == {(16, 9): 1.0}
