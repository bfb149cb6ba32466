import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from datasets.cameras import FRONT
from datasets.measure.calibrate import photographed, rendered, written
from tests.support.labels import WrittenLook, picture
from tests.support.text import plate
from vision.results import Kind, Readings, Status
from vision.strips import Image

HEAD = "file,x0,y0,x1,y1,text,lines,label,split\n"


def test_plates_for_measuring_are_never_looked_at(tmp_path: Path) -> None:
    for grey, name in ((10, "a"), (20, "b")):
        picture(tmp_path / f"cn_crops/{name}.png", grey=grey)
    (tmp_path / "labels.csv").write_text(
        HEAD + "cn_crops/a.png,0,0,64,48,A12345,1,author,train\n"
        "cn_crops/b.png,0,0,64,48,B12345,1,author,val\n"
    )
    look = WrittenLook({10: Readings(plates=(plate("A12345"),))})

    answers = list(photographed(look, tmp_path, most=None))

    assert answers == [(Kind.PLATE, Status.CERTAIN, 0.99, True)]
    assert look.seen == [10]


def test_texts_that_a_machine_wrote_down_are_left_out(tmp_path: Path) -> None:
    picture(tmp_path / "world_scenes/a.png")
    (tmp_path / "labels.csv").write_text(
        HEAD + "world_scenes/a.png,0,0,64,48,A12345,1,PSEUDO,train\n"
    )
    look = WrittenLook({})
    assert list(photographed(look, tmp_path, most=None)) == []
    assert look.seen == []


@pytest.mark.slow
def test_a_plate_that_no_rendered_truck_has_is_wrong() -> None:
    def look(image: Image, *, wants: frozenset[Kind]) -> Readings:
        return Readings(plates=(plate("AB12CDE"),))

    (answer,) = rendered(look, 0, [replace(FRONT, width=320, height=180)])

    assert answer == (Kind.PLATE, Status.CERTAIN, 0.99, False)


def test_the_table_names_its_models_and_its_counts() -> None:
    texts = [(0.5, False), (0.9, True)] * 30
    table = written({(Kind.PLATE, Status.CERTAIN): texts})
    assert "fitted to 60 texts" in table
    read = tomllib.loads(table)
    assert set(read["models"]) == {"text-detector", "text-recogniser"}
    assert read["plate"]["certain"]["raw"] == [0.5, 0.9]
