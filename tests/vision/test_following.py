"""Texts are followed over looks by what they say, where they are and how they move."""

import pytest

from tests.support.glances import at, glance
from tests.support.text import container, plate
from vision.following import containers_of, plates_of
from vision.results import Status

UNCERTAIN = Status.UNCERTAIN
NEXT = "KSTU2503195"
ONE, SIBLING, MISREAD = "KSTU2503180", "KSTU2503446", "KSTU2508134"


def test_no_looks_have_no_tracklets() -> None:
    assert containers_of([]) == ()
    assert plates_of([glance(0)]) == ()


def test_a_text_is_followed_across_the_picture() -> None:
    looks = [glance(t, container(ONE, box=at(300 * t))) for t in range(4)]
    (tracklet,) = containers_of(looks)
    assert [s.at for s in tracklet.sightings] == [0, 1, 2, 3]


def test_looks_are_taken_in_the_order_of_time() -> None:
    looks = [glance(t, container(ONE, box=at(300 * t))) for t in (2, 0, 1)]
    (tracklet,) = containers_of(looks)
    assert [s.at for s in tracklet.sightings] == [0, 1, 2]
    assert tracklet.last.at == 2


def test_one_character_misread_does_not_end_a_tracklet() -> None:
    looks = [
        glance(0, container(ONE, box=at(0))),
        glance(1, container("KSTU2503132", UNCERTAIN, box=at(400))),
    ]
    assert len(containers_of(looks)) == 1


def test_two_certain_neighbours_that_pass_one_place_stay_two() -> None:
    looks = [
        glance(0, container(ONE, box=at(100))),
        glance(1, container(NEXT, box=at(100))),
    ]
    assert len(containers_of(looks)) == 2


def test_two_doubtful_neighbours_that_pass_one_place_stay_two() -> None:
    looks = [
        glance(0, container(ONE, box=at(100))),
        glance(1, container(SIBLING, UNCERTAIN, box=at(100))),
    ]
    assert len(containers_of(looks)) == 2


def test_what_takes_turns_at_one_place_is_one_text() -> None:
    numbers = (ONE, MISREAD, ONE)
    looks = [glance(t, container(n, box=at(100))) for t, n in enumerate(numbers)]
    (tracklet,) = containers_of(looks)
    assert tracklet.texts == {ONE, MISREAD}


def test_while_the_truck_stands_a_place_shows_one_text() -> None:
    numbers = (ONE, "MSCU6639870")
    looks = [
        glance(t, container(n, box=at(100 + t)), rest=1) for t, n in enumerate(numbers)
    ]
    assert len(containers_of(looks)) == 1


def test_after_a_movement_a_place_may_show_another_text() -> None:
    looks = [
        glance(0, container(ONE, box=at(100)), rest=1),
        glance(1, container("MSCU6639870", box=at(100)), rest=2),
    ]
    assert len(containers_of(looks)) == 2


def test_two_readers_of_one_place_share_a_tracklet() -> None:
    look = glance(
        0, container(ONE, box=at(100)), container(MISREAD, UNCERTAIN, box=at(102))
    )
    (tracklet,) = containers_of([look])
    assert tracklet.texts == {ONE, MISREAD}


def test_one_number_on_two_walls_is_two_tracklets() -> None:
    walls = at(100, 50), at(700, 400)
    looks = [
        glance(t, *(container(ONE, box=wall) for wall in walls), rest=1)
        for t in range(3)
    ]
    assert [len(t.sightings) for t in containers_of(looks)] == [3, 3]


def test_siblings_are_told_apart_by_place_where_a_misreading_makes_them_alike() -> None:
    looks = [
        glance(0, container(ONE, box=at(100)), container(NEXT, box=at(900))),
        glance(
            1,
            container(ONE, UNCERTAIN, box=at(901)),
            container(ONE, UNCERTAIN, box=at(101)),
        ),
    ]
    ways = [[r.box.x0 for r in t.readings] for t in containers_of(looks)]
    assert ways == [[100, 101], [900, 901]]


def test_a_garbled_text_is_known_by_the_movement_that_it_shares() -> None:
    garbled = "KSTU8508131"
    looks = [
        glance(0, container(ONE, box=at(0)), container("MSCU6639870", box=at(600))),
        glance(
            1,
            container(garbled, UNCERTAIN, box=at(252)),
            container("MSCU6639870", box=at(850)),
        ),
    ]
    assert {len(t.sightings) for t in containers_of(looks)} == {2}


def test_a_text_five_times_larger_is_another_one() -> None:
    looks = [
        glance(0, container(ONE, box=at(0, size=10))),
        glance(1, container(ONE, box=at(0, size=50))),
    ]
    assert len(containers_of(looks)) == 2


@pytest.mark.parametrize(
    ("second", "tracklets"),
    [("A812CDE", 1), ("KX21VRN", 2)],
    ids=["a misreading", "another plate"],
)
def test_plates_are_followed_too(second: str, tracklets: int) -> None:
    looks = [glance(0, plate()), glance(1, plate(second, UNCERTAIN))]
    assert len(plates_of(looks)) == tracklets
