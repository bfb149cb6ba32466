"""Dwell, crowds, hours, directions and missing gear."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.support.yard_acts import (
    MIDDLE,
    NOON,
    OUTSIDE,
    RATE,
    Places,
    Track,
    act,
    gone,
    open_to_all,
    person,
    somebody,
    something,
    square,
    stand,
    straight,
    together,
)
from vision.hours import Hours
from vision.incidents import Cause, ChangeKind
from vision.scene import Gear, Worn
from vision.tracking import Followed, Tracked
from vision.zones import DirectionLine, Way

WORN, MISSING, UNSEEN = Worn.WORN, Worn.MISSING, Worn.UNSEEN


def pacing(seconds: float) -> Places:
    """Walk up and down within the zone."""
    there = straight((260, 250), (380, 270), 2 * RATE)
    return ([*there, *reversed(there)] * 99)[: round(seconds * RATE)]


# Dwell


@pytest.mark.parametrize(
    ("places", "causes"),
    [
        pytest.param(pacing(9), [], id="shorter"),
        pytest.param(pacing(12), [Cause.DWELL], id="longer"),
        pytest.param(
            [*pacing(6), *gone(3 * RATE), *pacing(3)],
            [Cause.DWELL],
            id="hidden a while",
        ),
        pytest.param(
            [*pacing(6), *stand((160, 170), 10), *pacing(6)],
            [Cause.DWELL],
            id="steps out for a moment",
        ),
        pytest.param(
            [*pacing(6), *stand(OUTSIDE, 8 * RATE), *pacing(6)],
            [],
            id="goes and returns",
        ),
    ],
)
def test_who_stays_longer_than_the_zone_allows_is_an_incident(
    places: Places, causes: list[Cause]
) -> None:
    acted = act(open_to_all(dwell=10.0), together(somebody(1, places)))
    assert acted.causes == causes


def test_dwell_is_told_when_it_is_over_and_measured() -> None:
    acted = act(open_to_all(dwell=10.0), together(somebody(1, pacing(20))))
    assert acted.seconds() == pytest.approx(10.2)
    last = acted.changes[-1].incident
    assert last.measures["dwell"] == pytest.approx(last.last - NOON)


# Crowds


@pytest.mark.parametrize(("people", "causes"), [(2, []), (3, [Cause.CROWDING])])
def test_more_people_than_a_zone_may_hold_are_one_incident(
    people: int, causes: list[Cause]
) -> None:
    tracks = [
        somebody(n, straight((200 + 60 * n, 250), (230 + 60 * n, 260), 40))
        for n in range(1, people + 1)
    ]
    acted = act(open_to_all(crowd=2), together(*tracks))
    assert acted.causes == causes
    assert all(len(c.incident.boxes) == people for c in acted.changes)
    assert all(c.incident.measures["people"] == people for c in acted.changes)


# Hours

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("begins", "causes"),
    [
        pytest.param(datetime(2026, 6, 3, 20, tzinfo=UTC), 1, id="22:00 in summer"),
        pytest.param(datetime(2026, 6, 3, 19, tzinfo=UTC), 0, id="21:00 in summer"),
        pytest.param(datetime(2026, 12, 2, 21, tzinfo=UTC), 1, id="22:00 in winter"),
        pytest.param(datetime(2026, 12, 2, 20, tzinfo=UTC), 0, id="21:00 in winter"),
        pytest.param(datetime(2026, 6, 4, 1, tzinfo=UTC), 1, id="the morning after"),
    ],
)
def test_a_zone_holds_by_the_clock_on_the_wall(begins: datetime, causes: int) -> None:
    nights = Hours(frozenset({2}), time(22), time(6))
    acted = act(
        square(hours=(nights,)),
        together(somebody(1, stand(MIDDLE, 9))),
        begins=begins.timestamp(),
        zone=BERLIN,
    )
    assert len(acted.causes) == causes


def test_who_is_there_when_the_hours_begin_is_an_intruder() -> None:
    noon = Hours(frozenset(range(7)), time(12, 0, 4), time(13))
    acted = act(square(hours=(noon,)), together(somebody(1, pacing(10))))
    assert acted.seconds() == pytest.approx(4.0)


# Directions

UPWARDS = DirectionLine((0.5, 0.9), (0.5, 0.5), Way.LEFT_TO_RIGHT)
LEFT, RIGHT = (240.0, 250.0), (400.0, 250.0)


@pytest.mark.parametrize(
    ("places", "causes"),
    [
        pytest.param(straight(LEFT, RIGHT, 20), [], id="the right way"),
        pytest.param(straight(RIGHT, LEFT, 20), [Cause.DIRECTION], id="the wrong way"),
        pytest.param(
            [*straight(RIGHT, (310, 250), 9), *straight((312, 250), RIGHT, 9)],
            [],
            id="turns back at once",
        ),
        pytest.param(
            straight((400, 100), (240, 100), 20), [], id="past the end of the line"
        ),
        pytest.param(
            [(320 + 2 * (-1) ** (i // 5), 250.0) for i in range(40)],
            [],
            id="stands on it",
        ),
    ],
)
@pytest.mark.parametrize("who", [somebody, something])
def test_a_line_is_crossed_one_way_only(
    who: type, places: Places, causes: list[Cause]
) -> None:
    size = {"height": 60.0} if who is somebody else {"height": 60.0, "width": 90.0}
    track: Track = who(1, places, **size)
    acted = act(open_to_all(line=UPWARDS), together(track))
    assert acted.causes == causes


# Gear


def dressed(*helmets: Worn) -> list[Tracked]:
    """Show somebody who walks in the zone, look by look with this on the head."""
    way = straight((200, 250), (440, 280), len(helmets))
    return [
        Tracked((Followed(1, person(*place, helmet=helmet)),))
        for place, helmet in zip(way, helmets, strict=True)
        if place
    ]


@pytest.mark.parametrize(
    ("helmets", "incidents"),
    [
        pytest.param([WORN] * 40, 0, id="worn"),
        pytest.param([MISSING] * 40, 1, id="missing"),
        pytest.param([UNSEEN] * 40, 0, id="never seen"),
        pytest.param([WORN] * 20 + [UNSEEN] * 60, 0, id="turns away"),
        pytest.param([UNSEEN] * 10 + [MISSING] + [UNSEEN] * 30, 0, id="one bad look"),
        pytest.param([*[WORN] * 9, MISSING] * 5, 0, id="a bad look now and then"),
        pytest.param([WORN, MISSING] * 30, 0, id="nobody can tell"),
        pytest.param([WORN] * 30 + [MISSING] * 30, 1, id="taken off"),
        pytest.param(
            [MISSING] * 20 + [UNSEEN] * 60 + [MISSING] * 20, 1, id="turns away without"
        ),
    ],
)
def test_missing_gear_is_one_incident_once_it_is_sure(
    helmets: list[Worn], incidents: int
) -> None:
    zone = open_to_all(gear=frozenset({Gear.HELMET}), cooldown=1.0)
    acted = act(zone, dressed(*helmets))
    assert acted.causes == [Cause.MISSING_PPE] * incidents
    assert all(change.incident.measures == {"helmet": 1} for change in acted.changes)


def test_who_comes_back_with_the_head_turned_away_raises_nothing_new() -> None:
    bare, turned = dressed(*[MISSING] * 20), dressed(*[UNSEEN] * 20)
    outside = together(somebody(1, straight((80, 300), (90, 250), 60)))
    zone = open_to_all(gear=frozenset({Gear.HELMET}), cooldown=1.0)
    acted = act(zone, [*bare, *outside, *turned])
    assert acted.causes == [Cause.MISSING_PPE]


def test_missing_gear_is_over_when_it_is_put_on() -> None:
    zone = open_to_all(gear=frozenset({Gear.HELMET}))
    acted = act(zone, dressed(*[MISSING] * 20, *[WORN] * 60))
    closed = acted.of(ChangeKind.CLOSED)[0].incident
    assert 20 / RATE <= closed.last - NOON <= 20 / RATE + 3.0


def test_a_person_in_sight_of_nobody_is_unseen() -> None:
    acted = act(open_to_all(), dressed(*[MISSING] * 20, *[UNSEEN] * 30))
    assert [p.helmet for p in acted.watch.people()] == [UNSEEN]
