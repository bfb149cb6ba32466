"""Who enters a zone where nobody is admitted is one incident, and only they are."""

from datetime import UTC, datetime

import pytest

from tests.support.yard_acts import (
    NOON,
    RATE,
    SIZE,
    Places,
    act,
    gone,
    person,
    somebody,
    something,
    square,
    stand,
    straight,
    together,
)
from vision.incidents import Cause, ChangeKind, Severity
from vision.results import Box
from vision.scene import Person
from vision.tracking import Followed, Tracked
from vision.yard import Look, YardRules, YardWatch
from vision.zones import Admitted

OUTSIDE, MIDDLE, BEYOND = (80.0, 250.0), (320.0, 250.0), (560.0, 250.0)
THROUGH = straight(OUTSIDE, BEYOND, 60)
INTRUSION = [Cause.INTRUSION]


def test_who_walks_through_a_zone_is_one_incident_that_opens_lasts_and_closes() -> None:
    acted = act(square(), together(somebody(7, THROUGH + stand(BEYOND, 40))))
    kinds = [change.kind for change in acted.changes]
    assert kinds[0] is ChangeKind.OPENED
    assert set(kinds[1:-1]) == {ChangeKind.UPDATED}
    assert kinds[-1] is ChangeKind.CLOSED
    assert {change.incident.number for change in acted.changes} == {1}
    assert {change.incident.subject for change in acted.changes} == {7}


def test_an_intrusion_is_told_at_the_third_look_inside() -> None:
    places = [*stand(OUTSIDE, 10), *stand(MIDDLE, 10)]
    acted = act(square(), together(somebody(1, places)))
    assert acted.seconds() == pytest.approx(12 / RATE)


@pytest.mark.parametrize("inertia", [1, 2, 5])
def test_the_zone_says_how_many_looks_it_takes(inertia: int) -> None:
    acted = act(square(inertia=inertia), together(somebody(1, stand(MIDDLE, 10))))
    assert acted.seconds() == pytest.approx((inertia - 1) / RATE)


@pytest.mark.parametrize(
    "places",
    [
        pytest.param(straight((80, 178), (560, 178), 60), id="walks along the edge"),
        pytest.param(
            [(p, 179.0 + 3 * (i % 2)) for i, p in enumerate(range(170, 470, 5))],
            id="wavers over the edge",
        ),
        pytest.param(
            [*stand((320, 170), 9), *stand((320, 195), 2), *stand((320, 170), 9)],
            id="steps in for two looks",
        ),
        pytest.param(straight((320, 20), (320, 174), 40), id="walks up to the edge"),
        pytest.param(stand((320, 340), 30), id="stands before it with the head in it"),
    ],
)
def test_who_only_grazes_a_zone_raises_nothing(places: Places) -> None:
    assert act(square(), together(somebody(1, places))).changes == []


def test_feet_are_below_the_middle_of_a_box_even_beyond_the_picture() -> None:
    box = Box(-60, 200, 20, 280)
    aside = Followed(1, Person(box=box, confidence=0.9))
    left = square(corners=((0.003, 0.5), (0.5, 0.5), (0.5, 0.9), (0.003, 0.9)))
    assert act(left, [Tracked((aside,))] * 9).causes == []


def test_a_zone_drawn_to_the_edge_of_the_picture_goes_on_beyond_it() -> None:
    box = Box(300, 300, 340, 420)
    tall = Followed(1, Person(box=box, confidence=0.9))
    lower = square(corners=((0.3, 0.8), (0.7, 0.8), (0.8, 1.0), (0.2, 1.0)))
    assert act(lower, [Tracked((tall,))] * 9).causes == INTRUSION


