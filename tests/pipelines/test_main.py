"""A whole lane: RTSP cameras in, events at a real HTTP server out."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.barrier import Barrier
from pipelines.broadcast import Broadcast
from pipelines.channel import Channel, Clip, Player
from pipelines.clips import load_clip, write_clip
from pipelines.frames import SourceError
from pipelines.gate_link import Command
from pipelines.interlock import See
from pipelines.link_settings import SettingsError
from pipelines.main import run_lane
from pipelines.outbox import OutboxError
from pipelines.settings import LaneSettings
from tests.support.gate_double import GateDouble
from tests.support.lane_pictures import bare_lane, drive, noisy, truck
from tests.support.pipes import wait_until
from tests.support.truck_lane import container, merge, plate
from vision.results import Box, Kind, Readings
from vision.scene import Person, Scene

FPS = 10
gstreamer = pytest.mark.gstreamer


def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
    return Readings(
        plates=(plate(),) if Kind.PLATE in wants else (),
        containers=(container(),) if Kind.CONTAINER in wants else (),
    )


CORNERS = [[0.1, 0.1], [0.9, 0.1], [0.5, 0.9]]


class Boom:
    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, command: Command) -> None:
        self.opened.append(command.id)


@pytest.fixture(name="channel")
def lane_channel(tmp_path: Path) -> Iterator[Channel]:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    channel = Channel(encoded(tmp_path, "idle", [bare_lane()] * 5), FPS)
    with Player((channel,)):
        yield channel


def encoded(folder: Path, name: str, planes: list[NDArray[np.uint8]]) -> Clip:
    path = folder / f"{name}.mp4"
    large = [cv2.resize(plane, (640, 360)) for plane in planes]
    frames = [np.asarray(cv2.cvtColor(p, cv2.COLOR_GRAY2BGR), np.uint8) for p in large]
    write_clip(path, frames, FPS)
    return load_clip(path)


def last_states(gate: GateDouble) -> list[str]:
    told = gate.of("lane.health")
    return [camera["state"] for camera in told[-1]["cameras"]] if told else []


def settings(tmp_path: Path, gate: str, url: str) -> LaneSettings:
    return LaneSettings.model_validate(
        {
            "gate": gate,
            "outbox": tmp_path / "outbox.db",
            "key": "secret",
            "cameras": {
                "front": {"url": url, "reads": ["plate"]},
                "left": {"url": url, "reads": ["container"]},
            },
        }
    )


@contextmanager
def running(
    lane: LaneSettings, barrier: Barrier | None = None, see: See | None = None
) -> Iterator[threading.Thread]:
    """Run the lane in a thread that ends with the block, whatever happened in it."""
    stop = threading.Event()
    thread = threading.Thread(
        target=run_lane,
        args=("lane-1", lane),
        kwargs={
            "look": look,
            "fuse": merge,
            "barrier": barrier,
            "see": see,
            "stop": stop,
        },
        daemon=True,
    )
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(10.0)


@gstreamer
@pytest.mark.slow
def test_a_truck_goes_through_the_whole_lane(tmp_path: Path, channel: Channel) -> None:
    arriving = encoded(tmp_path, "arriving", drive(-90, 40, 2))
    standing = encoded(tmp_path, "standing", [truck(40)] * 10)
    leaving = encoded(tmp_path, "leaving", drive(40, 165, 2))
    idle, boom = channel.playing, Boom()
    with (
        GateDouble() as gate,
        Broadcast({"/cam": channel}) as server,
        ExitStack() as stack,
    ):
        lane = settings(tmp_path, gate.url, server.url("/cam"))
        runs = stack.enter_context(running(lane, barrier=boom))
        assert wait_until(lambda: last_states(gate) == ["live", "live"])
        time.sleep(1.5)
        channel.play(arriving, then=standing)
        assert wait_until(lambda: "passage.captured" in gate.types())
        (captured,) = gate.of("passage.captured")
        now = datetime.now(UTC)
        gate.commands.append(
            {
                "id": "c-1",
                "visit": "v-1",
                "passage": captured["passage"],
                "not_before": now.isoformat(),
                "expires": (now + timedelta(seconds=60)).isoformat(),
            }
        )
        assert wait_until(lambda: "barrier.opened" in gate.types())
        channel.play(leaving, then=idle)
        assert wait_until(lambda: "passage.closed" in gate.types())
    assert not runs.is_alive()
    assert boom.opened == ["c-1"]
    assert [t for t in gate.types() if t != "lane.health"] == [
        "passage.opened",
        "passage.captured",
        "barrier.opened",
        "passage.closed",
    ]
    assert gate.of("passage.closed")[0]["through"] is True
    assert {e["digest"] for e in captured["evidence"]} <= set(gate.evidence)
    assert captured["opened"] < captured["stopped"]


@gstreamer
@pytest.mark.slow
def test_a_person_in_the_barriers_zone_holds_it_until_they_are_gone(
    tmp_path: Path,
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    rng, boom = np.random.default_rng(2), Boom()
    idle = encoded(tmp_path, "idle", [noisy(bare_lane(), rng) for _ in range(10)])
    arriving = encoded(tmp_path, "arriving", drive(-90, 40, 2))
    standing = encoded(tmp_path, "standing", [noisy(truck(40), rng) for _ in range(10)])
    channel = Channel(idle, FPS)
    people = [Person(box=Box(300, 50, 340, 200), confidence=0.9)]
    with (
        Player((channel,)),
        GateDouble() as gate,
        Broadcast({"/cam": channel}) as server,
        ExitStack() as stack,
    ):
        lane = settings(tmp_path, gate.url, server.url("/cam")).model_dump()
        lane |= {"barrier_zone": {"camera": "left", "corners": CORNERS}}
        stack.enter_context(
            running(
                LaneSettings.model_validate(lane),
                barrier=boom,
                see=lambda _image: Scene(tuple(people)),
            )
        )
        assert wait_until(lambda: last_states(gate) == ["live", "live"])
        time.sleep(1.5)
        channel.play(arriving, then=standing)
        assert wait_until(lambda: "passage.captured" in gate.types())
        now = datetime.now(UTC)
        gate.commands.append(
            {
                "id": "c-1",
                "visit": "v-1",
                "passage": gate.of("passage.captured")[0]["passage"],
                "not_before": now.isoformat(),
                "expires": (now + timedelta(seconds=60)).isoformat(),
            }
        )
        held = {"command": "c-1", "reason": "person-in-lane"}
        assert wait_until(lambda: held in gate.of("barrier.held"))
        assert (boom.opened, gate.taken) == ([], [])
        people.clear()
        assert wait_until(lambda: "barrier.opened" in gate.types())
    assert boom.opened == ["c-1"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"key": None}, SettingsError, id="no key"),
        pytest.param({"outbox": "/proc/outbox.db"}, OutboxError, id="no outbox"),
        pytest.param(
            {"barrier_zone": {"camera": "left", "corners": CORNERS}},
            SettingsError,
            id="nothing to look into the barrier's zone with",
        ),
    ],
)
def test_a_lane_that_cannot_start_says_why(
    tmp_path: Path, changes: dict[str, object], error: type[Exception]
) -> None:
    lane = settings(tmp_path, "http://127.0.0.1:1", f"photos://{tmp_path}")
    broken = LaneSettings.model_validate(lane.model_dump() | changes)
    with pytest.raises(error):
        run_lane("lane-1", broken, look=look, fuse=merge, stop=threading.Event())


def test_a_lane_of_photos_reports_that_its_cameras_have_ended(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.jpg"), np.full((90, 160, 3), 90, np.uint8))
    with GateDouble() as gate:
        lane = settings(tmp_path, gate.url, f"photos://{tmp_path}")
        with running(lane) as runs:
            assert wait_until(lambda: last_states(gate) == ["stalled", "stalled"])
    assert "passage.opened" not in gate.types()
    assert not runs.is_alive()


def test_source_errors_are_not_swallowed(tmp_path: Path) -> None:
    lane = settings(tmp_path, "http://127.0.0.1:1", f"photos://{tmp_path}")
    camera = lane.cameras["front"].model_copy(update={"url": "nonsense"})
    broken = lane.model_copy(update={"cameras": {"front": camera}})
    with pytest.raises(SourceError):
        run_lane("lane-1", broken, look=look, fuse=merge, stop=threading.Event())
