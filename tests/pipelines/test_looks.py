import numpy as np
import pytest

from pipelines.look import EVERYTHING
from pipelines.looks import CalibratedLook, default_look
from tests.support.text import container
from vision.calibration import Calibration
from vision.fuse import fuse
from vision.results import Kind, Readings, Status
from vision.strips import Image

CURVES = {(Kind.CONTAINER, Status.CERTAIN): Calibration((0.5, 1.0), (0.2, 0.7))}
BLANK = np.zeros((64, 64, 3), np.uint8)


def raw(image: Image, *, wants: frozenset[Kind]) -> Readings:
    return Readings(containers=(container(score=1.0),))


def test_a_look_gives_calibrated_confidences() -> None:
    readings = CalibratedLook(raw, CURVES)(BLANK, wants=EVERYTHING)
    assert readings.containers[0].confidence == pytest.approx(0.7)


def test_a_passage_is_as_sure_as_its_surest_look() -> None:
    look = CalibratedLook(raw, CURVES)
    views = [look(BLANK, wants=EVERYTHING) for _ in range(3)]
    assert fuse(views).containers[0].confidence == pytest.approx(0.7)


@pytest.mark.slow
def test_the_default_look_sees_nothing_where_nothing_is() -> None:
    assert default_look()(BLANK, wants=EVERYTHING) == Readings()
