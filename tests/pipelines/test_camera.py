"""Cameras over GStreamer: test pictures, files and RTSP, with their faults."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.backoff import Backoff
from pipelines.broadcast import Broadcast
from pipelines.camera import done_within
from pipelines.channel import Channel, Player
from pipelines.clips import load_clip, write_clip
from pipelines.clock import SystemClock
from pipelines.frames import Drop, Frame, SourceError
from pipelines.health import CameraMonitor, CameraState
from pipelines.launch import SourceOptions
from pipelines.sources import open_source, source_opener
from pipelines.supervise import CameraWatch
from tests.support.pipes import wait_until

pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
pytestmark = [pytest.mark.gstreamer]

TEST_LINE = (
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,"
    "framerate=10/1 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=5 "
    "! rtph264pay name=pay0 pt=96 )"
)


def shades(
    levels: list[int], size: tuple[int, int] = (64, 48)
) -> list[NDArray[np.uint8]]:
    return [np.full((size[1], size[0], 3), level, np.uint8) for level in levels]


def brightness(frame: Frame) -> int:
    return round(float(frame.bgr().mean()))


@pytest.fixture(name="clip")
def written_clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    write_clip(path, shades([20, 60, 100, 140, 180, 220]), fps=10)
    return path


def test_an_odd_width_comes_out_straight() -> None:
    url = "videotestsrc://?width=50&height=37&pattern=smpte&fps=20"
    with open_source("front", url) as source:
        first = next(source.frames())
    image = first.bgr()
    assert image.shape == (37, 50, 3)
    assert image[5, 2].min() > 150
    assert image[5, 47, 0] > 150
    assert image[5, 47, 1] < 60


def test_a_live_frame_carries_its_capture_time() -> None:
    clock = SystemClock()
    began = clock.monotonic()
    with open_source("front", "videotestsrc://?fps=20") as source:
        first = next(source.frames())
    assert began <= first.seconds <= clock.monotonic()
    assert abs((first.at - clock.utc(first.seconds)).total_seconds()) < 0.05


def test_a_file_gives_every_frame_in_its_own_time(clip: Path) -> None:
    options = SourceOptions(paced=False)
    with open_source("front", clip.as_uri(), options=options) as source:
        frames = list(source.frames())
    assert [brightness(f) for f in frames] == pytest.approx(
        [20, 60, 100, 140, 180, 220], abs=4
    )
    steps = np.diff([f.seconds for f in frames])
    assert steps == pytest.approx([0.1] * 5, abs=0.002)


def test_a_paced_file_takes_its_time(clip: Path) -> None:
    began = time.monotonic()
    with open_source("front", clip.as_uri()) as source:
        assert 3 <= len(list(source.frames())) <= 6
    assert time.monotonic() - began > 0.4


@pytest.mark.parametrize("keep", [0, 40, 700], ids=["empty", "header", "half"])
def test_a_truncated_file_is_an_error_in_words(clip: Path, keep: int) -> None:
    clip.write_bytes(clip.read_bytes()[:keep])
    options = SourceOptions(paced=False, start_timeout=1.0)
    with (
        pytest.raises(SourceError, match="camera front"),
        open_source("front", clip.as_uri(), options=options) as source,
    ):
        list(source.frames())


def test_a_silent_camera_stalls_in_time() -> None:
    options = SourceOptions(timeout=0.3, start_timeout=0.3)
    with Broadcast({}) as server:
        url = server.url("/nothing")
        began = time.monotonic()
        with (
            pytest.raises(SourceError, match="camera front"),
            open_source("front", url, options=options) as source,
        ):
            next(source.frames())
    assert time.monotonic() - began < SourceOptions().start_timeout


def test_a_camera_that_dies_stalls_and_comes_back() -> None:
    clock, stop = SystemClock(), threading.Event()
    monitor = CameraMonitor("front", clock)
    with Broadcast({"/front": TEST_LINE}) as server:
        port, url = server.port, server.url("/front")
        options = SourceOptions(timeout=0.6, start_timeout=3.0)
        thread = CameraWatch(
            make=source_opener(url, monitor=monitor, clock=clock, options=options),
            each=lambda _: None,
            monitor=monitor,
            backoff=Backoff(0.1, 0.3, lambda: 0.5),
            stop=stop,
        ).start()
        assert wait_until(lambda: monitor.health().state is CameraState.LIVE)
    assert wait_until(lambda: monitor.health().state is CameraState.STALLED)
    with Broadcast({"/front": TEST_LINE}, port=port):
        assert wait_until(lambda: monitor.health().state is CameraState.LIVE)
        stop.set()
        thread.join(3.0)
    health = monitor.health()
    assert not thread.is_alive()
    assert (health.stalls, health.abandoned) == (1, 0)
    assert health.restarts >= 1


def test_a_pipeline_that_will_not_stop_is_left_behind() -> None:
    release = threading.Event()
    assert not done_within(0.1, release.wait)
    release.set()
    assert done_within(1.0, release.wait)


def test_frames_that_nobody_took_in_time_are_counted() -> None:
    clock = SystemClock()
    monitor = CameraMonitor("front", clock)
    make = source_opener("videotestsrc://?fps=50", monitor=monitor, clock=clock)
    with make() as source:
        frames = source.frames()
        first = next(frames)
        time.sleep(0.6)
        second = next(frames)
    assert second.seconds - first.seconds > 0.4
    assert monitor.health().dropped[Drop.SUPERSEDED] >= 15


def test_a_live_frame_that_is_too_old_is_dropped() -> None:
    clock = SystemClock()
    monitor = CameraMonitor("front", clock)
    options = SourceOptions(stale=-1.0, timeout=0.5, start_timeout=0.5)
    make = source_opener(
        "videotestsrc://?fps=50", monitor=monitor, clock=clock, options=options
    )
    with pytest.raises(SourceError, match="no frame"), make() as source:
        next(source.frames())
    assert monitor.health().dropped[Drop.STALE] >= 5


def test_a_clip_begins_with_its_only_key_picture(clip: Path) -> None:
    units = load_clip(clip)
    assert [unit.is_key for unit in units] == [True] + [False] * 5
    assert units[0].data.startswith(b"\x00\x00\x00\x01")


def test_a_raw_stream_reads_as_the_same_clip(clip: Path, tmp_path: Path) -> None:
    raw = tmp_path / "clip.h264"
    write_clip(raw, shades([20, 60, 100]), fps=10)
    assert len(load_clip(raw)) == 3


@pytest.mark.parametrize(
    "frames",
    [[], shades([1], (63, 48)), [*shades([1]), *shades([2], (32, 32))]],
    ids=["none", "odd side", "two sizes"],
)
def test_a_clip_of_unfit_frames_is_refused(
    frames: list[NDArray[np.uint8]], tmp_path: Path
) -> None:
    with pytest.raises(SourceError):
        write_clip(tmp_path / "clip.mp4", frames, fps=10)


def test_painted_text_survives_encoding(tmp_path: Path) -> None:
    image = np.full((120, 480, 3), 60, np.uint8)
    cv2.putText(image, "CSQU 305438 3", (10, 70), 0, 1.6, (240, 240, 240), 3)
    path = tmp_path / "text.mp4"
    write_clip(path, [image] * 4, fps=10)
    with open_source("f", path.as_uri(), options=SourceOptions(paced=False)) as source:
        last = list(source.frames())[-1].bgr()
    assert cv2.PSNR(image, last) > 35


@pytest.fixture(name="channel")
def idle_channel(tmp_path: Path) -> Iterator[Channel]:
    write_clip(tmp_path / "idle.mp4", shades([40] * 5), fps=25)
    channel = Channel(load_clip(tmp_path / "idle.mp4"), fps=25)
    with Player((channel,)):
        yield channel


def test_a_channel_switches_clips_for_two_listeners(
    channel: Channel, tmp_path: Path
) -> None:
    write_clip(tmp_path / "truck.mp4", shades([200] * 10), fps=25)
    truck = load_clip(tmp_path / "truck.mp4")
    idle = channel.playing
    with Broadcast({"/front": channel}) as server:
        url = server.url("/front")
        with open_source("a", url) as one, open_source("b", url) as two:
            views = (one.frames(), two.frames())
            assert [brightness(next(view)) for view in views] == pytest.approx(
                [40, 40], abs=3
            )
            channel.play(truck, then=idle)
            seen = [[brightness(next(view)) for view in views] for _ in range(40)]
    for levels in zip(*seen, strict=True):
        assert max(levels) == pytest.approx(200, abs=3)
        assert levels[-1] == pytest.approx(40, abs=3)


def test_a_channel_keeps_real_time(channel: Channel) -> None:
    with (
        Broadcast({"/front": channel}) as server,
        open_source("a", server.url("/front")) as source,
    ):
        frames = source.frames()
        times = [next(frames).seconds for _ in range(50)]
    assert times[-1] - times[0] == pytest.approx(49 / 25, abs=0.15)


THREADS_FIRST = """
import subprocess
import sys
import threading
from pipelines.sources import open_source
def take():
    with open_source("front", "videotestsrc://?fps=20") as source:
        next(source.frames())
        print("frame", flush=True)
threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_many_cameras_may_be_the_first_to_need_gstreamer() -> None:
    ran = subprocess.run(  # noqa: S603  # a constant of this file
        [sys.executable, "-c", THREADS_FIRST], capture_output=True, check=True
    )
    assert ran.stdout.count(b"frame") == 4
