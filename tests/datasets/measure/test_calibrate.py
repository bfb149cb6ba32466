import tomllib
from dataclasses import replace

import numpy as np
import pytest

from datasets.cameras import FRONT
from datasets.measure.calibrate import cut_out, rendered, written
from datasets.plate_crops import plate_crop
from pipelines.looks import MODELS
from tests.support.text import plate
from vision.results import Kind, Readings, Status
from vision.strips import Image


def test_a_rendered_plate_is_right_where_it_is_read_as_it_was_lettered() -> None:
    lettered = plate_crop(np.random.default_rng(3)).text

    def look(image: Image, *, wants: frozenset[Kind]) -> Readings:
        return Readings(plates=(plate(lettered), plate("AB12CDE")))

    assert [right for *_, right in cut_out(look, 3)] == [True, False]


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
    assert set(read["models"]) == set(MODELS)
    assert read["plate"]["certain"]["raw"] == [0.5, 0.9]


def test_a_handful_of_texts_makes_no_curve() -> None:
    table = written({(Kind.PLATE, Status.CERTAIN): [(0.5, False), (0.9, True)] * 3})
    assert "plate" not in tomllib.loads(table)
