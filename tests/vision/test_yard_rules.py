"""Dwell, crowds, hours, directions, missing gear, clutter and states of zones."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.support.yard_acts import (
    NOON,
    RATE,
    Places,
    Track,
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
from vision.hours import Hours
from vision.incidents import Cause, ChangeKind
from vision.lens import Lens
from vision.scene import Gear, Worn
from vision.tracking import Followed, Tracked
from vision.yard import YardRules, YardWatch
from vision.zone_board import Occupation
from vision.zones import Admitted, DirectionLine, Way, Zone

EVERYBODY = frozenset(Admitted)
OUTSIDE, MIDDLE = (80.0, 250.0), (320.0, 250.0)
WORN, MISSING, UNSEEN = Worn.WORN, Worn.MISSING, Worn.UNSEEN


def open_to_all(**rules: object) -> Zone:
    return square("crane", **{"admits": EVERYBODY, **rules})


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


# Clutter


def a_post(seconds: float, *, wobble: float = 1.0) -> Places:
    """Stand in place as a post does: the detector's box wobbles a little."""
    steps = [0.0, 0.7, -0.4, 1.0, -0.9, 0.2]
    return [
        (320 + wobble * steps[i % 6], 250 + wobble * steps[(i + 2) % 6])
        for i in range(round(seconds * RATE))
    ]


def test_a_post_is_raised_once_and_closed_as_clutter() -> None:
    acted = act(square(), together(somebody(1, a_post(300))))
    assert acted.causes == [Cause.INTRUSION]
    assert 119 <= acted.seconds(ChangeKind.CLOSED) <= 130


def test_a_post_that_is_seen_now_and_then_is_raised_once() -> None:
    looks: list[Tracked] = []
    for number in range(1, 13):
        looks += together(somebody(number, [*a_post(4), *gone(26 * RATE)]))
    assert act(square(), looks).causes == [Cause.INTRUSION]


def test_who_steps_away_from_where_they_stood_like_a_post_is_raised_anew() -> None:
    walk = straight(MIDDLE, (420, 290), 5 * RATE)
    acted = act(square(), together(somebody(1, [*a_post(200), *walk])))
    assert acted.causes == [Cause.INTRUSION] * 2


def test_who_appears_where_a_post_was_seen_and_walks_is_somebody_new() -> None:
    post = somebody(1, [*a_post(4), *gone(20 * RATE)])
    walker = somebody(2, [*stand(MIDDLE, 3), *straight(MIDDLE, (420, 290), 5 * RATE)])
    acted = act(square(cooldown=600.0), [*together(post), *together(walker)])
    assert [c.incident.subject for c in acted.of(ChangeKind.OPENED)] == [1, 2]


def test_people_who_shift_a_little_are_no_clutter() -> None:
    shifting = [place for x in range(20) for place in stand((310 + 9 * x, 250), 50)]
    acted = act(square(), together(somebody(1, shifting)))
    assert len(acted.of(ChangeKind.OPENED)) == 1
    assert acted.of(ChangeKind.CLOSED) == []


# States of zones


def state_after(looks: list[Tracked], lenses: list[Lens] | None = None) -> Occupation:
    acted = act(square(), looks, lenses=lenses or [])
    return acted.watch.states()[0].state


COVERED = [Lens.COVERED]


@pytest.mark.parametrize(
    ("places", "lenses", "state"),
    [
        pytest.param(gone(2), [], Occupation.UNKNOWN, id="too few looks yet"),
        pytest.param(gone(9), [], Occupation.CLEAR, id="nobody"),
        pytest.param(stand(MIDDLE, 9), [], Occupation.OCCUPIED, id="somebody"),
        pytest.param(stand(OUTSIDE, 9), [], Occupation.CLEAR, id="somebody beside"),
        pytest.param(
            [*stand(MIDDLE, 9), *gone(20)],
            [],
            Occupation.OCCUPIED,
            id="lost from sight",
        ),
        pytest.param([*stand(MIDDLE, 9), *gone(40)], [], Occupation.CLEAR, id="gone"),
        pytest.param(gone(9), COVERED * 9, Occupation.UNKNOWN, id="covered"),
        pytest.param(gone(20), COVERED * 18, Occupation.UNKNOWN, id="just uncovered"),
        pytest.param(gone(20), COVERED * 15, Occupation.CLEAR, id="seeing again"),
    ],
)
def test_a_zone_is_clear_only_where_nobody_was_seen(
    places: Places, lenses: list[Lens], state: Occupation
) -> None:
    assert state_after(together(somebody(1, places)), lenses) is state


def test_a_zone_is_unknown_before_the_first_look_and_without_pictures() -> None:
    fresh = YardWatch(YardRules(zones=(square(),)))
    assert fresh.states()[0].state is Occupation.UNKNOWN
    acted = act(square(), together(somebody(1, stand(MIDDLE, 9))))
    acted.watch.blind(acted.ends + 1)
    (state,) = acted.watch.states()
    assert (state.state, state.people) == (Occupation.UNKNOWN, 0)
    assert state.since == acted.ends + 1


def test_a_post_that_never_moves_leaves_its_zone_clear_in_the_end() -> None:
    looks = together(somebody(1, a_post(950)))
    assert state_after(looks[: 600 * RATE]) is Occupation.OCCUPIED
    assert state_after(looks) is Occupation.CLEAR


@pytest.mark.parametrize("lens", [lens for lens in Lens if lens is not Lens.CLEAR])
def test_a_camera_that_cannot_see_is_one_incident_and_raises_no_other(
    lens: Lens,
) -> None:
    looks = together(somebody(1, [*gone(10), *straight((200, 250), (440, 260), 60)]))
    lenses = [*[Lens.CLEAR] * 10, *[lens] * 60]
    acted = act(square(), looks, lenses=lenses)
    assert acted.causes == [Cause.TAMPER]
    assert acted.changes[0].incident.zone is None


def test_a_camera_that_sees_again_closes_its_incident_and_raises_the_next() -> None:
    inside = straight((200, 250), (440, 260), 40)
    looks = together(somebody(1, [*gone(30), *inside]))
    acted = act(square(), looks, lenses=[Lens.DARK] * 30)
    assert acted.causes == [Cause.TAMPER, Cause.INTRUSION]
    assert acted.of(ChangeKind.CLOSED)[0].incident.cause is Cause.TAMPER


def test_two_zones_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two zones are named crane"):
        YardRules(zones=(square(), square()))
