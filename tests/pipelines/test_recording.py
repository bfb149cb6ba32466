"""A camera's coded stream is kept, cut and stored as it came."""

import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.broadcast import Broadcast
from pipelines.channel import Channel, Player
from pipelines.clips import load_clip, write_clip
from pipelines.clock import SystemClock
from pipelines.coded import CodedUnit
from pipelines.encoder import FrameEncoder
from pipelines.frames import Frame
from pipelines.gst import libraries
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions
from pipelines.recorder import Recorder
from pipelines.remux import ClipError, write_mp4
from pipelines.ring import Ring
from pipelines.sources import open_source, source_opener
from tests.support.pipes import frame, wait_until
from vision.yuv import from_bgr

gstreamer = pytest.mark.gstreamer


def test_nothing_to_write_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match="no picture"):
        write_mp4(tmp_path / "clip.mp4", ())


def slices(path: Path) -> list[bytes]:
    """Return the coded pictures of a clip without what only describes them."""
    units = b"".join(unit.data for unit in load_clip(path))
    parts = re.split(rb"\x00\x00\x00?\x01", units)
    return [part for part in parts if part and part[0] & 31 in {1, 5}]


@pytest.fixture(name="clip")
def written_clip(tmp_path: Path) -> Path:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    path = tmp_path / "sent.mp4"
    noise = np.random.default_rng(7).integers(0, 255, (48, 64, 3), np.uint8)
    write_clip(path, [np.roll(noise, n, axis=1) for n in range(12)], fps=10)
    return path


@gstreamer
def test_a_file_is_stored_byte_for_byte_as_it_was_coded(
    clip: Path, tmp_path: Path
) -> None:
    heard: list[CodedUnit] = []
    monitor, clock = CameraMonitor("quay", SystemClock()), SystemClock()
    options = SourceOptions(paced=False)
    url = clip.as_uri()
    make = source_opener(
        url, monitor=monitor, clock=clock, options=options, hear=heard.append
    )
    with make() as source:
        frames = list(source.frames())
    write_mp4(tmp_path / "kept.mp4", heard)
    assert slices(tmp_path / "kept.mp4") == slices(clip)
    assert len(slices(clip)) == 12
    shown = [frame.seconds for frame in frames]
    assert [u.seconds for u in heard] == pytest.approx(shown, abs=1e-3)


@gstreamer
def test_an_index_comes_before_the_pictures_so_that_a_clip_plays_while_loading(
    clip: Path, tmp_path: Path
) -> None:
    heard: list[CodedUnit] = []
    monitor, clock = CameraMonitor("quay", SystemClock()), SystemClock()
    options = SourceOptions(paced=False)
    url = clip.as_uri()
    make = source_opener(
        url, monitor=monitor, clock=clock, options=options, hear=heard.append
    )
    with make() as source:
        list(source.frames())
    write_mp4(tmp_path / "kept.mp4", heard)
    body = (tmp_path / "kept.mp4").read_bytes()
    assert 0 < body.index(b"moov") < body.index(b"mdat")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@gstreamer
def test_a_network_cameras_pictures_carry_the_time_of_their_frames(
    clip: Path,
) -> None:
    channel = Channel(load_clip(clip), 10)
    heard: list[CodedUnit] = []
    seen: list[Frame] = []
    with Player((channel,)), Broadcast({"/quay": channel}) as server:
        url = server.url("/quay")
        monitor, clock = CameraMonitor("quay", SystemClock()), SystemClock()
        make = source_opener(url, monitor=monitor, clock=clock, hear=heard.append)
        with make() as source:
            for frame in source.frames():
                seen.append(frame)
                if len(seen) == 15:
                    break
    coded = [each.seconds for each in heard]
    nearest = [min(abs(frame.seconds - at) for at in coded) for frame in seen]
    assert max(nearest) < 0.1  # a burst at the start may run ahead of its time
    assert any(each.key for each in heard)


@gstreamer
def test_a_disk_that_takes_no_more_is_said_in_words_and_leaves_no_file(
    tmp_path: Path,
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    units = tuple(coded_frames(30, noise=True))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, usual[1]))
    try:
        with pytest.raises(ClipError, match=r"full\.mp4: "):
            write_mp4(tmp_path / "full.mp4", units)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list(tmp_path.iterdir()) == []


