"""The site file: one TOML file describes a gate; unknown keys are refused."""

import tomllib
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from gate_service.settings import GateSettings
from models.settings import USUAL, ModelSettings
from pipelines.settings import LaneSettings
from pipelines.yard_settings import YardSettings


class SiteError(Exception):
    """The site file cannot be used; the message names the file and the key."""


class Site(BaseModel):
    """One site: its gate service, and the lanes and yards that are watched here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gate: GateSettings
    lanes: dict[str, LaneSettings] = Field(default_factory=dict)
    yards: dict[str, YardSettings] = Field(default_factory=dict)
    models: ModelSettings = USUAL

    @model_validator(mode="before")
    @classmethod
    def _filled_in(cls, table: object) -> object:
        """Fill in what one machine needs not be told: see ``_with_defaults``."""
        return _with_defaults(table) if isinstance(table, dict) else table

    def lane(self, name: str) -> LaneSettings:
        """Return the settings of lane *name*; SiteError names the lanes there are."""
        if name not in self.lanes:
            known = ", ".join(sorted(self.lanes)) or "none"
            msg = f"no lane {name!r} in the site file; its lanes are: {known}"
            raise SiteError(msg)
        return self.lanes[name]

    def yard(self, name: str) -> YardSettings:
        """Return the settings of yard *name*; SiteError names the yards there are."""
        if name not in self.yards:
            known = ", ".join(sorted(self.yards)) or "none"
            msg = f"no yard {name!r} in the site file; its yards are: {known}"
            raise SiteError(msg)
        return self.yards[name]


def load_site(path: Path) -> Site:
    """Read the site file at *path*; every fault in it is a SiteError of one line."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "name yours with --site FILE; docs/site.md says what stands in it"
        msg = f"cannot read the site file {path}: {error.strerror} ({hint})"
        raise SiteError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"cannot read the site file {path}: it is no text in UTF-8"
        raise SiteError(msg) from error
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not valid TOML: {error}"
        raise SiteError(msg) from error
    try:
        return Site.model_validate(table)
    except ValidationError as error:
        faults = "; ".join(_say(fault) for fault in error.errors())
        msg = f"{path}: {faults}"
        raise SiteError(msg) from error


def _with_defaults(table: dict[str, object]) -> dict[str, object]:
    """Give lanes and yards the gate's address, an outbox, a key, room for recordings.

    The gate service serves what has cameras here, unless it lists others.
    """
    gate = table.get("gate", {})
    if not isinstance(gate, dict):
        return table
    port = gate.get("port", GateSettings.model_fields["port"].default)
    address = f"http://127.0.0.1:{port}"
    filled, served = dict(table), dict[str, object]()
    if isinstance(lanes := table.get("lanes", {}), dict):
        filled["lanes"] = {n: _filled(t, address, f"var/{n}") for n, t in lanes.items()}
        served["lanes"] = {name: _own_page(lane) for name, lane in lanes.items()}
    if isinstance(yards := table.get("yards", {}), dict):
        filled["yards"] = {
            name: _filled(yard, address, f"var/{name}", "recordings")
            for name, yard in yards.items()
        }
        served["yards"] = {name: {} for name in yards}
    return filled | {"gate": served | gate}


def _own_page(lane: object) -> dict[str, object]:
    """Tell the gate of the page that a lane of this machine serves without it."""
    offline = lane.get("offline") if isinstance(lane, dict) else None
    page = offline.get("page") if isinstance(offline, dict) else None
    return {} if page is None else {"own_page": page}


def _filled(table: object, address: str, place: str, *folders: str) -> object:
    """Fill in where one machine keeps what belongs to a lane or yard."""
    if not isinstance(table, dict):
        return table
    usual = {
        "gate": address,
        "outbox": f"{place}.sqlite",
        "key_file": f"{place}.key",
        **{folder: f"{place}/{folder}" for folder in folders},
    }
    return usual | table


def _say(fault: ErrorDetails) -> str:
    """Word one fault for the person who wrote the file."""
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"unknown key {where}{_meant(fault['loc'])}"
    if fault["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"


def _meant(loc: tuple[int | str, ...]) -> str:
    """Suggest the known key that the unknown last part of *loc* is close to."""
    known = _keys_at(loc[:-1])
    close = get_close_matches(str(loc[-1]), known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the table at *loc* may have; empty when unsure."""
    model: object = Site
    for part in loc:
        fields = getattr(model, "model_fields", None)
        if fields is None:  # a dict of tables, whose key *part* is
            model = getattr(model, "__args__", (None,))[-1]
        elif part in fields:
            model = fields[part].annotation
        else:
            return []
    return list(getattr(model, "model_fields", {}))
