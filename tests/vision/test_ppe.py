"""Each helmet, vest and bare head goes to the one person who wears it."""

import pytest

from vision.ppe import scene_of
from vision.results import Box, Detection
from vision.scene import Scene, Worn, YardLabel

WORN, MISSING, UNSEEN = Worn.WORN, Worn.MISSING, Worn.UNSEEN


def seen(label: YardLabel, *sides: float, score: float = 0.9) -> Detection:
    return Detection(label, score, Box(*sides))


def body(x: float, y: float = 0.0, score: float = 0.9) -> Detection:
    """Give a person, 40 wide and 100 high."""
    return seen(YardLabel.PERSON, x, y, x + 40, y + 100, score=score)


def head(x: float, y: float = 0.0, *, bare: bool, score: float = 0.9) -> Detection:
    """Give the head of the person at x."""
    label = YardLabel.NO_HELMET if bare else YardLabel.HELMET
    return seen(label, x + 12, y - 2, x + 28, y + 14, score=score)


def torso(x: float, y: float = 0.0, *, bare: bool) -> Detection:
    """Give the torso of the person at x."""
    label = YardLabel.NO_VEST if bare else YardLabel.VEST
    return seen(label, x + 6, y + 16, x + 34, y + 55)


@pytest.mark.parametrize(
    ("detections", "helmets"),
    [
        pytest.param([body(0)], [UNSEEN], id="a head that nobody saw"),
        pytest.param([body(0), head(0, bare=False)], [WORN], id="a helmet"),
        pytest.param([body(0), head(0, bare=True)], [MISSING], id="a bare head"),
        pytest.param(
            [body(0), body(9, score=0.8), head(0, bare=False)],
            [WORN, UNSEEN],
            id="two people, one helmet",
        ),
        pytest.param(
            [body(0), body(14, score=0.8), head(14, bare=False), head(0, bare=True)],
            [MISSING, WORN],
            id="two people, one helmet and a bare head",
        ),
        pytest.param(
            [body(0), head(0, bare=False), head(0, bare=True, score=0.6)],
            [WORN],
            id="one head both with and without: the surer",
        ),
        pytest.param(
            [body(0), seen(YardLabel.HELMET, 30, 55, 44, 68)],
            [UNSEEN],
            id="a helmet in the hand",
        ),
        pytest.param(
            [body(0), head(100, bare=False)], [UNSEEN], id="a helmet on the ground"
        ),
        pytest.param(
            [body(0), seen(YardLabel.HELMET, 12, -13, 28, 3)],
            [WORN],
            id="a helmet that juts out",
        ),
        pytest.param(
            [
                seen(YardLabel.PERSON, 0, 40, 90, 100),
                seen(YardLabel.HELMET, 62, 45, 84, 66),
            ],
            [WORN],
            id="a helmet on who bends down",
        ),
        pytest.param(
            [
                seen(YardLabel.PERSON, 0, 0, 160, 400),
                seen(YardLabel.PERSON, 60, 20, 76, 60, score=0.8),
                seen(YardLabel.HELMET, 64, 20, 72, 28),
            ],
            [UNSEEN, WORN],
            id="the helmet of who is far behind",
        ),
    ],
)
def test_a_helmet_serves_one_person(
    detections: list[Detection], helmets: list[Worn]
) -> None:
    assert [person.helmet for person in scene_of(detections).people] == helmets


@pytest.mark.parametrize(
    ("detections", "vests"),
    [
        pytest.param([body(0), torso(0, bare=False)], [WORN], id="a vest"),
        pytest.param([body(0), torso(0, bare=True)], [MISSING], id="no vest"),
        pytest.param(
            [body(0), body(20, 10), torso(0, bare=True), torso(20, 10, bare=False)],
            [MISSING, WORN],
            id="side by side",
        ),
    ],
)
def test_a_vest_serves_one_person(
    detections: list[Detection], vests: list[Worn]
) -> None:
    assert [person.vest for person in scene_of(detections).people] == vests


def test_the_surest_person_comes_first() -> None:
    scene = scene_of([body(0, score=0.5), body(100, score=0.8)])
    assert [person.confidence for person in scene.people] == [0.8, 0.5]


def test_a_machine_seen_as_a_vehicle_too_is_one() -> None:
    sides = (0.0, 0.0, 200.0, 100.0)
    scene = scene_of(
        [
            seen(YardLabel.VEHICLE, *sides, score=0.6),
            seen(YardLabel.MACHINERY, *sides),
            seen(YardLabel.VEHICLE, 300, 0, 400, 80),
        ]
    )
    assert [vehicle.machinery for vehicle in scene.vehicles] == [True, False]


def test_nothing_seen_is_an_empty_scene() -> None:
    assert scene_of([]) == Scene()
