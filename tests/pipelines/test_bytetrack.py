"""People and vehicles keep their numbers from look to look."""

from itertools import pairwise

import numpy as np
import pytest

from pipelines.bytetrack import ByteTrack
from vision.results import Box
from vision.scene import Person, Vehicle


def person(
    x: float, y: float = 100.0, *, tall: float = 60.0, sure: float = 0.8
) -> Person:
    return Person(box=Box(x, y - tall, x + tall / 4, y), confidence=sure)


def truck(x: float) -> Vehicle:
    return Vehicle(box=Box(x, 40, x + 200, 140), confidence=0.9)


def numbers(
    looks: list[list[Person]], *, fps: float = 5.0, begin: float = 1000.0
) -> list[tuple[int, ...]]:
    tracker = ByteTrack(fps)
    return [
        tuple(f.number for f in tracker.update(people, (), begin + n / fps).people)
        for n, people in enumerate(looks)
    ]


@pytest.mark.parametrize(
    ("speed", "fps"),
    [
        pytest.param(1.4, 2.0, id="walking, two looks a second"),
        pytest.param(1.4, 5.0, id="walking"),
        pytest.param(3.0, 5.0, id="running"),
        pytest.param(3.0, 10.0, id="running, ten looks a second"),
    ],
)
def test_somebody_who_crosses_the_picture_keeps_one_number(
    speed: float, fps: float
) -> None:
    step = speed / 1.75 * 60 / fps
    told = numbers([[person(step * n)] for n in range(20)], fps=fps)
    assert told[0] == ()
    assert set(told[1:]) == {(1,)}


def test_people_and_vehicles_share_one_count() -> None:
    tracker = ByteTrack(5)
    for n in range(3):
        told = tracker.update([person(50), person(300)], [truck(400 + n)], 10.0 + n / 5)
    assert [f.number for f in told.people] == [1, 2]
    assert [f.number for f in told.vehicles] == [3]


def test_numbers_belong_to_those_who_had_them_whatever_their_order() -> None:
    told = numbers([[person(50), person(300)], [person(300), person(50)]] * 3)
    assert {frozenset(t) for t in told[1:]} == {frozenset({1, 2})}
    assert all(one != other for one, other in pairwise(told[1:]))


def test_somebody_hidden_for_a_second_keeps_the_number() -> None:
    told = numbers([[person(50)]] * 3 + [[]] * 4 + [[person(50)]] * 2)
    assert told[-1] == (1,)


def test_somebody_who_was_gone_for_long_gets_a_number_never_used_before() -> None:
    told = numbers([[person(50)]] * 3 + [[]] * 20 + [[person(50)]] * 2)
    assert told[-1] == (2,)


def test_a_faint_box_begins_nothing_but_goes_on() -> None:
    assert set(numbers([[person(50, sure=0.2)]] * 5)) == {()}
    told = numbers([[person(50)]] * 2 + [[person(50, sure=0.2)]] * 3)
    assert told[-1] == (1,)


def test_empty_looks_follow_nobody() -> None:
    assert numbers([[]] * 4) == [()] * 4


def test_a_box_that_leaves_the_picture_is_given_back_as_it_was_seen() -> None:
    tracker, leaving = ByteTrack(5), Person(box=Box(-20, 40, 10, 140), confidence=0.9)
    for n in range(3):
        told = tracker.update([leaving], (), n / 5)
    assert [f.seen for f in told.people] == [leaving]


def test_many_people_keep_their_numbers_over_many_looks() -> None:
    rng = np.random.default_rng(3)
    places = [60.0 * n for n in range(30)]
    looks = [[person(x + rng.normal(0, 1)) for x in places] for _ in range(50)]
    assert numbers(looks)[-1] == tuple(range(1, 31))
