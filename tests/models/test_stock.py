from pathlib import Path

import pytest

from models.registry import load_cards
from models.runtime import ModelError
from models.stock import State, take_stock
from tests.support.manifests import FILES, manifest


def test_all_models_are_as_their_cards_say() -> None:
    stock = take_stock()
    assert [model.name for model in stock] == list(load_cards())
    assert all(model.state is State.OK and model.size for model in stock)


@pytest.mark.parametrize(
    ("keys", "state", "size"),
    [
        pytest.param({}, State.OK, (FILES / "yolo.onnx").stat().st_size, id="ok"),
        pytest.param({"file": "none.onnx"}, State.ABSENT, None, id="no file"),
        pytest.param({"package": "not_there"}, State.ABSENT, None, id="no package"),
    ],
)
def test_the_state_of_a_model_of_a_site_is_told(
    tmp_path: Path, keys: dict[str, object], state: State, size: int | None
) -> None:
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo", **keys)
    (mine,) = [model for model in take_stock(path) if model.name == "mine"]
    assert (mine.state, mine.size) == (state, size)
    assert (mine.fault is None) == (state is State.OK)


def test_a_changed_file_is_told_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "own.onnx").write_bytes(b"changed")
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo", file="own.onnx")
    mine = take_stock(path)[-1]
    assert (mine.state, mine.size) == (State.CHANGED, 7)


def test_a_manifest_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        take_stock(tmp_path / "none.toml")
