from pathlib import Path

import pytest

from datasets.labels import LabelsError, container_photos, plate_photos, plate_scenes
from vision.results import Box

HEAD = "set,file,x0,y0,x1,y1,text,lines,label,split"
PLATES = f"""\
{HEAD}
vn,vn/1.jpg,0,0,9,9,59P1-52934,2,author,val
vn,vn/2.jpg,0,0,9,9,?,2,author,val
vn,vn/3.jpg,0,0,9,9,59P152935,2,author,train
es,es/4.jpg,0,0,9,9,324HW,1,author; 2 characters masked,val
"""


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    (tmp_path / "labels.csv").write_text(PLATES)
    return tmp_path


def containers(folder: Path, *rows: str) -> Path:
    head = "set,file,passage,number,size_type,layout,box_number_xyxy"
    (folder / "labels.csv").write_text("\n".join([head, *rows]) + "\n")
    return folder


def test_container_labels_are_read(tmp_path: Path) -> None:
    data = containers(tmp_path, "web,web/1.jpg,7/A,CSQU3054383,,H,10 20 30 40")
    (photo,) = container_photos(data)
    assert photo.path == tmp_path / "web/1.jpg"
    assert (photo.text, photo.size_type, photo.layout) == ("CSQU3054383", None, "H")
    assert (photo.box, photo.passage) == (Box(10, 20, 30, 40), "7/A")


def test_numbers_of_one_truck_are_siblings(tmp_path: Path) -> None:
    rows = ("p,p/1.jpg,7/A,CSQU3054383,,H,", "p,p/2.jpg,7/B,MSKU3866036,,H,")
    one, other = container_photos(containers(tmp_path, *rows))
    assert one.siblings == {other.text}
    assert other.siblings == {one.text}


def test_at_most_so_many_of_each_set_are_taken(tmp_path: Path) -> None:
    rows = [f"{s},{s}/{i}.jpg,{i},CSQU3054383,,H," for s in "ab" for i in range(3)]
    photos = container_photos(containers(tmp_path, *rows), most=2)
    assert [photo.group for photo in photos] == ["a", "a", "b", "b"]


def test_plates_of_unknown_text_and_of_the_other_split_are_left_out(
    plates: Path,
) -> None:
    assert [p.text for p in plate_photos(plates)] == ["59P152934", "324HW"]


def test_both_splits_can_be_taken(plates: Path) -> None:
    assert len(plate_photos(plates, split="all")) == 3


def test_masked_plates_say_so(plates: Path) -> None:
    assert [p.masked for p in plate_photos(plates)] == [False, True]


def test_a_plate_knows_the_places_of_the_others_in_its_photo(tmp_path: Path) -> None:
    rows = ("w,w/1.jpg,0,0,9,9,AB1,1,x,val", "w,w/1.jpg,20,0,29,9,?,1,x,val")
    (tmp_path / "labels.csv").write_text("\n".join([HEAD, *rows]))
    (plate,) = plate_photos(tmp_path)
    assert plate.others == (Box(20, 0, 29, 9),)


def test_scenes_hold_every_plate_also_those_of_unknown_text(tmp_path: Path) -> None:
    rows = ("w,w/1.jpg,0,0,9,9,AB1,1,x,val", "w,w/1.jpg,20,0,29,9,?,1,x,val")
    (tmp_path / "labels.csv").write_text("\n".join([HEAD, *rows]))
    (scene,) = plate_scenes(tmp_path, ["w"])
    assert scene.plates == (Box(0, 0, 9, 9), Box(20, 0, 29, 9))


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"no labels\.csv"):
        container_photos(tmp_path)


def test_labels_of_another_kind_are_refused_by_the_missing_column(
    plates: Path,
) -> None:
    with pytest.raises(LabelsError, match="no column layout, number"):
        container_photos(plates)
