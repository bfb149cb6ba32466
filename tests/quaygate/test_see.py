"""`quaygate watch`: what it prints of photos, clips and what cannot be looked at."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from models.runtime import ModelError
from pipelines.yard_look import YardLook
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from tests.support.ppe import BARE_HEAD, PERSON, VEST, WrittenDetections, scored
from vision.lens import Lens
from vision.results import Box, Detection
from vision.scene import YardLabel
from vision.strips import Image

TRUCK = Detection(YardLabel.VEHICLE, 0.6, Box(-4, 5, 90, 60))
FOUND = [scored(PERSON, 0.91234), scored(BARE_HEAD, 0.8), scored(VEST, 0.7), TRUCK]
SITE = """
[gate.lanes.lane-1]

[yards.north.cameras.pole]
url = "rtsp://10.0.0.5/1"

[yards.north.cameras.pole.zones.driveway]
corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
admits = ["vehicle"]
"""


@pytest.fixture(autouse=True)
def look(monkeypatch: pytest.MonkeyPatch) -> None:
    """See the same in every picture of 200 x 100."""
    written = WrittenDetections(FOUND)
    look = YardLook([written], written)
    monkeypatch.setattr(YardLook, "load", lambda *_, **__: look)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Pillow.new("RGB", (200, 100)).save(path)
    return path


def animation(path: Path, count: int) -> Path:
    greys = [np.full((100, 200, 3), 2 * i, np.uint8) for i in range(count)]
    first, *rest = [Pillow.fromarray(grey) for grey in greys]
    first.save(path, save_all=True, append_images=rest, duration=125)
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_json_of_a_photo_keeps_its_shape(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "--json", str(photo)]) == 0
    assert told(capsys) == [
        {
            "source": str(photo),
            "people": [
                {
                    "box": [20, 10, 60, 90],
                    "confidence": 0.9123,
                    "helmet": "missing",
                    "vest": "worn",
                }
            ],
            "vehicles": [{"box": [0, 5, 90, 60], "confidence": 0.6}],
        }
    ]


def test_a_photo_in_words(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Pillow.new("RGB", (8, 8)).save(photo.with_name("b.png"))
    assert main(["watch", str(photo.parent)]) == 0
    shown = capsys.readouterr().out
    assert "a.png: person (helmet missing, vest worn, 0.91); vehicle (0.60)" in shown
    assert "b.png: nobody and nothing seen" in shown


def test_the_json_of_a_clip_is_one_object_an_incident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = animation(tmp_path / "a.gif", 24)
    assert main(["watch", "--json", str(clip)]) == 0
    (incident,) = told(capsys)
    assert incident["cause"] == "missing-ppe"
    assert incident["measures"] == {"helmet": 1.0}
    assert incident["boxes"] == [[20, 10, 60, 90]]
    assert str(incident["opened"]).endswith("Z")
    assert incident["ends"] == pytest.approx(23 / 8, abs=0.2)
    assert set(incident) == {
        *("source", "incident", "cause", "severity", "zone", "subject"),
        *("opened", "begins", "ends", "boxes", "measures"),
    }


def test_an_incident_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", str(animation(tmp_path / "a.gif", 24))]) == 0
    shown = capsys.readouterr().out
    assert "a.gif: missing-ppe (medium) in everywhere" in shown
    assert ", helmet 1" in shown


def test_the_zones_of_a_site_replace_the_usual_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quaygate.clip_watch.LensWatch", ClearLens)
    (tmp_path / "site.toml").write_text(SITE)
    clip = animation(tmp_path / "a.gif", 24)
    asked = ["watch", "--json", "--site", str(tmp_path / "site.toml"), str(clip)]
    for camera in ([], ["--camera", "pole"], ["--camera", "north/pole"]):
        assert main([*asked, *camera]) == 0
    assert [(i["cause"], i["zone"]) for i in told(capsys)] == [
        ("intrusion", "driveway")
    ] * 3


class ClearLens:
    """A camera that always sees."""

    def look(self, _luma: Image, _at: float, _behind: object) -> Lens:
        return Lens.CLEAR


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        pytest.param(["--camera", "pole"], "name that with --site", id="no site"),
        pytest.param(
            ["--site", "SITE", "--camera", "roof"],
            "no camera 'roof' in the site file; its yards' cameras are: north/pole",
            id="camera",
        ),
        pytest.param(["--site", "none.toml"], "cannot read the site file", id="site"),
    ],
)
def test_what_cannot_be_watched_for_is_said_in_one_line(
    photo: Path, asked: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = photo.with_name("site.toml")
    site.write_text(SITE)
    asked = [str(site) if each == "SITE" else each for each in asked]
    assert main(["watch", *asked, str(photo)]) == REFUSED
    said = capsys.readouterr().err
    assert answer in said
    assert said.count("\n") == 1


def test_one_of_several_cameras_must_be_named(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = photo.with_name("site.toml")
    site.write_text(f'{SITE}\n[yards.south.cameras.pole]\nurl = "rtsp://10.0.0.6/1"\n')
    assert main(["watch", "--site", str(site), str(photo)]) == REFUSED
    assert "more than one camera in the site file" in capsys.readouterr().err


def test_what_cannot_be_looked_at_is_named_and_the_rest_is_looked_at(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo.with_name("0.png").touch()
    cut = animation(photo.with_name("1.png"), 2)
    cut.write_bytes(cut.read_bytes()[:-60])
    paths = [str(photo.parent), str(photo.with_name("none.jpg")), ""]
    assert main(["watch", "--json", *paths]) == REFUSED
    shown = capsys.readouterr()
    assert [line.rpartition("/")[2] for line in shown.err.splitlines()] == [
        "0.png: the file is empty",
        "1.png: not a moving picture",
        "none.jpg: no such file or folder",
        "quaygate: '': no such file or folder",
    ]
    assert json.loads(shown.out)["source"] == str(photo)


def test_a_look_that_fails_is_no_empty_answer(
    photo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_image: Image) -> tuple[Detection, ...]:
        message = "people.onnx gave values that are not finite"
        raise ModelError(message)

    failing = YardLook([fail], fail)
    monkeypatch.setattr(YardLook, "load", lambda *_, **__: failing)
    assert main(["watch", "--json", str(photo)]) == REFUSED
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "not finite" in shown.err


def test_boxes_of_a_large_file_are_in_its_own_pixels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.png"
    Pillow.new("L", (8000, 4000)).save(path)

    def see(image: Image) -> tuple[Detection, ...]:
        height, width = image.shape[:2]
        return (Detection(YardLabel.PERSON, 0.9, Box(0, 0, width / 2, height)),)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(YardLook, "load", lambda *_, **__: YardLook([see], lambda _: ()))
        assert main(["watch", "--json", str(path)]) == 0
    (photo,) = told(capsys)
    people = photo["people"]
    assert isinstance(people, list)
    assert people[0]["box"] == [0, 0, 4000, 4000]
