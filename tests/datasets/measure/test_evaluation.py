import json
from pathlib import Path

import pytest

from datasets.labels import LabelsError
from datasets.measure.evaluation import Asked, evaluate, evaluate_boxes, labelled
from datasets.measure.rivals import Line
from tests.support.labels import WrittenLook, photo, picture
from tests.support.text import container, plate
from vision.results import Box, Kind, Readings, Status
from vision.strips import Image


def test_every_photo_is_read_once_by_the_look_and_each_rival(tmp_path: Path) -> None:
    path = picture(tmp_path / "1.png", grey=90)
    look = WrittenLook({90: Readings(containers=(container(),))})
    seen: list[tuple[int, ...]] = []

    def rival(image: Image) -> tuple[Line, ...]:
        seen.append(image.shape)
        return (Line("CSQU305438", Box(0, 0, 9, 9)),)

    done = evaluate(Kind.CONTAINER, (photo(path=path),), look, {"other": rival})

    assert look.seen.count(90) == 1
    assert seen == [(48, 64, 3)]
    assert [(r.reader, r.exact.count) for r in done.rows] == [
        ("quaygate", 1),
        ("other", 0),
    ]


def test_two_plates_of_one_photo_are_judged_by_one_look(tmp_path: Path) -> None:
    path = picture(tmp_path / "1.png", grey=90)
    look = WrittenLook({90: Readings(plates=(plate("AB12CDE"),))})
    here, there = Box(0, 0, 100, 25), Box(300, 0, 400, 25)
    labels = (
        photo("AB12CDE", path=path, box=here, others=(there,)),
        photo("XY99ZZZ", path=path, box=there, others=(here,)),
    )

    (row,) = evaluate(Kind.PLATE, labels, look).rows

    assert look.seen.count(90) == 1
    assert (row.exact.count, row.exact.of) == (1, 2)
    assert row.false_accepts is not None
    assert row.false_accepts.count == 0


def test_the_views_of_a_passage_are_fused(tmp_path: Path) -> None:
    right = Readings(containers=(container(),))
    doubtful = Readings(containers=(container("CSQU3054888", Status.INFERRED),))
    look = WrittenLook({10: right, 20: doubtful})
    labels = tuple(
        photo(path=picture(tmp_path / f"{grey}.png", grey=grey), passage="7/A")
        for grey in (10, 20)
    )

    views, passages = evaluate(Kind.CONTAINER, labels, look).rows

    assert (views.group, views.exact.count, views.exact.of) == ("portal", 1, 2)
    assert (passages.group, passages.exact.count) == ("portal, passages", 1)
    assert passages.times is None


def test_a_set_of_single_views_has_no_passages(tmp_path: Path) -> None:
    label = photo(path=picture(tmp_path / "1.png"), passage="7/A")
    done = evaluate(Kind.CONTAINER, (label,), WrittenLook({}))
    assert [row.group for row in done.rows] == ["portal"]


def test_a_photo_made_smaller_is_judged_in_its_own_pixels(tmp_path: Path) -> None:
    path = picture(tmp_path / "1.png", grey=90)
    small = container(box=Box(0, 0, 10, 5))
    look = WrittenLook({90: Readings(containers=(small,))})
    label = photo(path=path, box=Box(0, 0, 20, 10))

    (row,) = evaluate(Kind.CONTAINER, (label,), look, scale=0.5).rows

    assert row.found is not None
    assert row.found.count == 1


def test_it_is_told_how_far_it_is(tmp_path: Path) -> None:
    labels = tuple(photo(path=picture(tmp_path / f"{n}.png")) for n in range(3))
    told: list[tuple[int, int]] = []
    look = WrittenLook({})
    evaluate(Kind.CONTAINER, labels, look, tell=lambda *far: told.append(far))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_values_are_json_and_hold_every_answer(tmp_path: Path) -> None:
    label = photo(path=picture(tmp_path / "1.png"))
    values = evaluate(Kind.CONTAINER, (label,), WrittenLook({})).as_values()
    read = json.loads(json.dumps(values))
    assert read["rows"][0]["exact"]["rate"] == 0.0
    assert read["results"][0]["truth"] == "CSQU3054383"


def test_the_container_photos_have_no_splits(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="no splits"):
        labelled(Kind.CONTAINER, Asked(data=tmp_path, split="train"))


def test_a_split_without_a_label_is_an_error_and_not_a_perfect_score(
    tmp_path: Path,
) -> None:
    (tmp_path / "labels.csv").write_text("file,text,lines,label,split\n")
    with pytest.raises(LabelsError, match="no labels of the split val"):
        labelled(Kind.PLATE, Asked(data=tmp_path))


def test_a_detector_is_measured_on_the_scenes_with_boxes(tmp_path: Path) -> None:
    picture(tmp_path / "ro_dashcam/1.png")
    picture(tmp_path / "cn_crops/1.png")
    (tmp_path / "labels.csv").write_text(
        "file,x0,y0,x1,y1,split\n"
        "ro_dashcam/1.png,0,0,20,10,val\n"
        "cn_crops/1.png,0,0,20,10,val\n"
    )

    done = evaluate_boxes(lambda _: (), Asked(data=tmp_path))

    assert [verdict.scene.group for verdict in done.verdicts] == ["ro_dashcam"]
    assert done.as_values()["misses"][0]["missed"] == [(0, 0, 20, 10)]
