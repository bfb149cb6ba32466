from pathlib import Path

import pytest

from datasets.measure.training import draw_log, last_rates, read_log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "reader.csv"
    rows = ["10,loss,2.5", "10,cn_crops,0.25", "20,loss,1.5", "20,cn_crops,0.75"]
    path.write_text("\n".join(rows) + "\n")
    return path


def test_a_log_is_read_by_name_and_step(path: Path) -> None:
    assert read_log(path) == {
        "loss": {10: 2.5, 20: 1.5},
        "cn_crops": {10: 0.25, 20: 0.75},
    }


def test_of_a_step_that_was_taken_twice_the_last_counts(path: Path) -> None:
    with path.open("a") as file:
        file.write("20,cn_crops,0.5\n")
    assert last_rates(read_log(path)) == {"cn_crops": 0.5}


def test_the_loss_is_no_rate(path: Path) -> None:
    assert last_rates(read_log(path)) == {"cn_crops": 0.75}


def test_the_plot_names_what_was_checked(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plots` is not installed")
    draw_log(read_log(path), tmp_path / "reader.svg", "training the reader")
    drawn = (tmp_path / "reader.svg").read_text(encoding="utf-8")
    assert "cn_crops" in drawn
    assert "training the reader" in drawn
