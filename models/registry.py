"""Which models there are, where their files lie and whether they are unchanged."""

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from models.runtime import ModelError

_ARTIFACTS = Path(__file__).parent / "artifacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What is known of one model.

    ``package`` is the installed distribution that ships the file, None for our own.
    """

    name: str
    task: str
    file: str
    sha256: str
    licence: str
    origin: str
    starting_weights: str
    training_data: str
    package: str | None = None


def load_cards(manifest: Path = _ARTIFACTS / "manifest.toml") -> dict[str, ModelCard]:
    """Read every card of the manifest, by name."""
    entries = tomllib.loads(manifest.read_text(encoding="utf-8"))
    return {name: ModelCard(name=name, **entry) for name, entry in entries.items()}


def locate(card: ModelCard) -> Path:
    """Say where the card's file lies; the package is found, never imported.

    Raises ModelError where the package or the file is absent.
    """
    path = _folder(card) / card.file
    if not path.is_file():
        message = f"the model {card.name} is absent: no file {path}"
        raise ModelError(message)
    return path


def verify(card: ModelCard) -> Path:
    """Locate the card's file and compare its SHA-256.

    Raises ModelError where the file is absent or is not the one that was measured.
    """
    path = locate(card)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != card.sha256:
        message = (
            f"the model {card.name} has changed: {path} has SHA-256 {digest[:12]}..., "
            f"its card says {card.sha256[:12]}..."
        )
        raise ModelError(message)
    return path


def _folder(card: ModelCard) -> Path:
    if card.package is None:
        return _ARTIFACTS
    spec = find_spec(card.package)
    if spec is None or spec.origin is None:
        message = (
            f"the model {card.name} is absent: it comes with the package "
            f"{card.package}, which is not installed"
        )
        raise ModelError(message)
    return Path(spec.origin).parent
