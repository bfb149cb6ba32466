from dataclasses import replace
from pathlib import Path

import pytest

from models.cards import ModelCard
from models.registry import (
    ARTIFACTS,
    card_named,
    load_cards,
    locate,
    open_model,
    unlisted,
    verify,
)
from models.runtime import ModelError
from models.settings import ModelSettings
from tests.support.manifests import FILES, manifest


@pytest.fixture
def card() -> ModelCard:
    return load_cards()["text-detector"]


@pytest.mark.parametrize("name", sorted(load_cards()))
def test_every_model_of_ours_is_described_and_is_the_file_on_its_card(
    name: str,
) -> None:
    card = load_cards()[name]
    assert verify(card).is_file()
    assert card.card is not None
    prose = (ARTIFACTS / card.card).read_text(encoding="utf-8")
    assert prose.startswith("# " + name.partition("-")[0])


def test_no_model_lies_about_unlisted() -> None:
    assert unlisted() == ()


def test_a_model_that_no_card_names_is_found_out(tmp_path: Path) -> None:
    manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo", file="sub/mine.onnx")
    for name in ("sub/mine.onnx", "sub/stray.onnx", "stray.onnx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    strays = [path.relative_to(tmp_path).as_posix() for path in unlisted(tmp_path)]
    assert strays == ["stray.onnx", "sub/stray.onnx"]


def test_a_changed_file_is_refused(card: ModelCard) -> None:
    with pytest.raises(ModelError, match="has changed"):
        verify(replace(card, sha256="0" * 64))


def test_a_missing_file_is_named(card: ModelCard) -> None:
    with pytest.raises(ModelError, match=r"absent.*none\.onnx"):
        locate(replace(card, file="none.onnx"))


def test_a_missing_package_is_named(card: ModelCard) -> None:
    with pytest.raises(ModelError, match="not_there_at_all, which is not installed"):
        locate(replace(card, package="not_there_at_all"))


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(ModelError, match=r"did you mean text-detector\?.*there are"):
        card_named("text-detectr", load_cards())


def test_a_site_adds_its_models_to_ours(tmp_path: Path) -> None:
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo")
    assert set(load_cards(path)) == {*load_cards(), "mine"}


def test_a_site_replaces_a_model_of_ours_by_its_name(tmp_path: Path) -> None:
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo")
    text = path.read_text(encoding="utf-8").replace("[mine]", "[text-detector]")
    path.write_text(text, encoding="utf-8")
    card, session = open_model("text-detector", settings=ModelSettings(manifest=path))
    assert card.decoder == "yolo"
    assert session.shape == (1, 3, None, None)


def test_a_file_is_looked_for_beside_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "own.onnx").write_bytes((FILES / "yolo.onnx").read_bytes())
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo", file="own.onnx")
    assert verify(load_cards(path)["mine"]) == tmp_path / "own.onnx"
