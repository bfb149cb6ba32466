"""A lane's settings: five lines a camera, mistakes named."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.link_settings import SettingsError
from pipelines.settings import LaneSettings, Role
from vision.order import Heads
from vision.results import Kind

SITE = """
gate = "http://127.0.0.1:8000"
outbox = "var/lane-1.db"

[cameras.front]
url = "rtsp://10.0.0.5/stream"
reads = ["plate"]
region = [0.1, 0.0, 0.9, 1.0]

[cameras.left]
url = "v4l2:///dev/video0"
reads = ["container"]

[cameras.kiosk]
url = "photos:///srv/photos"
reads = ["code"]
"""


def settings(text: str = SITE, **changes: Any) -> LaneSettings:
    return LaneSettings(**(tomllib.loads(text) | changes))


def test_a_camera_is_five_lines() -> None:
    lane = settings()
    assert lane.cameras["front"].wants == {Kind.PLATE}
    assert lane.cameras["kiosk"].reads == {Role.CODE}
    assert lane.cameras["kiosk"].wants == frozenset()


def test_plate_cameras_trigger_unless_others_are_named() -> None:
    assert settings().triggers == {"front"}
    assert settings(trigger=("left",)).triggers == {"left"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("rtsp://10.0.0.5", "htp://10.0.0.5", id="unknown scheme"),
        pytest.param("rtsp://10.0.0.5", "rtsp://", id="no host"),
        pytest.param("v4l2:///dev", "v4l2://dev", id="two slashes"),
        pytest.param('["plate"]', '["plates"]', id="unknown role"),
        pytest.param("0.9, 1.0]", "0.05, 1.0]", id="empty region"),
        pytest.param("region", "regoin", id="unknown key of a camera"),
        pytest.param("outbox", "outbx", id="unknown key of the lane"),
        pytest.param("http://127", "ftp://127", id="gate is not http"),
    ],
)
def test_a_mistake_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValidationError):
        settings(SITE.replace(old, new, 1))


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("[0.1, 0.0, 0.9, 1.0]", id="two corners of an upright one"),
        pytest.param("[[0.1, 0], [0.9, 0], [0.9, 1], [0.1, 1]]", id="all corners"),
        pytest.param(
            "[[0.1, 0], [0.9, 0], [0.9, 1], [0.1, 1], [0.1, 0]]", id="a closed ring"
        ),
    ],
)
def test_a_region_is_written_in_several_ways(written: str) -> None:
    lane = settings(SITE.replace("[0.1, 0.0, 0.9, 1.0]", written))
    region = ((0.1, 0.0), (0.9, 0.0), (0.9, 1.0), (0.1, 1.0))
    assert lane.cameras["front"].region == region
    assert lane.cameras["left"].region is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("[[0, 0], [1, 1], [1, 0], [0, 1]]", "sides 1 and 3 cross", id="x"),
        pytest.param("[[0, 0], [1280, 0], [0, 720]]", "outside", id="pixels"),
        pytest.param("[[0, 0], [1, 1]]", "three corners or more", id="two corners"),
        pytest.param("[0.1, 0.2, 0.3]", "or three corners [x, y]", id="three numbers"),
        pytest.param("[]", "or three corners [x, y]", id="empty"),
    ],
)
def test_a_region_that_is_none_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(SITE.replace("[0.1, 0.0, 0.9, 1.0]", written))
    assert said in str(refused.value)


def test_a_camera_may_say_where_trucks_head_to() -> None:
    lane = settings(
        SITE.replace("[0.1, 0.0, 0.9, 1.0]", '[0, 0, 1, 1]\nheads = "left"')
    )
    assert lane.cameras["front"].heads is Heads.LEFT
    assert lane.cameras["left"].heads is None
    with pytest.raises(ValidationError, match="towards"):
        settings(SITE.replace("[0.1, 0.0, 0.9, 1.0]", '[0, 0, 1, 1]\nheads = "up"'))


def test_a_trigger_must_be_a_camera() -> None:
    with pytest.raises(ValidationError, match="rear"):
        settings(trigger=("rear",))


def test_a_lane_without_a_trigger_is_refused() -> None:
    kiosk = {"kiosk": {"url": "photos:///srv", "reads": ["code"]}}
    with pytest.raises(ValidationError, match="trigger"):
        settings(cameras=kiosk)


def test_the_key_comes_from_where_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("from-file\n")
    monkeypatch.setenv("LANE_KEY", "from-env")
    assert settings(key="plain").secret() == "plain"
    assert settings(key_file=tmp_path / "key").secret() == "from-file"
    assert settings(key_env="LANE_KEY").secret() == "from-env"


@pytest.mark.parametrize(
    "changes", [{}, {"key_env": "NOT_SET_ANYWHERE"}, {"key_file": "/nowhere/key"}]
)
def test_a_lane_without_a_key_says_so(changes: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="key"):
        settings(**changes).secret()


def test_a_barrier_zone_is_a_polygon_in_one_of_the_cameras() -> None:
    corners = [[0.2, 0.5], [0.8, 0.5], [0.5, 0.9]]
    zone = settings(barrier_zone={"camera": "left", "corners": corners}).barrier_zone
    assert zone is not None
    assert (zone.camera, zone.clear_for) == ("left", 1.0)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        pytest.param(
            {"camera": "roof", "corners": [[0, 0], [1, 0], [0, 1]]},
            "no camera of this lane: roof",
            id="unknown camera",
        ),
        pytest.param(
            {"camera": "left", "corners": [[0, 0], [1, 1], [1, 0], [0, 1]]},
            "cross each other",
            id="crossing sides",
        ),
        pytest.param(
            {"camera": "left", "corners": [[0, 0], [2, 0], [0, 1]]},
            "outside of the picture",
            id="outside",
        ),
    ],
)
def test_a_barrier_zone_that_guards_nothing_is_refused(
    zone: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        settings(barrier_zone=zone)