@pytest.mark.parametrize(
    ("number", "hidden"),
    [
        pytest.param(1, 15, id="and the tracker knows them"),
        pytest.param(2, 15, id="and the tracker does not"),
        pytest.param(2, 25, id="for five seconds"),
    ],
)
def test_who_passes_behind_a_box_is_one_incident(number: int, hidden: int) -> None:
    places = straight((120, 250), (500, 250), 80)
    begins = 30
    first = somebody(1, [*places[:begins]])
    again = somebody(number, [*gone(begins + hidden), *places[begins + hidden :]])
    acted = act(square(), together(first, again))
    assert acted.causes == INTRUSION
    assert {change.incident.subject for change in acted.changes} == {1}


def test_who_stops_behind_a_box_is_one_incident() -> None:
    first = somebody(1, straight(OUTSIDE, MIDDLE, 30))
    again = somebody(2, [*gone(50), *straight(MIDDLE, BEYOND, 30)])
    assert act(square(), together(first, again)).causes == INTRUSION


def test_who_comes_out_half_hidden_is_the_same() -> None:
    first = somebody(1, straight(OUTSIDE, MIDDLE, 30))
    behind = [Followed(2, person(325, 250 - 35, 45))] * 20
    acted = act(square(), together(first, [*[None] * 40, *behind]))
    assert acted.causes == INTRUSION


def test_two_people_are_two_incidents() -> None:
    one = somebody(1, straight(OUTSIDE, MIDDLE, 30))
    two = somebody(2, straight((80, 280), (330, 280), 30))
    acted = act(square(), together(one, two))
    assert acted.causes == INTRUSION * 2
    assert {c.incident.subject for c in acted.of(ChangeKind.OPENED)} == {1, 2}


def test_who_comes_back_within_the_cooldown_raises_nothing_new() -> None:
    visit = [*stand(OUTSIDE, 10), *stand(MIDDLE, 20)]
    places = [*visit, *stand(OUTSIDE, 40), *visit]
    assert act(square(), together(somebody(1, places))).causes == INTRUSION


def test_who_comes_back_after_the_cooldown_is_a_new_incident() -> None:
    places = [*stand(MIDDLE, 10), *straight(OUTSIDE, (90, 300), 11 * RATE)]
    places += straight(MIDDLE, (340, 260), 20)
    acted = act(square(cooldown=10.0), together(somebody(1, places)))
    assert acted.causes == INTRUSION * 2


def test_who_comes_back_and_stays_beyond_the_cooldown_is_a_new_incident() -> None:
    places = [*stand(MIDDLE, 10), *straight(OUTSIDE, (90, 300), 8 * RATE)]
    places += straight((200, 250), (440, 300), 20 * RATE)
    acted = act(square(cooldown=20.0), together(somebody(1, places)))
    assert acted.causes == INTRUSION * 2


@pytest.mark.parametrize("wait", [0, 10, 40])
def test_the_cooldown_of_one_swallows_nobody_else(wait: int) -> None:
    one = somebody(1, [*stand(MIDDLE, 10), *straight(MIDDLE, (630, 250), 30)])
    two = somebody(2, [*gone(40 + wait), *straight((10, 250), MIDDLE, 30)])
    acted = act(square(), together(one, two))
    assert [c.incident.subject for c in acted.of(ChangeKind.OPENED)] == [1, 2]


def test_who_enters_where_another_left_the_picture_is_somebody_else() -> None:
    right = square(corners=((0.5, 0.5), (1, 0.5), (1, 0.9), (0.5, 0.9)))
    one = somebody(1, [*stand(MIDDLE, 10), *straight(MIDDLE, (638, 250), 30)])
    two = somebody(2, [*gone(50), *straight((638, 250), MIDDLE, 30)])
    acted = act(right, together(one, two))
    assert [c.incident.subject for c in acted.of(ChangeKind.OPENED)] == [1, 2]


@pytest.mark.parametrize(
    "driver",
    [
        pytest.param(None, id="nobody to be seen in it"),
        pytest.param((40.0, -60.0, 40.0), id="its driver seen"),
    ],
)
def test_a_vehicle_in_a_zone_for_vehicles_raises_nothing(
    driver: tuple[float, float, float] | None,
) -> None:
    way = straight((-60, 300), (700, 300), 50)
    tracks = [something(1, way)]
    if driver:
        x, y, height = driver
        seats = [(place[0] + x, place[1] + y) for place in way if place]
        tracks.append(somebody(2, list(seats), height=height))
    zone = square(admits=frozenset({Admitted.VEHICLE}))
    assert act(zone, together(*tracks)).changes == []


