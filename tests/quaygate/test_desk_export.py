"""What clerks corrected is written as training and measuring read it."""

from pathlib import Path

import pytest

from datasets.labels import container_photos, plate_photos
from datasets.real_crops import real_crops
from gate_service.application.desk_correct import Told
from gate_service.domain.lane_events import PassageCaptured
from gate_service.domain.visits import Evidence, PassageId
from quaygate.cli import main
from tests.support.desk_pictures import shots
from tests.support.desks import ANN, MISREAD, right_box, right_plate
from tests.support.gates import (
    BOX,
    LANE,
    PLATE,
    GateAtWork,
    at_work,
    live,
    seen_box,
    seen_plate,
)

SITE = """\
[gate]
data = "{folder}"
terminal = "NLRTM"
[lanes.in-1.cameras.front]
url = "videotestsrc://"
reads = ["plate"]
"""


def corrected(folder: Path, *told: Told) -> Path:
    """Let a truck come, a clerk correct it, and give the site file."""
    work = at_work(folder / "gate")
    _come(work)
    (waiting,) = work.gate.desk.look.waiting()
    for each in told:
        work.gate.desk.correct(waiting.visit.id, [each], ANN)
    work.gate.close()
    site = folder / "site.toml"
    site.write_text(SITE.format(folder=folder / "gate"), encoding="utf-8")
    return site


def _come(work: GateAtWork) -> None:
    for shot in shots():
        work.gate.keep_evidence(shot.digest, shot.body)
    code = work.book().arrival_code
    work.drive_in()
    work.gate.present(LANE, code)
    at = work.clock()
    work.report(
        PassageCaptured(
            passage=PassageId("p-1"),
            opened=at,
            stopped=at,
            plates=(seen_plate("AB12CDF", status="uncertain", camera="front"),),
            containers=(seen_box(MISREAD, status="uncertain", camera="rear"),),
            cameras=(live("front"), live("rear")),
            evidence=tuple(
                Evidence(digest=s.digest, camera=s.camera, kind=s.kind, at=at)
                for s in shots()
            ),
        )
    )


def exported(site: Path, folder: Path) -> Path:
    assert main(["desk", "export", "--site", str(site), str(folder)]) == 0
    return folder


def test_plates_are_read_as_crops_by_training_and_measuring(tmp_path: Path) -> None:
    site = corrected(tmp_path, right_plate("AB12CDF"), right_box())
    folder = exported(site, tmp_path / "out")
    (photo,) = plate_photos(folder / "plates", split="all")
    assert (photo.text, photo.box, photo.layout) == (PLATE, None, "1")
    crops = [
        *real_crops(folder / "plates", split="train"),
        *real_crops(folder / "plates", split="val"),
    ]
    assert [(crop.text, crop.box) for crop in crops] == [(PLATE, None)]
    (shot,) = (each for each in shots() if each.kind == "plate")
    assert photo.path.read_bytes() == shot.body


def test_containers_are_read_as_frames_by_measuring(tmp_path: Path) -> None:
    site = corrected(tmp_path, right_plate("AB12CDF"), right_box())
    folder = exported(site, tmp_path / "out")
    (photo,) = container_photos(folder / "container")
    assert (photo.text, photo.passage) == (BOX, f"p-1/{BOX}")
    (shot,) = (e for e in shots() if (e.camera, e.kind) == ("rear", "frame"))
    assert photo.path.read_bytes() == shot.body


def test_what_a_clerk_said_last_is_what_counts(tmp_path: Path) -> None:
    first, then = right_plate("AB12CDF", "AB12CDX"), right_plate("AB12CDX")
    folder = exported(corrected(tmp_path, first, then), tmp_path / "out")
    (photo,) = plate_photos(folder / "plates", split="all")
    assert photo.text == PLATE


def test_no_name_of_a_clerk_is_exported(tmp_path: Path) -> None:
    site = corrected(tmp_path, right_plate("AB12CDF"), right_box())
    folder = exported(site, tmp_path / "out")
    tables = [path.read_text() for path in folder.glob("*/labels.csv")]
    assert len(tables) == 2
    assert not any("Ann" in table for table in tables)


def test_it_says_how_many_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported(corrected(tmp_path, right_plate("AB12CDF")), tmp_path / "out")
    assert capsys.readouterr().out.startswith("1 plates in ")
