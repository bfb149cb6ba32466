"""A lane's process and its gate over real HTTP; the gate goes away and comes back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import httpx2
import numpy as np
import pytest
from numpy.typing import NDArray

from gate_service.application.gate import Gate
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import ExpectedContainer, VisitState
from gate_service.web.app import create_app
from pipelines.broadcast import Broadcast
from pipelines.channel import Channel, Clip, Player
from pipelines.clips import load_clip, write_clip
from pipelines.gate_link import Command
from pipelines.main import run_lane
from pipelines.settings import LaneSettings
from tests.support.lane_pictures import bare_lane, drive, truck
from tests.support.pipes import wait_until
from tests.support.real_gate import fresh_gate
from tests.support.serving import free_port, serving
from tests.support.truck_lane import container, merge, plate
from vision.results import Kind, Readings

pytestmark = [pytest.mark.gstreamer, pytest.mark.slow, pytest.mark.timeout(180)]
FPS = 10
_LONG = 40.0


class Boom:
    def __init__(self) -> None:
        self.opened: list[Command] = []

    def open(self, command: Command) -> None:
        self.opened.append(command)


def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
    return Readings(
        plates=(plate(),) if Kind.PLATE in wants else (),
        containers=(container(),) if Kind.CONTAINER in wants else (),
    )


def encoded(folder: Path, name: str, planes: list[NDArray[np.uint8]]) -> Clip:
    path = folder / f"{name}.mp4"
    large = [cv2.resize(plane, (640, 360)) for plane in planes]
    frames = [np.asarray(cv2.cvtColor(p, cv2.COLOR_GRAY2BGR), np.uint8) for p in large]
    write_clip(path, frames, FPS)
    return load_clip(path)


@contextmanager
def running(lane: LaneSettings, boom: Boom) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(
        target=run_lane,
        args=("lane-1", lane),
        kwargs={"look": look, "fuse": merge, "barrier": boom, "stop": stop},
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10.0)


def settings(folder: Path, camera: str, port: int, page: int, key: str) -> LaneSettings:
    return LaneSettings.model_validate(
        {
            "gate": f"http://127.0.0.1:{port}",
            "outbox": folder / "outbox.db",
            "key": key,
            "cameras": {
                "front": {"url": camera, "reads": ["plate"]},
                "left": {"url": camera, "reads": ["container"]},
            },
            "offline": {"after": 1, "refresh": 0.3, "page": page},
        }
    )


def booked(gate: Gate) -> str:
    """Book the truck that the cameras show; give its arrival code."""
    now = datetime.now(UTC)
    request = BookingRequest(
        reference="R-1",
        terminal="QG1",
        haulier="hauls",
        plate="AB12CDE",
        containers=(ExpectedContainer("CSQU3054383", "22G1"),),
        opens=now - timedelta(minutes=10),
        closes=now + timedelta(minutes=50),
    )
    return gate.book(request, Caller("clerk", Role.CLERK)).arrival_code


def states(gate: Gate) -> list[VisitState]:
    return [visit.state for visit in gate.look_up.visits()]


class Kiosk:
    """The lane's own page, as its screen asks for it."""

    def __init__(self, client: httpx2.Client) -> None:
        self.client = client

    def shows(self, phase: str) -> bool:
        try:
            return bool(self.client.get("/state").json()["phase"] == phase)
        except httpx2.HTTPError:
            return False

    def comes_to(self, phase: str) -> bool:
        return wait_until(lambda: self.shows(phase), _LONG)


def let_through(
    kiosk: Kiosk, channel: Channel, boom: Boom, code: str, folder: Path
) -> None:
    """Let the truck drive in, show *code*, be let go, and drive off."""
    arriving = encoded(folder, "arriving", drive(-90, 40, 2))
    standing = encoded(folder, "standing", [truck(40)] * 10)
    leaving = encoded(folder, "leaving", drive(40, 165, 2))
    idle = channel.playing
    assert kiosk.comes_to("waiting")
    channel.play(arriving, then=standing)
    assert kiosk.comes_to("scan_code")
    kiosk.client.post("/code", data={"code": code})
    assert wait_until(lambda: bool(boom.opened), _LONG)
    assert kiosk.shows("go")
    channel.play(leaving, then=idle)
    assert kiosk.comes_to("waiting")


def test_a_lane_whose_gate_dies_lets_a_booked_truck_in_and_tells_it_later(
    tmp_path: Path,
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    channel = Channel(encoded(tmp_path, "idle", [bare_lane()] * 5), FPS)
    boom, gate = Boom(), fresh_gate(tmp_path / "gate")
    code, port, page = booked(gate), free_port(), free_port()
    key = gate.keys.issue(Role.LANE, "lane 1", "lane-1")
    screen = httpx2.Client(base_url=f"http://127.0.0.1:{page}")

    with (
        Player((channel,)),
        Broadcast({"/cam": channel}) as cameras,
        serving(create_app(gate), port),
    ):
        lane = settings(tmp_path, cameras.url("/cam"), port, page, key)
        with running(lane, boom):
            assert wait_until((tmp_path / "outbox.bundle").exists, _LONG)
    gate.close()
    with (
        Player((channel,)),
        Broadcast({"/cam": channel}) as cameras,
        running(settings(tmp_path, cameras.url("/cam"), port, page, key), boom),
        screen,
    ):
        let_through(Kiosk(screen), channel, boom, code, tmp_path)
        gate = fresh_gate(tmp_path / "gate")
        with serving(create_app(gate), port):
            assert wait_until(lambda: states(gate) == [VisitState.IN_YARD], _LONG)
            assert Kiosk(screen).comes_to("gate")
    kinds = [event.kind for event in gate.look_up.events()]
    gate.close()
    assert len(boom.opened) == 1
    assert kinds.count("lane.reconciled") == 1
    assert "passage.unauthorised" not in kinds
