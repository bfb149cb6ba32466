"""Manifests that name the tiny detectors of tests/models/files, or any other file."""

import hashlib
import json
from pathlib import Path

FILES = Path(__file__).parents[1] / "models" / "files"
SEEN = {
    "task": "detection",
    "licence": "Apache-2.0",
    "origin": "made by tests/support/tiny_detectors.py",
    "starting_weights": "none",
    "training_data": "none",
    "labels": ["truck", "plate"],
    "channels": "rgb",
    "scale": 1 / 255,
    "threshold": 0.3,
}
"""What the cards of all tiny detectors say."""


def manifest(folder: Path, source: Path, /, **keys: object) -> Path:
    """Write a manifest with the card `mine` of *source*; a key of None is left out."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    entry = SEEN | {"file": str(source), "sha256": digest} | keys
    lines = [f"{k} = {json.dumps(v)}" for k, v in entry.items() if v is not None]
    path = folder / "manifest.toml"
    path.write_text("\n".join(["[mine]", *lines, ""]), encoding="utf-8")
    return path
