"""The kiosk's wording, one file per language in ``texts/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_FOLDER = files("gate_service.web") / "texts"
DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts of one language by dotted key, such as ``go.word``."""

    code: str
    texts: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """Return the text of *key*.

        Raises KeyError: every key is in every file, and a test holds it so.
        """
        return self.texts[key]

    def reason(self, code: str) -> str:
        """Word a reason; a code of an older rule set gets a general sentence."""
        return self.texts.get(f"reason.{code}", self.texts["reason.other"])

    def notice(self, code: str) -> str:
        """Word why the last code was refused."""
        return self.texts.get(f"notice.{code}", self.texts["notice.other"])


@cache
def wordings() -> Mapping[str, Wording]:
    """Load every language file, by language code, the default first."""
    names = sorted(
        (p.name.removesuffix(".toml") for p in _FOLDER.iterdir()),
        key=lambda name: (name != DEFAULT, name),
    )
    return MappingProxyType({name: _load(name) for name in names})


def _load(name: str) -> Wording:
    content = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    return Wording(name, MappingProxyType(dict(_flat(content))))


def _flat(content: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