def test_a_driver_who_climbs_out_is_an_intruder() -> None:
    parked = something(1, stand((320, 300), 80))
    seat = stand((360, 240), 30)
    down = [*straight((360, 240), (420, 310), 6), *straight((420, 310), (460, 300), 20)]
    acted = act(
        square(admits=frozenset({Admitted.VEHICLE})),
        together(parked, somebody(2, [*seat, *down], height=60.0)),
    )
    assert acted.causes == INTRUSION
    assert acted.seconds() >= len(seat) / RATE


def test_who_walks_behind_an_empty_chassis_is_no_driver() -> None:
    parked = something(1, stand((320, 310), 60), width=300.0, height=90.0)
    walk = somebody(2, straight((190, 270), (450, 270), 40), height=60.0)
    zone = square(admits=frozenset({Admitted.VEHICLE}))
    assert act(zone, together(parked, walk)).causes == INTRUSION


def test_a_vehicle_where_only_people_may_be_is_an_intrusion() -> None:
    zone = square(admits=frozenset({Admitted.PERSON}))
    acted = act(zone, together(something(4, straight((0, 300), (320, 300), 30))))
    assert acted.causes == INTRUSION
    assert acted.changes[0].incident.subject == 4


def test_a_walk_through_two_zones_is_one_incident_as_severe_as_the_severest() -> None:
    left = square("left", corners=((0.2, 0.5), (0.5, 0.5), (0.5, 0.9), (0.2, 0.9)))
    right = square(
        "right",
        corners=((0.5, 0.5), (0.8, 0.5), (0.8, 0.9), (0.5, 0.9)),
        severity=Severity.SEVERE,
    )
    acted = act(YardRules(zones=(left, right)), together(somebody(1, THROUGH)))
    assert acted.causes == INTRUSION
    first, last = acted.changes[0].incident, acted.changes[-1].incident
    assert (first.zone, first.severity) == ("left", Severity.MEDIUM)
    assert (last.zone, last.severity) == ("right", Severity.SEVERE)


def test_an_incident_tells_where_its_subject_went_since_it_was_last_told() -> None:
    acted = act(square(), together(somebody(1, THROUGH)))
    first, second = acted.changes[:2]
    assert first.way[0] == pytest.approx((80 / 640, 250 / 360))
    assert second.way[0][0] > first.way[-1][0]
    assert second.way[-1][0] == pytest.approx(second.incident.boxes[0].centre[0] / 640)


def test_what_lasts_is_told_every_few_seconds_and_closed_after_a_while() -> None:
    places = [*straight(MIDDLE, (330, 260), 52), *stand(OUTSIDE, 50)]
    acted = act(square(), together(somebody(1, places)))
    assert len(acted.of(ChangeKind.UPDATED)) == 2
    closed = acted.of(ChangeKind.CLOSED)[0].incident
    assert closed.closed is not None
    assert closed.closed - closed.last == pytest.approx(5.0)


def test_a_look_that_is_not_later_changes_nothing() -> None:
    tracked = together(somebody(1, stand(MIDDLE, 1)))[0]
    look = Look(at=NOON, local=datetime.now(UTC), size=SIZE, tracked=tracked)
    watch = YardWatch(YardRules(zones=(square(),)))
    assert [watch.look(look) for _ in range(9)] == [()] * 9


def test_the_end_closes_what_is_open() -> None:
    acted = act(square(), together(somebody(1, stand(MIDDLE, 5))))
    (closed,) = acted.watch.end(acted.ends + 1)
    assert closed.kind is ChangeKind.CLOSED
    assert closed.incident.closed == acted.ends + 1
