"""The promise of docs/accuracy.md on a few real photos of every layout."""

from pathlib import Path

import pytest

from datasets.labels import LabelledPhoto, container_photos
from pipelines.look import EVERYTHING, Look
from pipelines.looks import default_look
from pipelines.photos import load_photo
from vision.results import Status

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "container"

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no real photos at {DATA}"),
]


@pytest.fixture(scope="module")
def look() -> Look:
    return default_look()


def photos(group: str, layout: str) -> list[LabelledPhoto]:
    every = container_photos(DATA)
    return [p for p in every if p.group == group and p.layout == layout][:4]


@pytest.mark.parametrize(
    ("group", "layout"),
    [
        ("gate_portal", "H"),
        ("gate_portal", "V"),
        ("gate_portal", "H2"),
        ("driver_phone", "H(rot90)"),
    ],
)
def test_numbers_of_every_layout_are_read(look: Look, group: str, layout: str) -> None:
    for photo in photos(group, layout):
        readings = look(load_photo(photo.path), wants=EVERYTHING).containers
        assert readings[0].number == photo.text
        assert readings[0].status in {Status.CERTAIN, Status.INFERRED}
        certain = {r.number for r in readings if r.status is Status.CERTAIN}
        assert certain <= {photo.text}
