"""A yard's settings: what is drawn wrongly is refused with all that is wrong."""

import tomllib
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from pipelines.hours import parse_hours
from pipelines.yard_settings import YardSettings
from vision.hours import Hours
from vision.incidents import Severity
from vision.scene import Gear
from vision.zones import Admitted, Way

YARD = """
gate = "http://127.0.0.1:8080"
outbox = "var/yards/north.sqlite"
recordings = "var/yards/north"
timezone = "Europe/London"

[cameras.quay]
url = "rtsp://10.0.0.7/quay"
looks = 8
proximity = {metres = 4, contact = 2}

[cameras.quay.ground]
picture = [[0.1, 0.9], [0.9, 0.9], [0.7, 0.4], [0.3, 0.4]]
metres = [[0, 0], [20, 0], [20, 40], [0, 40]]

[cameras.quay.zones.crane]
corners = [[0.1, 0.5], [0.9, 0.5], [0.9, 1.0], [0.1, 1.0]]
admits = ["vehicle"]
gear = ["helmet", "vest"]
dwell = 30
crowd = 3
hours = ["Mon-Fri 06:00-22:00"]
severity = "severe"
line = {from = [0.1, 0.7], to = [0.9, 0.7], allowed = "left-to-right"}
"""


def settings(text: str = YARD) -> YardSettings:
    return YardSettings(**tomllib.loads(text))


def refusal(old: str, new: str) -> list[dict[str, Any]]:
    with pytest.raises(ValidationError) as refused:
        settings(YARD.replace(old, new, 1))
    return [dict(fault) for fault in refused.value.errors()]


def test_a_zone_is_watched_as_it_is_written() -> None:
    rules = settings().cameras["quay"].rules
    (zone,) = rules.zones
    assert zone.name == "crane"
    assert zone.admits == {Admitted.VEHICLE}
    assert zone.gear == {Gear.HELMET, Gear.VEST}
    assert (zone.dwell, zone.crowd, zone.severity) == (30, 3, Severity.SEVERE)
    assert zone.line is not None
    assert (zone.line.start, zone.line.allowed) == ((0.1, 0.7), Way.LEFT_TO_RIGHT)
    assert rules.proximity is not None
    assert (rules.proximity.metres, rules.proximity.contact) == (4, 2)
    assert rules.ground is not None


def test_a_camera_without_zones_is_one_line() -> None:
    text = YARD[: YARD.index("looks")]
    rules = settings(text).cameras["quay"].rules
    assert (rules.zones, rules.ground, rules.proximity) == ((), None, None)


def test_a_ring_may_be_closed() -> None:
    corners = "[0.1, 1.0]]\nadmits"
    closed = YARD.replace(corners, "[0.1, 1.0], [0.1, 0.5]]\nadmits")
    assert len(settings(closed).cameras["quay"].rules.zones[0].corners) == 4


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "[0.9, 0.5], [0.9, 1.0]",
            "[0.9, 1.0], [0.9, 0.5]",
            "cross each other",
            id="sides cross",
        ),
        pytest.param(
            "[0.9, 1.0], ", "[0.9, 1.2], ", "outside of the picture", id="out"
        ),
        pytest.param("[0.7, 0.4], [0.3", "[0.5, 0.9], [0.3", "line", id="in a line"),
        pytest.param("helmet", "hemlet", "'helmet' or 'vest'", id="unknown gear"),
        pytest.param("Mon-Fri", "Mon-Fry", "'Fry' is no day", id="unknown day"),
        pytest.param("22:00", "25:00", "'25:00' is no time", id="unknown hour"),
        pytest.param("06:00-22:00", "all day", "are not written", id="no hours"),
        pytest.param("dwell = 30", "dwell = 0", "dwell", id="no time to stay"),
        pytest.param(
            "to = [0.9, 0.7]", "to = [0.1, 0.7]", "begins where", id="no line"
        ),
        pytest.param("Europe/London", "Europe/Lundun", "no time zone", id="time zone"),
        pytest.param("metres = 4", "metres = -4", "more than 0", id="nearer than near"),
        pytest.param("looks = 8", "looks_busy = 2", "less than looks", id="busy"),
        pytest.param("dwell", "dwel", "not permitted", id="unknown key of a zone"),
        pytest.param("rtsp://", "rtps://", "no camera address", id="unknown scheme"),
        pytest.param("severe", "fatal", "'low', 'medium' or 'severe'", id="severity"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, said: str) -> None:
    (fault,) = refusal(old, new)
    assert said in fault["msg"]


def test_all_mistakes_of_a_zone_are_named_at_once() -> None:
    (fault,) = refusal("dwell = 30\ncrowd = 3", "dwell = -1\ncrowd = 0")
    assert "dwell is more than 0" in fault["msg"]
    assert "crowd is 1 person or more" in fault["msg"]


def test_mistakes_in_two_cameras_are_both_named() -> None:
    text = YARD.replace("helmet", "hat", 1).replace(
        "[cameras.quay.zones", '[cameras.gate]\nurl = "http://x"\n[cameras.quay.zones'
    )
    with pytest.raises(ValidationError) as refused:
        settings(text)
    assert {fault["loc"][1] for fault in refused.value.errors()} == {"quay", "gate"}


def test_proximity_without_metres_is_refused() -> None:
    begin, end = YARD.index("[cameras.quay.ground]"), YARD.index("[cameras.quay.zones")
    (fault,) = refusal(YARD[begin:end], "")
    assert "set ground" in fault["msg"]


@pytest.mark.parametrize(
    ("text", "days", "begins", "ends"),
    [
        pytest.param("Mon-Fri 06:00-22:00", {0, 1, 2, 3, 4}, 6, 22, id="a week"),
        pytest.param("Fri-Mon 22:00-06:00", {4, 5, 6, 0}, 22, 6, id="around both ends"),
        pytest.param("sat, Sunday 8:00 - 24:00", {5, 6}, 8, 0, id="as people write"),
        pytest.param("00:00-12:00", set(range(7)), 0, 12, id="daily"),
    ],
)
def test_hours_are_read_as_people_write_them(
    text: str, days: set[int], begins: int, ends: int
) -> None:
    assert parse_hours(text) == Hours(frozenset(days), time(begins), time(ends))


def test_hours_are_by_the_sites_own_clock() -> None:
    zone = settings().zone
    assert zone == ZoneInfo("Europe/London")
    (watched,) = settings().cameras["quay"].rules.zones
    summer = datetime(2026, 7, 1, 5, 30, tzinfo=ZoneInfo("UTC"))
    assert watched.in_force(summer.astimezone(zone))
    assert not watched.in_force(summer)
