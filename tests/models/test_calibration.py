from pathlib import Path

import pytest

from models.calibration import TABLE, load_calibration
from models.registry import load_cards
from models.runtime import ModelError
from pipelines.looks import MODELS
from vision.results import Kind, Status

CURVE = "[plate.certain]\nraw = [0.5, 0.9]\nright = [0.2, 0.8]\n"


def table(folder: Path, digest: str, curve: str = CURVE) -> Path:
    path = folder / "calibration.toml"
    path.write_text(f'[models]\ntext-recogniser = "{digest}"\n{curve}')
    return path


def test_the_shipped_table_was_fitted_to_the_shipped_models() -> None:
    curves = load_calibration(MODELS, TABLE)
    assert (Kind.CONTAINER, Status.CERTAIN) in curves
    assert (Kind.PLATE, Status.CERTAIN) in curves


def test_a_curve_is_read(tmp_path: Path) -> None:
    digest = load_cards()["text-recogniser"].sha256
    curves = load_calibration(["text-recogniser"], table(tmp_path, digest))
    assert curves[Kind.PLATE, Status.CERTAIN](0.7) == pytest.approx(0.5)


def test_curves_of_other_models_are_not_used(tmp_path: Path) -> None:
    assert load_calibration(["text-recogniser"], table(tmp_path, "0" * 64)) == {}


@pytest.mark.parametrize(
    "curve",
    [
        pytest.param("[plate.certain]\nraw = [0.5]\n", id="half a curve"),
        pytest.param("[plate.sure]\nraw = [0.5]\nright = [0.5]\n", id="no status"),
        pytest.param(CURVE.replace("0.8", "0.1"), id="falls"),
        pytest.param("[plate.certain\n", id="no TOML"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, curve: str) -> None:
    with pytest.raises(ModelError, match=r"calibration\.toml cannot be used"):
        load_calibration(["text-recogniser"], table(tmp_path, "0" * 64, curve))


def test_an_absent_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.toml cannot be used"):
        load_calibration(MODELS, tmp_path / "none.toml")
