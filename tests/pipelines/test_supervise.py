"""A camera is opened again for ever."""

import threading

import pytest

from pipelines.backoff import Backoff
from pipelines.frames import Drop, Frame, SourceError
from pipelines.health import CameraMonitor, CameraState
from pipelines.newest import NewestFrame
from pipelines.supervise import CameraWatch
from tests.support.pipes import HandClock, ListSource, frame


def test_a_failing_camera_is_opened_again_and_its_stall_counted() -> None:
    stop, seen = threading.Event(), list[Frame]()
    lives = [
        ListSource([frame()], SourceError("cable cut")),
        ListSource([], ValueError("bug")),
        ListSource([frame(seconds=1001.0)]),
    ]
    made = iter(lives)
    monitor = CameraMonitor("front", HandClock(1001.5))
    CameraWatch(
        make=lambda: next(made),
        each=seen.append,
        monitor=monitor,
        backoff=Backoff(0.001, 0.01, lambda: 0.5),
        stop=stop,
    ).run()
    health = monitor.health()
    assert [f.seconds for f in seen] == [1000.0, 1001.0]
    assert all(life.left for life in lives)
    assert (health.frames, health.stalls, health.restarts) == (2, 2, 2)
    assert health.last_frame_age == 0.5


def test_a_camera_that_cannot_be_opened_says_why() -> None:
    stop = threading.Event()

    def refuse() -> ListSource:
        message = "no such camera device"
        raise SourceError(message)

    def give_up() -> float:
        stop.set()
        return 0.0

    monitor = CameraMonitor("front", HandClock())
    watch = CameraWatch(
        make=refuse,
        each=lambda _: None,
        monitor=monitor,
        backoff=Backoff(0.001, 0.01, give_up),
        stop=stop,
    )
    watch.run()
    assert monitor.health().state is CameraState.STALLED
    assert monitor.health().fault == "no such camera device"


def test_waits_double_up_to_the_cap_and_start_over_after_success() -> None:
    backoff = Backoff(0.5, 4.0, lambda: 0.0)
    assert [backoff.next_wait() for _ in range(5)] == [0.5, 1.0, 2.0, 4.0, 4.0]
    backoff.reset()
    assert backoff.next_wait() == 0.5


@pytest.mark.parametrize("random", [0.0, 0.3, 1.0])
def test_jitter_only_shortens_a_wait_by_half(random: float) -> None:
    assert 0.25 <= Backoff(0.5, 4.0, lambda: random).next_wait() <= 0.5


def test_only_the_newest_frame_is_kept_and_the_rest_counted() -> None:
    clock = HandClock()
    monitor = CameraMonitor("front", clock)
    newest = NewestFrame(monitor, clock, stale=0.5)
    newest.put(frame(seconds=1000.0))
    newest.put(frame(seconds=1000.1))
    taken = newest.take()
    assert taken is not None
    assert taken.seconds == 1000.1
    assert newest.take() is None
    newest.put(frame(seconds=1000.2))
    clock.pass_by(1.0)
    assert newest.take() is None
    assert monitor.health().dropped == {Drop.SUPERSEDED: 1, Drop.STALE: 1}
