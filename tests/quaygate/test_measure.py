import json
import sys
from pathlib import Path

import pytest

from datasets.measure.rivals import RIVALS
from quaygate import measure
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from tests.support.labels import WrittenLook, picture
from tests.support.text import container, plate
from vision.results import Box, Readings, Status

NUMBER = container(box=Box(2, 2, 30, 10))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    picture(tmp_path / "portal/1.png", grey=10)
    picture(tmp_path / "portal/2.png", grey=20)
    head = "set,file,passage,number,size_type,layout,box_number_xyxy"
    rows = [
        "portal,portal/1.png,7/A,CSQU3054383,22G1,H,2 2 30 10",
        "portal,portal/2.png,7/A,CSQU3054383,22G1,V,2 2 30 10",
    ]
    (tmp_path / "labels.csv").write_text("\n".join([head, *rows]))
    return tmp_path


@pytest.fixture(autouse=True)
def look(monkeypatch: pytest.MonkeyPatch) -> WrittenLook:
    written = WrittenLook({10: Readings(containers=(NUMBER,))})
    monkeypatch.setattr(measure, "default_look", lambda **_: written)
    return written


def test_the_table_names_machine_models_and_misses(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "container", "--data", str(data)]) == 0

    shown = capsys.readouterr().out
    assert "ONNX Runtime" in shown
    assert "text-recogniser" in shown
    assert "| quaygate | portal V" in shown
    assert "portal/2.png: CSQU3054383 unread" in shown


def test_the_json_is_one_object(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "container", "--data", str(data), "--json"]) == 0

    read = json.loads(capsys.readouterr().out)
    assert [row["group"] for row in read["rows"]] == [
        "portal",
        "portal H",
        "portal V",
        "portal, passages",
    ]
    assert read["machine"]["cores"] > 0


def test_the_misses_are_written(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "misses"
    asked = ["eval", "container", "--data", str(data), "--misses", str(folder)]

    assert main(asked) == 0

    assert len(list(folder.iterdir())) == 1


def test_rivals_read_the_same_photos(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIVALS, "rapidocr", lambda: lambda _: ())
    asked = ["eval", "container", "--data", str(data), "--against", "rapidocr"]

    assert main(asked) == 0

    assert "| rapidocr | portal V" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        pytest.param(["--against", "tesseract"], "no rival 'tesseract'", id="rival"),
        pytest.param(["--split", "train"], "have no splits", id="split"),
        pytest.param(["--data", "none"], "no labels.csv", id="folder"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(
    data: Path, asked: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "container", "--data", str(data), *asked]) == REFUSED

    said = capsys.readouterr().err
    assert answer in said
    assert said.count("\n") == 1


def test_a_photo_that_is_missing_is_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "portal/2.png").unlink()

    assert main(["eval", "container", "--data", str(data)]) == REFUSED

    assert "portal/2.png" in capsys.readouterr().err


def test_without_datasets_the_command_says_where_to_run_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "quaygate.measure", raising=False)
    monkeypatch.setitem(sys.modules, "datasets", None)
    monkeypatch.setitem(sys.modules, "datasets.labels", None)

    assert main(["eval", "container", "--data", str(data)]) == REFUSED

    assert "run it from a checkout" in capsys.readouterr().err


def test_plate_boxes_are_measured(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    picture(tmp_path / "ro_dashcam/1.png")
    row = "ro_dashcam/1.png,2,2,30,10,val\n"
    (tmp_path / "labels.csv").write_text(f"file,x0,y0,x1,y1,split\n{row}")
    monkeypatch.setattr(measure, "load_detector", lambda **_: lambda _: ())
    monkeypatch.setattr(measure, "_DETECTOR", "text-detector")

    assert main(["eval", "plate-boxes", "--data", str(tmp_path)]) == 0

    assert "| ro_dashcam |" in capsys.readouterr().out


def test_plates_are_measured(
    tmp_path: Path, look: WrittenLook, capsys: pytest.CaptureFixture[str]
) -> None:
    picture(tmp_path / "cn_crops/1.png", grey=30)
    look.texts[30] = Readings(plates=(plate("A12345", Status.UNCERTAIN),))
    head = "file,x0,y0,x1,y1,text,lines,label,split"
    row = "cn_crops/1.png,0,0,64,48,皖A12345,1,author,val"
    (tmp_path / "labels.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")

    assert main(["eval", "plate", "--data", str(tmp_path), "--json"]) == 0

    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert (result["truth"], result["exact"]) == ("A12345", True)


def test_a_number_of_photos_below_one_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["eval", "container", "--data", "x", "--most", "0"])
    assert left.value.code == REFUSED
