import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.yard_look import YardLook
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from tests.support.ppe import (
    BARE_HEAD,
    HELMET,
    PERSON,
    VEST,
    WrittenDetections,
    scored,
    write_photo,
)

FOUND = [scored(PERSON, 0.9), scored(HELMET, 0.8), scored(VEST, 0.1)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_photo(tmp_path / "val/css", "1", [PERSON, HELMET, VEST])
    write_photo(tmp_path / "val/css", "2", [PERSON, HELMET, VEST])
    write_photo(tmp_path / "val/hhw", "1", [BARE_HEAD, HELMET])
    write_photo(tmp_path / "train/css", "1", [PERSON])
    return tmp_path


@pytest.fixture(autouse=True)
def look(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(detections=WrittenDetections(FOUND))
    monkeypatch.setattr(YardLook, "load", lambda *_, **__: found)


def test_the_tables_tell_classes_people_and_times(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "ppe", "--data", str(data)]) == 0

    shown = capsys.readouterr().out
    assert "| css val | person    | 2 | 1.000" in shown
    assert "| hhw val | no-helmet | 1 | 0.000" in shown
    assert "hhw val | person" not in shown
    assert "| css val | helmet          | worn" in shown
    assert '"AP50 css val" = { photos = 2, person = 1.0, helmet = 1.0' in shown


def test_the_json_is_one_object(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "ppe", "--data", str(data), "--json", "--most", "1"]) == 0

    read = json.loads(capsys.readouterr().out)
    vest = next(row for row in read["rows"] if row["label"] == "vest")
    assert (vest["of"], vest["recall"], vest["best"]) == (1, 0, 1)
    assert read["people"][0]["f1"] == {"worn": 1, "missing": None, "unseen": None}
    assert "people" in read["machine"]["models"]


@pytest.mark.parametrize(
    ("under", "split", "sets"),
    [
        pytest.param("", [], {"css val", "hhw val", "all"}, id="val where it is"),
        pytest.param("", ["--split", "train"], {"css train"}, id="another split"),
        pytest.param("val", [], {"css", "hhw", "all"}, id="folder of sets"),
        pytest.param("val/css", [], {"css"}, id="one set"),
    ],
)
def test_sets_are_found_in_splits_in_a_folder_or_alone(
    data: Path,
    under: str,
    split: list[str],
    sets: set[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", "ppe", "--data", str(data / under), "--json", *split]) == 0

    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["group"] for row in rows} == sets


def test_plots_are_drawn(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "plots"

    assert main(["eval", "ppe", "--data", str(data), "--plots", str(folder)]) == 0

    names = ["ppe-f1.svg", "ppe-precision-recall.svg"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert "no-helmet" in (folder / names[1]).read_text()


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        pytest.param(["--data", "none"], "none: no folder val/SET/images", id="data"),
        pytest.param(["--model", "peopel"], "did you mean people", id="model"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(
    data: Path, asked: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "ppe", "--data", str(data), *asked]) == REFUSED

    said = capsys.readouterr().err
    assert answer in said
    assert said.count("\n") == 1


def test_a_label_that_is_none_is_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "val/css/labels/2.txt").write_text("9 0.5 0.5 0.1 0.1")

    assert main(["eval", "ppe", "--data", str(data)]) == REFUSED

    assert "2.txt: lines must be" in capsys.readouterr().err
