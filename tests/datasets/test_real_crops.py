"""Real plates: whose text counts, how they are varied, who may label them."""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.crops import Pixels
from datasets.labels import LabelsError
from datasets.pseudo_labels import TwoReaders, labelled, write_labels
from datasets.real_crops import RealCrop, real_crops, unlabelled, varied_crop
from datasets.roads import plate_boxes, scenes
from vision.ctc import ALPHABET
from vision.results import Box, Layout, Slant, TextLine

HEAD = "set,file,x0,y0,x1,y1,text,lines,label,split"


def labels(folder: Path, *rows: str, head: str = HEAD) -> Path:
    (folder / "labels.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    return folder


def test_a_plate_is_cut_from_its_photo(tmp_path: Path) -> None:
    data = labels(tmp_path, "gate,gate/1.jpg,1,2,30,40,51-F 123.45,2,author,train")
    (crop,) = real_crops(data)
    assert (crop.box, crop.text) == (Box(1, 2, 30, 40), "51F12345")
    assert crop.layout is Layout.TWO_LINES


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("gate,gate/1.jpg,,,,,AB123,1,author,train", id="no box"),
        pytest.param("my_crops,a/1.jpg,0,0,9,9,AB123,1,author,train", id="crops"),
    ],
)
def test_a_picture_cut_to_its_plate_is_all_plate_and_no_scene(
    tmp_path: Path, row: str
) -> None:
    data = labels(tmp_path, row)
    (crop,) = real_crops(data)
    assert crop.box is None
    assert scenes(data, "train") == ()


def test_scenes_are_learned_even_where_no_text_is_known(tmp_path: Path) -> None:
    data = labels(tmp_path, "road,road/1.jpg,1,2,30,40,?,1,boxes,train")
    assert list(real_crops(data)) == []
    assert scenes(data, "train") == ("road",)
    assert plate_boxes(data, "road", "train") == {
        tmp_path / "road/1.jpg": (Box(1, 2, 30, 40),)
    }


def test_a_box_that_is_no_box_is_named(tmp_path: Path) -> None:
    data = labels(tmp_path, "gate,gate/1.jpg,1,2,x,40,AB123,1,author,train")
    with pytest.raises(LabelsError, match="'1 2 x 40' is no box"):
        list(real_crops(data))


def test_a_column_that_is_absent_is_named(tmp_path: Path) -> None:
    data = labels(tmp_path, head=HEAD.replace("lines,", ""))
    with pytest.raises(LabelsError, match="no column lines"):
        list(real_crops(data))


def test_texts_of_other_readers_count_for_training_alone(
    tmp_path: Path,
) -> None:
    head = "set,file,width,height,x0,y0,x1,y1,text,country,lines,label,split\n"
    rows = (
        "scenes,a.jpg,9,9,0,0,9,9,AB123,?,1,box author; text PSEUDO x 0.99,train\n"
        "scenes,b.jpg,9,9,0,0,9,9,AB124,?,1,box author; text PSEUDO x 0.99,val\n"
        "scenes,c.jpg,9,9,0,0,9,9,AB125,?,1,box author; text PSEUDO x 0.80,train\n"
        "scenes,d.jpg,9,9,0,0,9,9,?,?,1,author,train\n"
        "x_crops,e.jpg,9,9,0,0,9,9,皖AB-126,?,2,author,val\n"
    )
    (tmp_path / "labels.csv").write_text(head + rows, encoding="utf-8")
    assert [crop.text for crop in real_crops(tmp_path)] == ["AB123"]
    (crop,) = real_crops(tmp_path, split="val")
    assert (crop.text, crop.box, crop.layout) == ("AB126", None, Layout.TWO_LINES)


@pytest.fixture
def photo(tmp_path: Path) -> RealCrop:
    pixels = np.random.default_rng(0).integers(0, 256, (60, 180, 3), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "a.png"), pixels)
    box = Box(20.0, 15.0, 120.0, 40.0)
    return RealCrop(
        path=tmp_path / "a.png", box=box, text="", layout=Layout.ONE_LINE, group="x"
    )


def test_a_real_crop_varies_but_keeps_its_text(photo: RealCrop) -> None:
    plate = photo.worded("AB123", Layout.TWO_LINES)
    rng = np.random.default_rng(0)
    crops = [varied_crop(plate, rng) for _ in range(6)]
    assert {(crop.text, crop.layout) for crop in crops} == {("AB123", Layout.TWO_LINES)}
    assert len({crop.image.tobytes() for crop in crops}) == 6


def test_plates_without_a_text_are_listed_for_training_alone(tmp_path: Path) -> None:
    head = "set,file,width,height,x0,y0,x1,y1,text,country,lines,label,split\n"
    rows = (
        "scenes,a.jpg,9,9,0,0,9,9,AB123,?,1,author,train\n"
        "scenes,b.jpg,9,9,0,0,9,9,?,?,1,author,train\n"
        "scenes,c.jpg,9,9,0,0,9,9,?,?,1,author,val\n"
        "es_crops,d.jpg,9,9,0,0,9,9,A??123,?,1,two masked,train\n"
    )
    (tmp_path / "labels.csv").write_text(head + rows, encoding="utf-8")
    assert [crop.path.name for crop in unlabelled(tmp_path)] == ["b.jpg"]


def steps(text: str) -> NDArray[np.float32]:
    """Give the answer of a reader that is sure of *text*."""
    found = np.full((2 * len(text) + 1, 37), 1e-4, np.float32)
    found[::2, 0] = 1
    for place, character in enumerate(text):
        found[2 * place + 1, ALPHABET.index(character) + 1] = 1
    return np.asarray(found / found.sum(axis=1, keepdims=True), np.float32)


@dataclass
class Other:
    """A general reader that reads the same in everything."""

    text: str

    def recognise(self, image: Pixels, place: Slant, *, stacked: bool) -> TextLine:
        text = self.text if image.size else ""
        return TextLine(tuple({c: 0.99} for c in text), place, stacked)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("AB12CDE", "AB12CDE", "AB12CDE"),
        ("AB12CDE", "AB12CDF", None),
        ("1A2B3C4D5", "1A2B3C4D5", None),
    ],
    ids=["both readers agree", "they differ", "no region's syntax"],
)
def test_a_plate_is_labelled_where_two_readers_agree_on_a_plausible_text(
    photo: RealCrop, ours: str, theirs: str, expected: str | None
) -> None:
    read = TwoReaders(lambda _line, _width: steps(ours), Other(theirs))
    found = [crop.text for crop in labelled([photo], read)]
    assert found == ([] if expected is None else [expected])


def test_labels_of_two_readers_are_read_back_for_training(
    photo: RealCrop, tmp_path: Path
) -> None:
    plate = photo.worded("AB12CDE", Layout.TWO_LINES)
    write_labels(tmp_path / "more", tmp_path, [plate])
    assert list(real_crops(tmp_path, labels=tmp_path / "more")) == [
        replace(plate, group=".")
    ]
    assert list(real_crops(tmp_path, split="val", labels=tmp_path / "more")) == []
