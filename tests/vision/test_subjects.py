"""People are known again after they were lost, and nobody is taken for another."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.yard_acts import RATE, SIZE, person, vehicle
from vision.scene import Person, Vehicle
from vision.subjects import Subjects
from vision.tracking import Followed, Tracked


def numbers(*looks: Mapping[int, Person | Vehicle], gap: float = 1 / RATE) -> list[int]:
    """Give the subjects' numbers in the last of *looks*, *gap* seconds apart."""
    subjects = Subjects()
    shown: list[int] = []
    for index, look in enumerate(looks):
        people = [Followed(n, s) for n, s in look.items() if isinstance(s, Person)]
        cars = [Followed(n, s) for n, s in look.items() if isinstance(s, Vehicle)]
        tracked = Tracked(tuple(people), tuple(cars))
        shown = [s.number for s in subjects.take(tracked, 10 + index * gap, SIZE)]
    return shown


@pytest.mark.parametrize(
    ("second", "gap", "number"),
    [
        pytest.param(person(310, 200), 0.2, 1, id="at the next look"),
        pytest.param(person(340, 205), 2.0, 1, id="two seconds later, a step on"),
        pytest.param(person(560, 200), 2.0, 2, id="too far off"),
        pytest.param(person(340, 205), 9.0, 2, id="too late"),
        pytest.param(person(310, 200, 190), 0.2, 2, id="much too large"),
        pytest.param(person(310, 160, 40), 2.0, 1, id="the lower half hidden"),
        pytest.param(vehicle(310, 200), 0.2, 2, id="a vehicle"),
    ],
)
def test_a_new_number_near_enough_is_who_was_lost(
    second: Person | Vehicle, gap: float, number: int
) -> None:
    assert numbers({1: person(300, 200)}, {2: second}, gap=gap) == [number]


def test_who_is_still_seen_is_nobody_elses_former_self() -> None:
    first, other = person(300, 200), person(310, 200)
    assert numbers({1: first}, {1: first, 2: other}) == [1, 2]


def test_two_who_were_lost_are_each_known_by_the_nearest_place() -> None:
    lost = {1: person(200, 200), 2: person(260, 200)}
    again = {3: person(262, 200), 4: person(203, 200)}
    assert numbers(lost, {}, again) == [2, 1]


def test_a_number_that_comes_back_is_who_it_was() -> None:
    first, last = {1: person(300, 200)}, {1: person(500, 100)}
    assert numbers(first, {}, last, gap=5.0) == [1]


HIDDEN = person(300, 160, 45)
"""The upper part of who stands at (300, 200)."""


@pytest.mark.parametrize(
    ("looks", "number"),
    [
        pytest.param(
            [{1: HIDDEN, 2: person(302, 200)}, {2: person(304, 200)}], 1, id="at once"
        ),
        pytest.param(
            [{1: HIDDEN, 2: person(350, 210)}, {}, {1: HIDDEN, 2: person(302, 200)},
             {2: person(304, 200)}],
            1,
            id="the second box was somebody else's at first",
        ),
        pytest.param(
            [*[{1: HIDDEN, 2: person(302, 200)}] * 6, {2: person(302, 200)}],
            2,
            id="two stood there for long",
        ),
        pytest.param(
            [{1: HIDDEN, 2: person(350, 200)}, {2: person(352, 200)}], 2, id="beside"
        ),
    ],
)  # fmt: skip
def test_the_second_box_of_somebody_half_hidden_is_nobody_else(
    looks: list[dict[int, Person | Vehicle]], number: int
) -> None:
    assert numbers({1: person(300, 200)}, *looks, gap=0.1) == [number]


def test_whose_box_was_taken_by_somebody_else_is_themselves_again() -> None:
    both = {1: HIDDEN, 2: person(302, 200)}
    looks = [{1: person(300, 200)}, both, {2: person(304, 200)}, both]
    assert numbers(*looks, gap=0.1) == [1, 2]


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.integers(1, 9), st.integers(0, 640), max_size=6), max_size=8
    )
)
def test_everybody_in_one_look_has_a_number_of_their_own(
    looks: list[dict[int, int]],
) -> None:
    shown = numbers(*[{n: person(x, 200) for n, x in look.items()} for look in looks])
    assert len(set(shown)) == len(shown)
