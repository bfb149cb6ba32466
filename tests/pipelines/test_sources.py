"""Addresses are checked first; a folder of photos is a camera too."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipelines.addresses import parse_address
from pipelines.clock import SystemClock
from pipelines.frames import Drop, SourceError
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions, launch_line
from pipelines.replay import PhotoSource
from pipelines.sources import open_source

FAST = SourceOptions(paced=False)


@pytest.mark.parametrize(
    "url",
    [
        "camera.mp4",
        "http://10.0.0.5/stream",
        "rtsp:///stream",
        "file://clip.mp4",
        "rtsp://[broken/stream",
        "videotestsrc://?width=wide",
        "videotestsrc://?fps=0",
        "videotestsrc://?colour=red",
        "",
    ],
)
def test_a_wrong_url_is_refused_before_anything_starts(url: str) -> None:
    with pytest.raises(SourceError):
        open_source("front", url)


@pytest.mark.parametrize("scheme", ["file", "photos", "v4l2"])
def test_what_is_not_there_is_refused_in_words(scheme: str, tmp_path: Path) -> None:
    if scheme != "photos":
        pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    with pytest.raises(SourceError, match="no such"):
        open_source("front", f"{scheme}://{tmp_path}/nothing")


def test_passwords_are_not_shown() -> None:
    address = parse_address("rtsp://admin:secret@10.0.0.5:554/stream?channel=1")
    assert address.shown == "rtsp://10.0.0.5:554/stream?channel=1"


@pytest.mark.parametrize("url", ["http://me:secret@host/", "rtsp://me:secret@[bad/"])
def test_passwords_of_wrong_addresses_are_not_shown(url: str) -> None:
    with pytest.raises(SourceError) as refused:
        parse_address(url)
    assert "secret" not in str(refused.value)


def test_an_address_cannot_add_elements_to_the_pipeline() -> None:
    address = parse_address('rtsp://10.0.0.5/a" ! filesink location="/tmp/x')
    assert "filesink" not in launch_line(address, FAST)


def test_photos_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name, level in (("b.png", 200), ("a.jpg", 50), ("notes.txt", 0)):
        encoded = cv2.imencode(
            ".png" if name.endswith("png") else ".jpg",
            np.full((37, 51, 3), level, np.uint8),
        )[1]
        (tmp_path / name).write_bytes(encoded.tobytes())
    with open_source("front", f"photos://{tmp_path}", options=FAST) as source:
        frames = list(source.frames())
    assert [f.bgr().shape for f in frames] == [(37, 51, 3)] * 2
    assert [round(float(f.bgr().mean())) for f in frames] == pytest.approx(
        [50, 200], abs=2
    )


def test_a_damaged_photo_is_counted_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8 no picture")
    (tmp_path / "b.jpg").write_bytes(b"")
    clock = SystemClock()
    monitor = CameraMonitor("front", clock)
    source = PhotoSource(tmp_path, monitor=monitor, clock=clock, options=FAST)
    with source as photos:
        assert list(photos.frames()) == []
    assert monitor.health().dropped == {Drop.CORRUPT: 2}


def test_a_folder_without_photos_is_refused(tmp_path: Path) -> None:
    source = open_source("front", f"photos://{tmp_path}")
    with pytest.raises(SourceError, match="holds no photos"):
        source.__enter__()
