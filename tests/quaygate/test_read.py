import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from pipelines.photos import ReadError
from quaygate.read import SourceReadings, read_passage, read_photos
from tests.support.text import container, plate
from vision.results import Box, Kind, Readings, Status
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
    (read,) = read_photos([photo], look)
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


def test_a_folder_is_read_photo_by_photo(tmp_path: Path, photo: Path) -> None:
    photo.with_name("b.png").write_bytes(photo.read_bytes())
    assert [Path(r.source).name for r in read_photos([tmp_path], look)] == [
        "a.png",
        "b.png",
    ]


def test_photos_before_a_broken_one_are_given(tmp_path: Path, photo: Path) -> None:
    photo.with_name("b.png").touch()
    reading = read_photos([tmp_path], look)
    assert next(reading).source == str(photo)
    with pytest.raises(ReadError, match=r"b\.png"):
        next(reading)


def test_the_frames_of_a_passage_become_one() -> None:
    frames = [np.zeros((4, 4, 3), np.uint8)] * 3
    (read,) = read_passage("clip.mp4", frames, look)
    assert [c.status for c in read.readings.containers] == [Status.CERTAIN]
    assert read.source == "clip.mp4"


def test_no_frames_give_nothing() -> None:
    def none() -> Iterator[Image]:
        yield from ()

    assert list(read_passage("clip.mp4", none(), look)) == []
