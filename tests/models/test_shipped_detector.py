"""The shipped detector, fp32 and int8, on generated lanes and on real photos."""

import csv
from pathlib import Path

import pytest

from datasets.cameras import FRONT, LEFT, REAR
from datasets.motion import Pose
from datasets.optics import Camera
from datasets.scenes import LaneView
from datasets.truth import Kind
from models.detector import Detector
from pipelines.photos import load_photo
from tests.support.trucks import truck
from vision.results import Box

DATA = Path(__file__).parents[2].parent / "shared" / "data"
LAYOUTS = {"H": "code-line", "H2": "code-two-lines", "V": "code-column"}

pytestmark = pytest.mark.slow
real = pytest.mark.skipif(not DATA.is_dir(), reason=f"no real photos at {DATA}")


@pytest.fixture(scope="module", params=["detector", "detector-int8"])
def detector(request: pytest.FixtureRequest) -> Detector:
    return Detector.load(request.param)


def holds(found: Box, text: Box) -> bool:
    """Tell whether *found* has nearly all of a *text* in it, and not much else."""
    return found.overlap(text) > 0.9 * text.area > 0.2 * found.area


@pytest.mark.parametrize(
    ("camera", "kind", "label"),
    [
        (FRONT, Kind.PLATE, "plate"),
        (LEFT, Kind.CONTAINER, "code-column"),
        (REAR, Kind.CONTAINER, "code-line"),
    ],
    ids=["plate", "column", "line"],
)
def test_a_lane_shows_its_plate_and_numbers(
    detector: Detector, camera: Camera, kind: Kind, label: str
) -> None:
    view, pose = LaneView(truck(), camera), Pose(0.0)
    wanted = [t.box for t in view.truth(pose) if t.kind is kind and t.visible > 0.9]
    found = [d.box for d in detector(view.frame(pose)) if d.label == label]
    assert wanted
    assert all(any(holds(box, text) for box in found) for text in wanted)


@pytest.mark.real
@real
@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_numbers_at_a_real_portal_are_found(detector: Detector, layout: str) -> None:
    with (DATA / "container" / "labels.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["set"] == "gate_portal"]
    rows = [r for r in rows if r["layout"] == layout][:6]
    found = 0
    for row in rows:
        truth = Box(*(float(v) for v in row["box_number_xyxy"].split()))
        seen = detector(load_photo(DATA / "container" / row["file"]))
        found += any(
            d.label == LAYOUTS[layout] and d.box.iou(truth) >= 0.5 for d in seen
        )
    assert found == len(rows) > 0
