"""Manifests: TOML files with one table a model, in which every fault is named."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from models.cards import ModelCard
from models.runtime import ModelError

_CARD = TypeAdapter(ModelCard)
_OURS = {"name", "folder"}
"""What a card has from where its entry stands, not from the entry itself."""
_KEYS = sorted({field.name for field in fields(ModelCard)} - _OURS)


def read_manifest(path: Path) -> dict[str, ModelCard]:
    """Read every card of a manifest, by name.

    Raises ModelError, in one line that names the entry and the key, for anything
    that cannot be used: a card that is half understood runs no model.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"cannot read the manifest {path}: {error.strerror}"
        raise ModelError(message) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"the manifest {path} is not valid TOML: {error}"
        raise ModelError(message) from error
    return {name: _card(path, name, entry) for name, entry in entries.items()}


def _card(path: Path, name: str, entry: object) -> ModelCard:
    if not isinstance(entry, Mapping):
        message = f"{path}: {name} is no table; every key belongs below a [name]"
        raise ModelError(message)
    faults = [_unknown(key) for key in entry if key not in _KEYS]
    known = {key: value for key, value in entry.items() if key in _KEYS}
    try:
        card = _CARD.validate_python(known | {"name": name, "folder": path.parent})
    except ValidationError as error:
        faults += [_say(fault) for fault in error.errors()]
    if faults:
        message = f"{path}: the model {name}: {'; '.join(faults)}"
        raise ModelError(message)
    return card


def _unknown(key: str) -> str:
    close = get_close_matches(key, _KEYS, n=1)
    return f"unknown key {key}" + (f" (did you mean {close[0]}?)" if close else "")


def _say(fault: ErrorDetails) -> str:
    """Word one fault for the person who wrote the manifest."""
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"the key {where} is missing"
    said = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
