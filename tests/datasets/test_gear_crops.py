"""Who is shown to the trainer of gear, and what they are said to wear."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.detection import DetectionSample
from datasets.gear_check import GearCheck
from datasets.gear_crops import GearCrops
from datasets.gear_subjects import Subjects, subjects
from datasets.labels import LabelsError
from datasets.ppe import PPE_LABELS, PpePhotos
from tests.support.ppe import HELMET, PERSON, VEST, write_photo
from vision.close_up import SIZE
from vision.results import Box, Detection
from vision.scene import GEAR_LABELS, YardLabel

HELMET_LABEL, VEST_LABEL = (GEAR_LABELS.index(YardLabel(n)) for n in ("helmet", "vest"))
NOWHERE = Detection(YardLabel.PERSON, 0.4, Box(140, 10, 180, 90))
MOVED = Detection(YardLabel.PERSON, 0.8, Box(24, 14, 66, 96))
BESIDE = Detection(YardLabel.PERSON, 1.0, Box(36, 10, 76, 90))


def shown(
    folder: Path, labelled: Sequence[Detection], found: Sequence[Detection]
) -> Subjects:
    """Take one photo as it is labelled, on which so much is found."""
    write_photo(folder, "1", labelled)
    return subjects(PpePhotos(folder), lambda _: found, lambda: None, share=1.0)


def test_who_was_found_wears_what_is_labelled(tmp_path: Path) -> None:
    each = shown(tmp_path / "css", [PERSON, HELMET, VEST], [MOVED, NOWHERE])
    (seen,), (labelled,), (nobody,) = each.seen, each.labelled, each.nobody
    assert (seen.box, nobody.box) == (MOVED.box, NOWHERE.box)
    assert labelled.box.sides == pytest.approx(PERSON.box.sides, abs=0.01)
    for subject in (seen, labelled):
        assert subject.labels.tolist() == [HELMET_LABEL, VEST_LABEL]
    assert nobody.labels.tolist() == []


def test_what_somebody_beside_wears_is_not_judged(tmp_path: Path) -> None:
    each = shown(tmp_path / "css", [PERSON, BESIDE, HELMET], [BESIDE])
    (seen,) = each.seen
    assert seen.labels.tolist() == []
    assert seen.beside[0].tolist() == pytest.approx(HELMET.box.sides, abs=0.01)


def test_where_no_people_are_labelled_those_count_whose_head_is(tmp_path: Path) -> None:
    each = shown(tmp_path / "hhw", [HELMET], [MOVED, NOWHERE])
    assert [subject.box for subject in each.seen] == [MOVED.box]
    assert (each.labelled, each.nobody) == ((), ())


def test_a_close_up_is_of_one_person_and_seed(tmp_path: Path) -> None:
    draw = GearCrops([shown(tmp_path / "css", [PERSON, HELMET, VEST], [MOVED])])
    for seed in range(30):
        one, again = (draw(np.random.default_rng(seed)) for _ in range(2))
        assert one.image.shape == (*SIZE, 3)
        assert np.array_equal(one.image, again.image)
        assert set(one.labels.tolist()) <= {HELMET_LABEL, VEST_LABEL}
        middles = (one.boxes[:, 1] + one.boxes[:, 3]) / 2
        assert (np.diff(middles) > 0).all()  # the head is above the torso
        assert (one.boxes >= 0).all()


def test_what_a_set_does_not_label_is_not_taught(tmp_path: Path) -> None:
    draw = GearCrops([shown(tmp_path / "hhw", [HELMET], [MOVED])])
    sample: DetectionSample = draw(np.random.default_rng(0))
    names = {GEAR_LABELS[i] for i in sample.untaught}
    assert names == {YardLabel.VEST, YardLabel.NO_VEST}


def test_photos_without_anybody_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="nobody"):
        GearCrops([shown(tmp_path / "css", [], [])])


@pytest.mark.parametrize(("label", "right"), [(HELMET_LABEL, 1.0), (1, 0.0)])
def test_heads_and_torsos_are_checked(tmp_path: Path, label: int, right: float) -> None:
    each = shown(tmp_path / "css", [PERSON, HELMET, VEST], [MOVED])

    def answer(batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Be sure of one label, and see no torso."""
        cells = sum(batch.shape[2] * batch.shape[3] // s**2 for s in (8, 16, 32))
        raw = np.zeros((1, cells, 5 + len(GEAR_LABELS)), np.float32)
        raw[0, 3, 4] = raw[0, 3, 5 + label] = 0.9
        return raw

    assert GearCheck([each])(answer) == {"head": right, "torso": 0.0}


def test_the_order_of_the_labels_is_that_of_people() -> None:
    assert [PPE_LABELS.index(label) for label in GEAR_LABELS] == [1, 2, 3, 4]
