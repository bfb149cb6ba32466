import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from quaygate.read import SourceReadings, read_source
from tests.support.text import container, plate
from vision.results import Box, Kind, Readings
from vision.strips import Image

NUMBER = container(box=Box(-1.6, 2.4, 30.5, 40.5), size_type="22G1")


def look(image: Image, *, wants: frozenset[Kind]) -> Readings:
    """See one plate and one container wherever it looks."""
    return Readings(plates=(plate(),), containers=(NUMBER,))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Pillow.new("RGB", (8, 8)).save(path)
    return path


def test_the_json_of_a_source_keeps_its_shape(photo: Path) -> None:
    (read,) = read_source(str(photo), look)
    assert isinstance(read, SourceReadings)
    assert json.loads(read.as_json()) == {
        "source": str(photo),
        "plates": [
            {
                "text": "AB12CDE",
                "confidence": 0.99,
                "status": "certain",
                "region": "GB",
                "box": [0, 0, 100, 25],
            }
        ],
        "containers": [
            {
                "number": "CSQU3054383",
                "confidence": 0.99,
                "status": "certain",
                "size_type": "22G1",
                "layout": "H",
                "box": [0, 2, 30, 40],
            }
        ],
    }


def test_the_json_stands_on_one_line() -> None:
    assert "\n" not in SourceReadings("a\nb.jpg", Readings()).as_json()


def test_nothing_read_is_said_in_words() -> None:
    assert SourceReadings("a.jpg", Readings()).as_text() == "a.jpg: nothing read"


def test_a_folder_and_its_subfolders_are_read_photo_by_photo(photo: Path) -> None:
    inner = photo.parent / "inner"
    inner.mkdir()
    (inner / "b.png").write_bytes(photo.read_bytes())

    read = [r for r in read_source(str(photo.parent), look) if not isinstance(r, str)]

    assert [Path(r.source).name for r in read] == ["a.png", "b.png"]


def test_a_broken_photo_is_named_and_the_others_are_read(photo: Path) -> None:
    photo.with_name("b.png").touch()
    photo.with_name("c.png").write_bytes(photo.read_bytes())

    first, broken, last = read_source(str(photo.parent), look)

    assert isinstance(first, SourceReadings)
    assert isinstance(broken, str)
    assert broken.endswith("b.png: the file is empty")
    assert isinstance(last, SourceReadings)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (fault,) = read_source(str(tmp_path / "none.jpg"), look)

    assert str(fault).endswith("none.jpg: no such file or folder")


def test_an_address_of_another_kind_is_refused() -> None:
    (fault,) = read_source("ftp://host/clip.mp4", look)

    assert "must begin with one of rtsp://" in str(fault)


@pytest.mark.gstreamer
def test_a_video_gives_one_line_a_passage(tmp_path: Path) -> None:
    pytest.importorskip("gi")
    from pipelines.clips import write_clip  # noqa: PLC0415 - needs GStreamer

    clip = tmp_path / "clip.mp4"
    write_clip(clip, [np.zeros((64, 64, 3), np.uint8)] * 10, 10)

    (read,) = read_source(str(clip), look)

    assert isinstance(read, SourceReadings)
    assert read.readings.plates[0].text == "AB12CDE"


@pytest.mark.gstreamer
def test_a_truncated_video_is_named(tmp_path: Path) -> None:
    pytest.importorskip("gi")
    clip = tmp_path / "cut.mp4"
    clip.write_bytes(b"\0\0\0\x20ftypisom" + bytes(40))

    results = list(read_source(str(clip), look))

    assert len(results) == 1
    assert str(results[0]).startswith(str(clip))


@pytest.mark.gstreamer
@pytest.mark.parametrize(
    "url",
    [
        "rtsp://user:secret@127.0.0.1:1/x",
        "rtsp://user:sec@ret@127.0.0.1:1/x",
        "rtsp://user:sec/secret@127.0.0.1:1/x",
        "rtsp://user:secret@",
        "rtsp://user:secret@[bad/",
        "http://user:secret@127.0.0.1/x",
        "file://user:secret@host/x",
    ],
)
def test_a_password_is_never_printed(url: str) -> None:
    pytest.importorskip("gi")
    (fault,) = read_source(url, look)

    assert "sec" not in str(fault)
    assert "user" not in str(fault)


@pytest.mark.gstreamer
def test_a_faulty_source_is_named_once(tmp_path: Path) -> None:
    pytest.importorskip("gi")
    clip = tmp_path / "cut.mp4"
    clip.write_bytes(b"\0\0\0\x20ftypisom" + bytes(40))
    stream = "rtsp://127.0.0.1:1/x"

    faults = [str(*read_source(source, look)) for source in (str(clip), stream)]

    assert [fault.count("cut.mp4") for fault in faults] == [1, 0]
    assert [fault.count(stream) for fault in faults] == [0, 1]


def test_an_empty_name_is_not_the_folder_one_stands_in() -> None:
    (fault,) = read_source("", look)

    assert fault == "'': no such file or folder"


def test_boxes_are_in_pixels_of_the_file_however_large_it_is(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Pillow.new("1", (20_000, 2_600)).save(path)
    seen: list[tuple[int, ...]] = []

    def watching(image: Image, *, wants: frozenset[Kind]) -> Readings:
        seen.append(image.shape)
        return look(image, wants=wants)

    (read,) = read_source(str(path), watching)

    assert isinstance(read, SourceReadings)
    assert seen == [(1_300, 10_000, 3)]
    assert json.loads(read.as_json())["plates"][0]["box"] == [0, 0, 200, 50]


def test_a_name_without_end_is_refused() -> None:
    (fault,) = read_source("a" * 5000, look)

    assert str(fault).endswith("File name too long")