def coded_frames(
    count: int, size: tuple[int, int] = (50, 37), *, noise: bool = False
) -> Iterator[CodedUnit]:
    rng = np.random.default_rng(1)
    with FrameEncoder(size, wait=True) as encoder:
        for index in range(count):
            shape = size[1], size[0], 3
            bgr = np.full(shape, 20 * index % 255, np.uint8)
            bgr = rng.integers(0, 255, shape, np.uint8) if noise else bgr
            at = SystemClock().utc(time.monotonic())
            yield from encoder.see(
                Frame(
                    camera="quay", at=at, seconds=5 + index / 10, picture=from_bgr(bgr)
                )
            )
        yield from encoder.finish()


@gstreamer
def test_frames_of_odd_size_are_coded_once_with_their_own_times(
    tmp_path: Path,
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    units = tuple(coded_frames(20))
    assert [u.seconds for u in units] == pytest.approx(
        [5 + n / 10 for n in range(20)], abs=1e-6
    )
    assert units[0].key
    write_mp4(tmp_path / "made.mp4", units)
    with open_source("made", (tmp_path / "made.mp4").as_uri()) as source:
        frame = next(source.frames())
    assert frame.size == (48, 36)


@gstreamer
def test_a_ring_follows_a_camera_that_is_watched(clip: Path) -> None:
    ring = Ring()
    channel = Channel(load_clip(clip), 10)
    with Player((channel,)), Broadcast({"/quay": channel}) as server:
        monitor, clock = CameraMonitor("quay", SystemClock()), SystemClock()
        url = server.url("/quay")
        make = source_opener(url, monitor=monitor, clock=clock, hear=ring.add)
        with make() as source:
            frames = source.frames()
            assert wait_until(
                lambda: bool(next(frames)) and (ring.newest or 0) > time.monotonic() - 1
            )


@gstreamer
@pytest.mark.parametrize(
    ("coder", "payloader", "caps"),
    [
        pytest.param("x264enc", "rtph264pay", "video/x-h264", id="H.264"),
        pytest.param("x265enc", "rtph265pay", "video/x-h265", id="H.265"),
    ],
)
def test_what_a_camera_sends_is_stored_from_a_key_picture_on(
    coder: str, payloader: str, caps: str, tmp_path: Path
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    if libraries().gst.ElementFactory.find(coder) is None:
        pytest.skip(f"GStreamer has no {coder} here")
    line = (
        "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,"
        f"height=240,framerate=10/1 ! {coder} tune=zerolatency key-int-max=5 "
        f"! {payloader} name=pay0 pt=96 )"
    )
    ring, frames = Ring(), list[Frame]()
    with Broadcast({"/quay": line}) as server:
        monitor, clock = CameraMonitor("quay", SystemClock()), SystemClock()
        url = server.url("/quay")
        make = source_opener(url, monitor=monitor, clock=clock, hear=ring.add)
        with make() as source:
            for each in source.frames():
                frames.append(each)
                if len(frames) == 20:
                    break
    cut = ring.cut(frames[8].seconds, frames[-1].seconds)
    write_mp4(tmp_path / "kept.mp4", cut)
    assert cut[0].caps.startswith(caps)
    options = SourceOptions(paced=False)
    url = (tmp_path / "kept.mp4").as_uri()
    with open_source("kept", url, options=options) as source:
        assert len(list(source.frames())) == len(cut)
    assert cut[0].key
    assert frames[8].seconds - 1 < cut[0].seconds < frames[9].seconds


def test_a_camera_that_cannot_be_coded_goes_on_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_size: tuple[int, int]) -> None:
        message = "no element x264enc"
        raise RuntimeError(message)

    monkeypatch.setattr("pipelines.recorder.FrameEncoder", refuse)
    recorder = Recorder()
    recorder.see(frame("quay"))
    recorder.see(frame("quay"))
    assert recorder.fault == "camera quay cannot be recorded: no element x264enc"
