"""The pool that reads the lane's cameras, and the regions that it reads."""

import queue
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.health import CameraMonitor
from pipelines.look import Look
from pipelines.messages import FrameRead
from pipelines.newest import NewestFrame
from pipelines.pool import ReadingCamera, ReadingPool
from pipelines.regions import Region, region_box, shifted, within
from tests.support.pipes import HandClock, frame
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
