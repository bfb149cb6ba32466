from dataclasses import replace
from pathlib import Path

import pytest

from models.cards import ModelCard
from models.registry import load_cards, locate, verify
from models.runtime import ModelError, Session


@pytest.fixture
def card() -> ModelCard:
    return load_cards()["text-detector"]


def test_every_card_names_its_licence_and_origin() -> None:
    cards = load_cards()
    assert all(card.licence and card.origin for card in cards.values())


def test_every_model_file_is_the_one_on_its_card() -> None:
    assert all(verify(card).is_file() for card in load_cards().values())


def test_a_changed_file_is_refused(card: ModelCard) -> None:
    with pytest.raises(ModelError, match="has changed"):
        verify(replace(card, sha256="0" * 64))


def test_a_missing_file_is_named(card: ModelCard) -> None:
    with pytest.raises(ModelError, match=r"absent.*none\.onnx"):
        locate(replace(card, file="none.onnx"))


def test_a_missing_package_is_named(card: ModelCard) -> None:
    with pytest.raises(ModelError, match="not_there_at_all, which is not installed"):
        locate(replace(card, package="not_there_at_all"))


def test_a_file_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"broken\.onnx cannot be loaded"):
        Session(path)
