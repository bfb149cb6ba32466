from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.detector_check import Answer
from datasets.ppe import PPE_LABELS, ppe_samples, ppe_sets
from datasets.ppe_check import PpeCheck
from tests.support.ppe import BARE_HEAD, HELMET, PERSON, write_photo
from vision.scene import YardLabel

Array = NDArray[np.float32]
CELLS = 40 * 80 + 20 * 40 + 10 * 20
"""Cells of the 320 x 640 pixels that a photo of 100 x 200 is looked at in."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in "abc":
        write_photo(tmp_path / "val/css", name, [PERSON, HELMET])
    write_photo(tmp_path / "val/hhw", "a", [HELMET])
    write_photo(tmp_path / "train/css", "a", [PERSON])
    write_photo(tmp_path / "train/hhw", "a", [BARE_HEAD])
    return tmp_path


def answer(asked: list[tuple[int, ...]]) -> Answer:
    """See a person where one is labelled, at 3.2 times the size, and nothing else."""

    def give(batch: Array) -> Array:
        asked.append(batch.shape)
        raw = np.zeros((1, CELLS, 5 + len(PPE_LABELS)), np.float32)
        cell = 20 * 80 + 16  # begins at (128, 160), the person's middle
        raw[0, cell, 2:5] = np.log(16), np.log(32), 0.9
        raw[0, cell, 5 + PPE_LABELS.index(YardLabel.PERSON)] = 0.9
        return raw

    return give


def test_classes_are_told_by_set_where_the_set_labels_them(data: Path) -> None:
    rates = PpeCheck(data)(answer([]))
    assert rates == {
        "css person": pytest.approx(1),
        "css helmet": 0,
        "hhw helmet": 0,
    }


def test_at_most_so_many_photos_of_a_set_are_looked_at(data: Path) -> None:
    asked: list[tuple[int, ...]] = []
    PpeCheck(data, most=2)(answer(asked))
    assert asked == [(1, 3, 320, 640)] * 3


def test_samples_come_from_all_sets_and_say_what_each_leaves_unlabelled(
    data: Path,
) -> None:
    samples = ppe_samples(ppe_sets(data, "train"))
    untaught = {samples[index].untaught for index in range(40)}
    assert untaught == {frozenset(), frozenset({0, 3, 4, 5, 6})}


@pytest.mark.parametrize(
    ("group", "height"),
    [
        pytest.param("css", 14 * 1.27, id="helmets alone"),
        pytest.param("hhw", 14 * 0.79, id="whole heads"),
        pytest.param("own", 14.0, id="of another set"),
    ],
)
def test_heads_are_learned_alike_whatever_a_set_takes_for_one(
    tmp_path: Path, group: str, height: float
) -> None:
    write_photo(tmp_path / "train" / group, "a", [HELMET, PERSON])
    sample = ppe_samples(ppe_sets(tmp_path, "train"))[0]
    labels = [PPE_LABELS[label] for label in sample.labels]
    helmet, person = (
        sample.boxes[labels.index(label)] for label in (HELMET.label, PERSON.label)
    )
    assert helmet.tolist() == pytest.approx([32, 10, 48, 10 + height], abs=0.05)
    assert person.tolist() == pytest.approx(PERSON.box.sides, abs=0.05)
