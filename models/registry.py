"""Which models there are, where their files lie and whether they are unchanged."""

import hashlib
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from models.cards import ModelCard
from models.manifest import read_manifest
from models.runtime import (
    AbsentModelError,
    ChangedModelError,
    ModelError,
    Session,
)
from models.settings import USUAL, ModelSettings

ARTIFACTS = Path(__file__).parent / "artifacts"
"""The folder of our own models."""


def load_cards(manifest: Path | None = None) -> dict[str, ModelCard]:
    """Read our own cards by name, and over them those of a site's own *manifest*."""
    cards = read_manifest(ARTIFACTS / "manifest.toml")
    return cards if manifest is None else cards | read_manifest(manifest)


def card_named(name: str, cards: Mapping[str, ModelCard]) -> ModelCard:
    """Give the card of that name; ModelError says which names there are."""
    if name in cards:
        return cards[name]
    close = get_close_matches(name, cards, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    message = f"no model {name!r}{meant}; there are: {', '.join(sorted(cards))}"
    raise ModelError(message)


def open_model(
    name: str, *, threads: int = 1, settings: ModelSettings = USUAL
) -> tuple[ModelCard, Session]:
    """Load the model of that name, checked against its card."""
    card = card_named(name, load_cards(settings.manifest))
    return card, Session(verify(card), threads=threads, provider=settings.provider)


def locate(card: ModelCard) -> Path:
    """Say where the card's file lies; the package is found, never imported.

    Raises AbsentModelError where the package or the file is absent.
    """
    path = _folder(card) / card.file
    if not path.is_file():
        message = f"the model {card.name} is absent: no file {path}"
        raise AbsentModelError(message)
    return path


def verify(card: ModelCard) -> Path:
    """Locate the card's file and compare its SHA-256.

    Raises AbsentModelError or ChangedModelError where it is not there, or is not the
    one that was measured.
    """
    path = locate(card)
    digest = sha256_of(path)
    if digest != card.sha256:
        message = (
            f"the model {card.name} has changed: {path} has SHA-256 {digest[:12]}..., "
            f"its card says {card.sha256[:12]}..."
        )
        raise ChangedModelError(message)
    return path


def unlisted(folder: Path = ARTIFACTS) -> tuple[Path, ...]:
    """Give the model files in *folder* that its manifest does not name."""
    cards = read_manifest(folder / "manifest.toml").values()
    listed = {card.file for card in cards if card.package is None}
    found = (path.relative_to(folder) for path in folder.rglob("*.onnx"))
    return tuple(
        sorted(folder / path for path in found if path.as_posix() not in listed)
    )


def sha256_of(path: Path) -> str:
    """Give a file's SHA-256, in lower case; AbsentModelError where it is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise AbsentModelError(message) from error


def _folder(card: ModelCard) -> Path:
    if card.package is None:
        return card.folder
    spec = find_spec(card.package)
    if spec is None or spec.origin is None:
        message = (
            f"the model {card.name} is absent: it comes with the package "
            f"{card.package}, which is not installed"
        )
        raise AbsentModelError(message)
    return Path(spec.origin).parent
