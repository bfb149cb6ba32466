"""What the detector learns from: kept samples, mixtures, photos half labelled."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from datasets.detection import (
    LABELS,
    DetectionSample,
    Folder,
    Marked,
    Mixture,
    keep,
    marked,
)
from datasets.labels import LabelsError
from datasets.roads import Roads, plate_boxes
from datasets.truth import Kind, TextTruth
from vision.results import Box, Detection, Layout

BOX = Box(10.0, 20.0, 50.0, 40.0)
GREY = np.full((60, 80, 3), 128, np.uint8)


def text(kind: Kind, layout: Layout | None, visible: float = 1.0) -> TextTruth:
    return TextTruth(
        kind=kind,
        text="X",
        layout=layout,
        box=BOX,
        characters=(BOX,),
        visible=visible,
    )


@pytest.mark.parametrize(
    ("kind", "layout", "label"),
    [
        (Kind.PLATE, None, "plate"),
        (Kind.CONTAINER, Layout.ONE_LINE, "code-line"),
        (Kind.CONTAINER, Layout.TWO_LINES, "code-two-lines"),
        (Kind.CONTAINER, Layout.VERTICAL, "code-column"),
        (Kind.SIZE_TYPE, Layout.VERTICAL, "size-type"),
    ],
)
def test_every_text_has_its_label(
    kind: Kind, layout: Layout | None, label: str
) -> None:
    assert marked([text(kind, layout)]).boxes == ((BOX, label),)


@pytest.mark.parametrize(
    ("visible", "learned", "ignored"), [(1.0, 1, 0), (0.4, 0, 1), (0.05, 0, 0)]
)
def test_what_is_half_hidden_is_neither_object_nor_background(
    visible: float, learned: int, ignored: int
) -> None:
    marks = marked([text(Kind.CONTAINER, Layout.ONE_LINE, visible)])
    assert (len(marks.boxes), len(marks.ignored)) == (learned, ignored)


def test_a_kept_sample_is_read_as_it_was(tmp_path: Path) -> None:
    marks = Marked(((BOX, "plate"), (BOX, "truck")), (Box(0, 0, 5, 5),))
    keep(tmp_path, "a.jpg", GREY, marks)
    keep(tmp_path, "b.jpg", GREY, Marked(()))
    first, second = Folder(tmp_path)[0], Folder(tmp_path)[1]
    assert first.image.shape == GREY.shape
    assert first.boxes.tolist() == [[10, 20, 50, 40]] * 2
    assert [LABELS[label] for label in first.labels] == ["plate", "truck"]
    assert first.ignored.tolist() == [[0, 0, 5, 5]]
    assert second.boxes.shape == (0, 4)
    assert len(Folder(tmp_path)) == 2


def test_a_missing_image_is_named(tmp_path: Path) -> None:
    keep(tmp_path, "a.jpg", GREY, Marked(()))
    (tmp_path / "a.jpg").unlink()
    with pytest.raises(OSError, match=r"a\.jpg"):
        Folder(tmp_path)[0]


def samples(tone: int) -> Sequence[DetectionSample]:
    return [Marked(()).sample(np.full((4, 4, 3), tone, np.uint8))]


def test_a_mixture_draws_by_weight_and_always_the_same() -> None:
    mixture = Mixture([(samples(1), 3.0), (samples(2), 1.0)])
    tones = [int(mixture[i].image[0, 0, 0]) for i in range(400)]
    assert tones == [int(mixture[i].image[0, 0, 0]) for i in range(400)]
    assert 0.68 < tones.count(1) / 400 < 0.82


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    cv2.imwrite(str(tmp_path / "a.png"), GREY)
    cv2.imwrite(str(tmp_path / "b.png"), GREY)
    (tmp_path / "labels.csv").write_text(
        "set,file,x0,y0,x1,y1,split\n"
        "roads,a.png,1,2,30,12,train\n"
        "roads,a.png,40,2,70,12,train\n"
        "roads,b.png,5,5,20,10,val\n"
        "crops,c.png,0,0,9,9,train\n",
        encoding="utf-8",
    )
    return tmp_path


def test_plates_of_one_photo_come_together_and_splits_stay_apart(plates: Path) -> None:
    train = plate_boxes(plates, "roads", "train")
    assert {p.name: len(boxes) for p, boxes in train.items()} == {"a.png": 2}
    assert {p.name for p in plate_boxes(plates, "roads", "val")} == {"b.png"}


def test_a_teacher_is_believed_when_sure_and_spares_what_it_doubts(
    plates: Path,
) -> None:
    def teacher(image: object) -> list[Detection]:
        return [
            Detection("truck", 0.9, BOX),
            Detection("truck", 0.3, Box(0, 0, 9, 9)),
            Detection("truck", 0.05, Box(0, 0, 5, 5)),
        ]

    (sample,) = Roads(plate_boxes(plates, "roads", "train"), teacher)
    assert [LABELS[n] for n in sample.labels] == ["plate", "plate", "truck"]
    assert sample.ignored.tolist() == [[0, 0, 9, 9]]


def test_a_plate_that_nobody_labelled_is_ignored(plates: Path) -> None:
    def teacher(image: object) -> list[Detection]:
        return [
            Detection("plate", 0.9, Box(2, 2, 30, 12)),  # labelled
            Detection("plate", 0.8, Box(10, 40, 40, 55)),
            Detection("plate", 0.1, Box(50, 40, 70, 55)),
        ]

    (sample,) = Roads(plate_boxes(plates, "roads", "train"), teacher)
    assert [LABELS[n] for n in sample.labels] == ["plate", "plate"]
    assert sample.ignored.tolist() == [[10, 40, 40, 55]]


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"labels\.csv"):
        plate_boxes(tmp_path, "roads", "train")
