"""Texts that are not the truck's are told apart, and nothing else is."""

from dataclasses import replace

import pytest

from tests.support.glances import at, glance
from tests.support.text import container, plate
from vision.background import Why, background
from vision.following import containers_of, plates_of
from vision.results import Box, Status
from vision.tracklets import Glance

OWN, OTHER = "KSTU2503180", "MSCU6639870"
UNCERTAIN = Status.UNCERTAIN
STACK = at(900, 50, size=10)


def told(
    looks: list[Glance], before: list[Glance] | None = None
) -> dict[str, Why | None]:
    """Give, by number, why it is background."""
    seen = containers_of(looks)
    stood = [c for look in before or [] for c in look.readings.containers]
    why = background(seen, stood, looks)
    return {t.last.reading.number: w for t, w in zip(seen, why, strict=True)}


def driving_in(*still: Glance) -> list[Glance]:
    """Let the truck's number cross the picture while others stand there."""
    places = (100, 300, 500)
    own = [glance(t, container(OWN, box=at(x))) for t, x in enumerate(places)]
    return [
        replace(
            o,
            readings=replace(
                o.readings,
                containers=(*o.readings.containers, *s.readings.containers),
            ),
        )
        for o, s in zip(own, still, strict=True)
    ]


def test_a_lone_number_is_the_trucks() -> None:
    assert told([glance(0, container(OWN))]) == {OWN: None}


def test_what_stood_there_before_and_still_does_is_background() -> None:
    stack = container(OTHER, box=STACK)
    looks = [glance(t, container(OWN, box=at(300)), stack) for t in range(2)]
    before = [glance(-9, stack)]
    assert told(looks, before) == {OWN: None, OTHER: Why.STOOD_BEFORE}


def test_what_stood_there_before_and_comes_in_on_the_truck_is_the_trucks() -> None:
    before = [glance(-9, container(OTHER, box=at(100)))]
    looks = [glance(t, container(OTHER, box=at(100 + 300 * t))) for t in range(3)]
    assert told(looks, before) == {OTHER: None}


def test_another_certain_number_where_one_stood_before_is_the_trucks() -> None:
    before = [glance(-9, container("KSTU2503195", box=at(100)))]
    assert told([glance(0, container(OWN, box=at(100)))], before) == {OWN: None}


def test_a_misreading_of_what_stood_before_is_background() -> None:
    before = [glance(-9, container(OWN, box=at(100)))]
    looks = [glance(0, container("KSTU2508134", UNCERTAIN, box=at(105)))]
    assert set(told(looks, before).values()) == {Why.STOOD_BEFORE}


def test_what_held_still_while_something_nearer_moved_is_background() -> None:
    looks = driving_in(*[glance(t, container(OTHER, box=STACK)) for t in range(3)])
    assert told(looks) == {OWN: None, OTHER: Why.HELD_STILL}


def test_what_came_in_later_has_not_been_seen_to_hold_still() -> None:
    late = glance(2, container(OTHER, box=STACK))
    assert told(driving_in(glance(0), glance(1), late))[OTHER] is None


def test_a_truck_that_stands_while_one_behind_it_passes_keeps_its_number() -> None:
    passing = [glance(t, container(OTHER, box=at(200 * t, size=10))) for t in range(3)]
    looks = [
        replace(
            p,
            readings=replace(
                p.readings,
                containers=(*p.readings.containers, container(OWN, box=at(300, 400))),
            ),
        )
        for p in passing
    ]
    assert told(looks)[OWN] is None


def test_one_number_on_two_walls_is_no_movement() -> None:
    doors, roof = at(100, 400), at(600, 100)
    second = container(OTHER, box=at(900, 300, size=15))
    looks = [
        glance(0, container(OWN, box=doors), second),
        glance(1, container(OWN, box=roof), second),
        glance(2, container(OWN, box=doors), second),
    ]
    assert told(looks) == {OWN: None, OTHER: None}


