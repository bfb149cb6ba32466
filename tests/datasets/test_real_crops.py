from pathlib import Path

import pytest

from datasets.labels import LabelsError
from datasets.real_crops import real_crops
from datasets.roads import plate_boxes, scenes
from vision.results import Box, Layout

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
