import json
from pathlib import Path

import pytest

from quaygate import bench
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from tests.support.labels import WrittenLook, picture
from tests.support.text import container
from vision.results import Readings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    picture(tmp_path / "portal/1.png", width=1920, height=1080, grey=10)
    picture(tmp_path / "portal/2.png", width=640, height=480, grey=20)
    (tmp_path / "labels.csv").write_text(
        "set,file,number,layout\n"
        "portal,portal/1.png,CSQU3054383,H\n"
        "portal,portal/2.png,CSQU3054383,H\n"
    )
    look = WrittenLook({10: Readings(containers=(container(),))})
    monkeypatch.setattr(bench, "default_look", lambda: look)
    return tmp_path


def test_the_bench_says_what_it_ran_on_and_what_it_took(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "read", "--data", str(data), "--repeat", "2"]) == 0

    shown = capsys.readouterr().out
    assert "ONNX Runtime" in shown
    assert "medians of 2 repeats over 1 frames" in shown


def test_only_frames_of_full_size_are_read(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "read", "--data", str(data), "--json"]) == 0

    read = json.loads(capsys.readouterr().out)
    assert read["frames"] == 1
    assert read["speeds"][0]["exact"] == 1


def test_a_folder_without_such_frames_is_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture(data / "portal/1.png")

    assert main(["bench", "read", "--data", str(data)]) == REFUSED

    assert "no photos of 1920 x 1080 pixels" in capsys.readouterr().err
