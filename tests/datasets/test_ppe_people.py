from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from datasets.ppe import PPE_LABELS, PpePhotos
from datasets.ppe_people import taught_people
from tests.support.ppe import HELMET, PERSON, scored, write_photo
from vision.results import Box, Detection

TIGHT = replace(PERSON, box=Box(28, 10, 52, 90))
"""Overlaps the labelled person by 0.6."""
ELSEWHERE = replace(PERSON, box=Box(120, 10, 150, 90))


def people(
    folder: Path, group: str, labelled: list[Detection], found: list[Detection]
) -> list[list[float]]:
    """Give the boxes of people on a photo of a set, after the teacher looked at it."""
    write_photo(folder / group, "a", labelled)
    told = list[int]()
    taught = taught_people(
        PpePhotos(folder / group), lambda _image: found, lambda: told.append(1)
    )
    assert (len(taught), told) == (1, [1])
    sample = taught[0]
    assert len(sample.labels) == len(sample.boxes)
    wanted = sample.labels == PPE_LABELS.index("person")
    return [[float(side) for side in box] for box in np.round(sample.boxes[wanted])]


@pytest.mark.parametrize(
    ("found", "box"),
    [
        pytest.param([scored(TIGHT, 0.4)], TIGHT.box, id="the same person"),
        pytest.param([scored(TIGHT, 0.1)], PERSON.box, id="not likely"),
        pytest.param([scored(ELSEWHERE, 0.9)], PERSON.box, id="somebody else"),
        pytest.param([], PERSON.box, id="nobody"),
        pytest.param([replace(TIGHT, label="other")], PERSON.box, id="a thing"),
    ],
)
def test_a_labelled_person_gets_the_box_that_the_teacher_gives(
    tmp_path: Path, found: list[Detection], box: Box
) -> None:
    assert people(tmp_path, "css", [PERSON, HELMET], found) == [list(box.sides)]


def test_where_people_are_not_labelled_only_sure_ones_are_learned(
    tmp_path: Path,
) -> None:
    found = [scored(TIGHT, 0.6), scored(ELSEWHERE, 0.4)]
    assert people(tmp_path, "hhw", [HELMET], found) == [list(TIGHT.box.sides)]


def test_where_they_are_labelled_nobody_is_added(tmp_path: Path) -> None:
    assert people(tmp_path, "css", [HELMET], [scored(TIGHT, 0.9)]) == []
