"""Zones, their hours and their lines: what they hold, and what is refused."""

from datetime import UTC, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.yard_acts import SIZE, person, square
from vision.hours import Hours
from vision.polygon import Point
from vision.results import Box
from vision.scene import Person
from vision.stays import Stays
from vision.subject import Subject
from vision.subjects import Subjects
from vision.tracking import Followed, Tracked
from vision.zones import DirectionLine, Way

at = partial(datetime, tzinfo=UTC)
WEEKDAYS = frozenset(range(5))
SUNDAY = frozenset({6})
DAY = Hours(WEEKDAYS, time(6), time(22))
NIGHT = Hours(SUNDAY, time(22), time(6))
ALL_DAY = Hours(SUNDAY, time(0), time(0))


@pytest.mark.parametrize(
    ("hours", "local", "holds"),
    [
        pytest.param(DAY, at(2026, 6, 3, 6), True, id="as it begins"),
        pytest.param(DAY, at(2026, 6, 3, 21, 59, 59), True, id="just before"),
        pytest.param(DAY, at(2026, 6, 3, 22), False, id="as it ends"),
        pytest.param(DAY, at(2026, 6, 6, 12), False, id="on Saturday"),
        pytest.param(NIGHT, at(2026, 6, 7, 23), True, id="on Sunday night"),
        pytest.param(NIGHT, at(2026, 6, 8, 5), True, id="on Monday morning"),
        pytest.param(NIGHT, at(2026, 6, 7, 5), False, id="on Sunday morning"),
        pytest.param(NIGHT, at(2026, 6, 8, 6), False, id="when it is over"),
        pytest.param(ALL_DAY, at(2026, 6, 7, 23, 59), True, id="until midnight"),
        pytest.param(ALL_DAY, at(2026, 6, 8, 0), False, id="past midnight"),
    ],
)
def test_hours_hold_by_the_clock_on_the_wall(
    hours: Hours, local: datetime, holds: bool
) -> None:
    assert hours.hold(local) is holds


@pytest.mark.parametrize(
    ("utc", "holds"),
    [
        pytest.param(at(2026, 3, 29, 0, 59), False, id="before the hour skipped"),
        pytest.param(at(2026, 3, 29, 1, 0), False, id="after the hour skipped"),
        pytest.param(at(2026, 10, 25, 0, 30), True, id="the first time"),
        pytest.param(at(2026, 10, 25, 1, 30), True, id="the second time"),
    ],
)
def test_an_hour_that_is_skipped_or_doubled_holds_as_the_clock_shows_it(
    utc: datetime, holds: bool
) -> None:
    local = utc.astimezone(ZoneInfo("Europe/Berlin"))
    assert Hours(SUNDAY, time(2), time(3)).hold(local) is holds


@pytest.mark.parametrize(
    ("days", "begins", "said"),
    [
        pytest.param(frozenset[int](), time(6), "one day or more", id="no day"),
        pytest.param(frozenset({7}), time(6), "Sunday 6", id="an eighth day"),
        pytest.param(WEEKDAYS, time(6, tzinfo=UTC), "without", id="a time zone"),
    ],
)
def test_hours_that_are_none_are_refused(
    days: frozenset[int], begins: time, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Hours(days, begins, time(22))


def test_everything_wrong_with_a_zone_is_said_at_once() -> None:
    bow_tie = ((0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0))
    with pytest.raises(ValueError, match="cross each other") as refused:
        square("", corners=bow_tie, dwell=-1.0, crowd=0, cooldown=-1.0, inertia=0)
    said = str(refused.value)
    for word in ("name", "dwell", "crowd", "cooldown", "inertia"):
        assert word in said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        pytest.param((0.5, 1.2), (0.5, 0.5), "outside", id="outside"),
        pytest.param((0.5, 0.5), (0.5, 0.5), "where it ends", id="a point"),
    ],
)
def test_a_line_that_is_none_is_refused(start: Point, end: Point, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        DirectionLine(start, end, Way.LEFT_TO_RIGHT)


def inside(box: Box, size: tuple[int, int]) -> bool:
    """Whether somebody with this box is in the zone at once."""
    stays = Stays([square(inertia=1)])
    followed = Followed(1, Person(box=box, confidence=0.9))
    shown: tuple[Subject, ...] = Subjects().take(Tracked((followed,)), 1.0, size)
    stays.take(shown, frozenset(), 1.0, size)
    return bool(stays.people(1.0)[0])


@settings(deadline=None)
@given(
    x=st.integers(0, 640),
    y=st.integers(80, 360),
    height=st.integers(20, 200),
    scale=st.sampled_from([0.25, 0.5, 2.0, 4.0]),
)
def test_the_size_of_the_picture_does_not_matter(
    x: int, y: int, height: int, scale: float
) -> None:
    box = person(x, y, height).box
    size = round(SIZE[0] * scale), round(SIZE[1] * scale)
    assert inside(box, SIZE) is inside(box.scaled(scale), size)
