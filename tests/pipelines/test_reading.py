"""The reading pool, the code watch and the command watch."""

import queue
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import numpy as np
import pytest
import segno
from numpy.typing import NDArray

from pipelines.barrier import BarrierError, LogBarrier, RelayBarrier
from pipelines.codes import CodeWatch, read_codes
from pipelines.commands import CommandWatch
from pipelines.gate_link import Command, GateLink, GateUnreachableError
from pipelines.health import CameraMonitor
from pipelines.look import Look
from pipelines.messages import BarrierHeld, BarrierOpened, CodeSeen, FrameRead
from pipelines.newest import NewestFrame
from pipelines.pool import ReadingCamera, ReadingPool
from pipelines.regions import Region, region_box, shifted, within
from tests.support.gate_double import GateDouble
from tests.support.pipes import EPOCH, HandClock, frame, wait_until
from tests.support.truck_lane import PLATE, container, plate
from vision.results import Box, Kind, Readings

Told = queue.Queue[FrameRead]
CORNER: Region = ((0.5, 0.5), (1.0, 0.5), (1.0, 1.0), (0.5, 1.0))


def pool_of(
    cameras: list[str], told: Told, look: Look, region: Region | None = None
) -> ReadingPool:
    clock = HandClock()
    reading = {
        name: ReadingCamera(
            NewestFrame(CameraMonitor(name, clock), clock, 0.5), PLATE, region
        )
        for name in cameras
    }
    return ReadingPool(reading, look, told.put)


def nothing(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
    return Readings()


@pytest.fixture(name="stop")
def stopped_at_the_end() -> Iterator[threading.Event]:
    stop = threading.Event()
    yield stop
    stop.set()


def test_an_empty_lane_is_never_read(stop: threading.Event) -> None:
    told = Told()
    pool = pool_of(["front"], told, nothing)
    pool.start(2, stop)
    pool.offer(frame("front"))
    with pytest.raises(queue.Empty):
        told.get(timeout=0.3)
    pool.allow(frozenset({"front"}))
    assert told.get(timeout=2.0).frame.camera == "front"


def test_cameras_are_read_fairly(stop: threading.Event) -> None:
    told, cameras = Told(), ["a", "b", "c"]
    pool = pool_of(cameras, told, nothing)
    pool.allow(frozenset(cameras))
    pool.start(1, stop)
    looks: Counter[str] = Counter()
    for _ in range(30):
        for camera in cameras:
            pool.offer(frame(camera))
        looks[told.get(timeout=2.0).frame.camera] += 1
    assert max(looks.values()) - min(looks.values()) <= 3


def test_two_workers_read_two_cameras_at_once(stop: threading.Event) -> None:
    told, both = Told(), threading.Barrier(2, timeout=5.0)

    def meet(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
        both.wait()
        return Readings()

    pool = pool_of(["a", "b"], told, meet)
    pool.allow(frozenset({"a", "b"}))
    pool.offer(frame("a"))
    pool.offer(frame("b"))
    pool.start(2, stop)
    assert {told.get(timeout=5.0).frame.camera for _ in range(2)} == {"a", "b"}


def test_a_look_that_fails_is_told_as_such_and_the_next_goes_on(
    stop: threading.Event,
) -> None:
    told, answers = Told(), iter([ValueError("bad model"), None])

    def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
        if (fault := next(answers)) is not None:
            raise fault
        return Readings(plates=(plate(),))

    pool = pool_of(["front"], told, look)
    pool.allow(frozenset({"front"}))
    pool.start(1, stop)
    pool.offer(frame("front"))
    assert told.get(timeout=2.0).readings is None
    pool.offer(frame("front"))
    read = told.get(timeout=2.0).readings
    assert read is not None
    assert [seen.text for seen in read.plates] == [plate().text]


def test_only_the_region_is_read_and_boxes_are_of_the_whole_picture(
    stop: threading.Event,
) -> None:
    told, sizes = Told(), list[tuple[int, ...]]()

    def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
        sizes.append(image.shape)
        return Readings(containers=(container(),))

    pool = pool_of(["front"], told, look, region=CORNER)
    pool.allow(frozenset({"front"}))
    pool.start(1, stop)
    pool.offer(frame("front"))
    read = told.get(timeout=2.0).readings
    assert sizes == [(45, 80, 3)]
    assert read is not None
    assert read.containers[0].box == Box(90, 55, 180, 75)


def test_shifting_moves_every_box() -> None:
    place = Box(0, 0, 9, 9)
    found = Readings((plate(),), (container(),), trucks=(place,), unread=(place,))
    moved = shifted(found, 5, 7)
    assert moved.plates[0].box == Box(25, 27, 85, 47)
    assert moved.containers[0].box == Box(15, 17, 105, 37)
    assert moved.trucks == moved.unread == (Box(5, 7, 14, 16),)
    assert region_box(None, (160, 90)) is None


TRIANGLE: Region = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))


