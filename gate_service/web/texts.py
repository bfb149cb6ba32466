"""Wording, one file per language: the kiosk's, and in a folder the officers'."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
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

    def known(self, table: str, code: str) -> str:
        """Word *code*; one that an older or newer yard sends gets a general text."""
        return self.texts.get(f"{table}.{code}", self.texts[f"{table}.other"])

    def notice(self, code: str) -> str:
        """Word why the last code was refused."""
        return self.texts.get(f"notice.{code}", self.texts["notice.other"])


@cache
def wordings() -> Mapping[str, Wording]:
    """Load every language of the kiosk, by language code, the default first."""
    return _load_all(_FOLDER)


@cache
def office_wordings() -> Mapping[str, Wording]:
    """Load every language of the officers' pages, as ``wordings`` does."""
    return _load_all(_FOLDER / "officers")


def _load_all(folder: Traversable) -> Mapping[str, Wording]:
    files_ = {p.name.removesuffix(".toml"): p for p in folder.iterdir() if p.is_file()}
    names = sorted(files_, key=lambda name: (name != DEFAULT, name))
    return MappingProxyType({name: _load(name, files_[name]) for name in names})


def _load(name: str, path: Traversable) -> Wording:
    content = tomllib.loads(path.read_text("utf-8"))
    return Wording(name, MappingProxyType(dict(_flat(content))))


def _flat(content: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