def test_while_the_truck_stands_nothing_counts_as_passing() -> None:
    looks = [replace(look, rest=1) for look in driving_in(*three(OTHER, STACK))]
    assert told(looks)[OTHER] is None


def three(number: str, box: Box) -> list[Glance]:
    return [glance(t, container(number, box=box)) for t in range(3)]


def test_a_number_on_a_smaller_truck_is_another_trucks() -> None:
    near, far = Box(0, 100, 800, 700), Box(900, 80, 1200, 300)
    both = container(OWN, box=at(300)), container(OTHER, box=at(950, 150, size=14))
    looks = [glance(t, *both, trucks=(near, far)) for t in range(2)]
    assert told(looks) == {OWN: None, OTHER: Why.OTHER_TRUCK}


@pytest.mark.parametrize(
    "trucks",
    [
        pytest.param((Box(0, 100, 800, 700), Box(900, 80, 1200, 600)), id="as high"),
        pytest.param((Box(0, 100, 960, 700), Box(900, 80, 1200, 300)), id="overlaps"),
        pytest.param((Box(0, 100, 800, 700),), id="on no truck"),
        pytest.param((), id="no truck was found"),
    ],
)
def test_a_number_that_may_be_on_the_foremost_truck_stays(
    trucks: tuple[Box, ...],
) -> None:
    both = container(OWN, box=at(300)), container(OTHER, box=at(950, 150, size=14))
    looks = [glance(t, *both, trucks=trucks) for t in range(2)]
    assert told(looks) == {OWN: None, OTHER: None}


def test_a_number_much_smaller_than_the_trucks_own_is_background() -> None:
    both = container(OWN, box=at(300, size=40)), container(OTHER, box=STACK)
    assert told([glance(0, *both)]) == {OWN: None, OTHER: Why.FARTHER}


def test_a_number_half_as_large_as_another_stays() -> None:
    both = container(OWN, box=at(300)), container(OTHER, box=STACK)
    assert told([glance(0, *both)]) == {OWN: None, OTHER: None}


def test_a_number_is_not_called_small_beside_a_doubtful_one() -> None:
    both = container(OWN, UNCERTAIN, box=at(300, size=40)), container(OTHER, box=STACK)
    assert told([glance(0, *both)]) == {OWN: None, OTHER: None}


def test_a_small_number_that_drives_in_is_the_trucks() -> None:
    looks = [
        glance(
            t,
            container(OWN, box=at(100 + 200 * t, size=40)),
            container(OTHER, box=at(900 + 50 * t, 50, size=10)),
        )
        for t in range(3)
    ]
    assert told(looks) == {OWN: None, OTHER: None}


def test_a_small_number_that_moves_while_the_truck_stands_is_another_trucks() -> None:
    looks = [
        glance(
            t,
            container(OWN, box=at(300, size=40)),
            container(OTHER, box=at(50 * t, 50, size=10)),
            rest=0,
        )
        for t in range(3)
    ]
    assert told(looks) == {OWN: None, OTHER: Why.FARTHER}


def test_one_number_on_two_walls_of_a_stack_stood_there_before() -> None:
    walls = [container(OTHER, box=at(x, 50)) for x in (200, 900)]
    looks = [glance(t, wall) for t, wall in enumerate(walls)]
    assert told(looks, [glance(-9, *walls)]) == {OTHER: Why.STOOD_BEFORE}


def test_a_parked_plate_is_background_and_a_small_one_is_not() -> None:
    parked, small = Box(900, 600, 980, 620), Box(500, 600, 530, 607)
    looks = [
        glance(t, plate(box=Box(100, 500, 400, 575)), plate("KX21VRN", box=parked))
        for t in range(2)
    ]
    looks.append(glance(2, plate("XY99ZZZ", box=small)))
    seen = plates_of(looks)
    before = [plate("KX21VRN", box=parked)]
    why = background(seen, before, looks, sizes_tell=False)
    assert why == (None, Why.STOOD_BEFORE, None)