def test_texts_outside_of_a_slanting_region_are_left_out() -> None:
    far = Box(140, 70, 158, 88)
    found = Readings(
        plates=(plate(), replace(plate(), box=far)),
        containers=(container(), replace(container(), box=far)),
        trucks=(far,),
        unread=(far,),
    )
    assert within(found, TRIANGLE, (160, 90)) == Readings(
        plates=(plate(),), containers=(container(),), trucks=(far,)
    )


def test_a_camera_with_a_slanting_region_tells_of_nothing_outside(
    stop: threading.Event,
) -> None:
    told = Told()

    def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
        outside = replace(container(), box=Box(140, 70, 158, 88))
        return Readings(containers=(container(), outside))

    pool = pool_of(["front"], told, look, region=TRIANGLE)
    pool.allow(frozenset({"front"}))
    pool.start(1, stop)
    pool.offer(frame("front"))
    read = told.get(timeout=2.0).readings
    assert read is not None
    assert [c.box for c in read.containers] == [container().box]


def test_the_sharpness_of_what_was_read_is_measured(stop: threading.Event) -> None:
    told = Told()

    def look(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
        return Readings(plates=(plate(),))

    pool = pool_of(["front"], told, look)
    pool.allow(frozenset({"front"}))
    pool.start(1, stop)
    flat = np.full((90, 160), 90, np.uint8)
    pool.offer(frame("front", luma=flat))
    read = told.get(timeout=2.0).readings
    assert read is not None
    assert read.plates[0].sharpness == 0.0


def shown_code(text: str) -> NDArray[np.uint8]:
    matrix = np.array([list(row) for row in segno.make(text, error="q").matrix])
    code = np.where(np.kron(np.pad(matrix, 4), np.ones((6, 6))) > 0, 0, 255)
    luma = np.full((480, 640), 180, np.uint8)
    luma[40 : 40 + code.shape[0], 60 : 60 + code.shape[1]] = code
    return luma


def test_a_code_in_the_picture_is_read() -> None:
    assert read_codes(shown_code("QGA0123456789AB")) == ("QGA0123456789AB",)
    assert read_codes(np.full((480, 640), 180, np.uint8)) == ()


def test_a_code_is_told_once_until_it_was_out_of_sight() -> None:
    clock, told = HandClock(), list[CodeSeen]()
    looks = list[int]()

    def read(luma: NDArray[np.uint8]) -> tuple[str, ...]:
        looks.append(1)
        return ("QGA1",) if luma.mean() > 100 else ()

    watch = CodeWatch(
        NewestFrame(CameraMonitor("kiosk", clock), clock, 0.5), told.append, read
    )
    bright, dark = np.full((90, 160), 200, np.uint8), np.zeros((90, 160), np.uint8)
    for second in range(5):
        watch.see(frame("kiosk", 1000.0 + second / 10, bright))
    assert len(looks) == 1
    watch.see(frame("kiosk", 1003.0, bright))
    watch.see(frame("kiosk", 1004.0, dark))
    watch.see(frame("kiosk", 1014.5, bright))
    assert [code.seconds for code in told] == [1000.0, 1014.5]


class Boom:
    """A barrier that remembers, or fails."""

    def __init__(self, *, works: bool = True) -> None:
        self.opened: list[str] = []
        self._works = works

    def open(self, command: Command) -> None:
        if not self._works:
            message = "motor fault"
            raise BarrierError(message)
        self.opened.append(command.id)


def waiting(passage: str | None = "p-1", after: float = -1.0) -> dict[str, Any]:
    return {
        "id": "c-1",
        "visit": "v-1",
        "passage": passage,
        "not_before": (EPOCH + timedelta(seconds=after)).isoformat(),
        "expires": (EPOCH + timedelta(seconds=60)).isoformat(),
    }


def poll(
    gate: GateDouble, boom: Boom, *passages: str | None
) -> list[BarrierOpened | BarrierHeld]:
    """Poll once; the lane tells of *passages* one after the other, then of p-1."""
    open_passages = iter(passages)
    told = list[BarrierOpened | BarrierHeld]()
    with httpx2.Client(base_url=gate.url) as client:
        CommandWatch(
            link=GateLink(client, "lane-1"),
            barrier=boom,
            clock=HandClock(),
            passage=lambda: next(open_passages, "p-1"),
            tell=told.append,
        ).poll()
    return told


def test_a_command_is_taken_and_obeyed_once() -> None:
    boom = Boom()
    with GateDouble(commands=[waiting()]) as gate:
        told = [*poll(gate, boom), *poll(gate, boom)]
    assert boom.opened == ["c-1"] == gate.taken
    assert [opened.command.id for opened in told] == ["c-1"]


@pytest.mark.parametrize(
    ("command", "passage"),
    [
        pytest.param(waiting("p-0"), "p-1", id="of another truck"),
        pytest.param(waiting(None), "p-1", id="of no truck"),
        pytest.param(waiting(after=5.0), "p-1", id="not due yet"),
        pytest.param(waiting(after=-1.0), None, id="empty lane"),
    ],
)
def test_a_command_that_is_not_for_now_is_left(
    command: dict[str, Any], passage: str | None
) -> None:
    boom = Boom()
    with GateDouble(commands=[command]) as gate:
        assert poll(gate, boom, passage) == []
    assert gate.taken == []


def test_a_command_taken_by_another_opens_nothing() -> None:
    with (
        GateDouble(commands=[waiting()]) as gate,
        httpx2.Client(base_url=gate.url) as client,
    ):
        link = GateLink(client, "lane-1")
        (command,) = link.commands()
        gate.taken.append("c-1")
        assert link.take(command) is False


def test_a_barrier_stays_shut_when_the_truck_has_left_meanwhile() -> None:
    boom = Boom()
    with GateDouble(commands=[waiting()]) as gate:
        assert poll(gate, boom, "p-1", None) == []
    assert boom.opened == []


def test_a_barrier_that_fails_is_not_reported_as_open() -> None:
    with GateDouble(commands=[waiting()]) as gate:
        assert poll(gate, Boom(works=False)) == []


def test_a_gate_service_that_is_away_opens_nothing() -> None:
    boom = Boom()
    with pytest.raises(GateUnreachableError):
        poll(GateDouble(port=1), boom)
    assert boom.opened == []


def test_a_relay_opens_by_a_post_or_says_that_it_did_not() -> None:
    codes = iter([204, 500])
    transport = httpx2.MockTransport(lambda _: httpx2.Response(next(codes)))
    command = Command(id="c", visit="v", passage="p", not_before=EPOCH, expires=EPOCH)
    with httpx2.Client(transport=transport) as client:
        relay = RelayBarrier(client, "http://10.0.0.9/open")
        relay.open(command)
        with pytest.raises(BarrierError):
            relay.open(command)
    LogBarrier("lane-1").open(command)


def test_a_gate_service_that_is_away_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, asked = threading.Event(), list[str]()

    def passage() -> str:
        asked.append("p-1")
        return "p-1"

    with httpx2.Client(base_url="http://127.0.0.1:1") as client:
        watch = CommandWatch(
            link=GateLink(client, "lane-1"),
            barrier=Boom(),
            clock=HandClock(),
            passage=passage,
            tell=list[BarrierOpened | BarrierHeld]().append,
            every=0.01,
        )
        thread = watch.start(stop)
        assert wait_until(lambda: len(asked) > 5)
        stop.set()
        thread.join(2.0)

    assert caplog.text.count("commands cannot be asked for") == 1
