"""A card as the table of a manifest: what ``models.manifest`` reads, written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields

from models.cards import ModelCard

_APART = {"name", "folder", "accuracy"}


def as_toml(card: ModelCard) -> str:
    """Write a card's table; keys that say what is usual are left out."""
    lines = [
        f"{field.name} = {_value(getattr(card, field.name))}"
        for field in fields(card)
        if field.name not in _APART
        and getattr(card, field.name) not in (field.default, {})
    ]
    return "\n".join([f"[{card.name}]", *lines, *_accuracy(card), ""])


def _accuracy(card: ModelCard) -> Iterator[str]:
    if card.accuracy:
        yield f"\n[{card.name}.accuracy]"
    for photos, measured in card.accuracy.items():
        pairs = (f"{name} = {_value(value)}" for name, value in measured.items())
        yield f"{_value(photos)} = {{ {', '.join(pairs)} }}"


def _value(value: object) -> str:
    """Write text, numbers, lists and tables; a side that varies is "dynamic"."""
    if isinstance(value, Mapping):
        pairs = (f"{key} = {_value(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if value is None:
        return '"dynamic"'
    return json.dumps(value, ensure_ascii=False)  # TOML escapes text as JSON does
