"""Manifests: what customs was told is in each container, imported in bulk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from gate_service.domain.customs import HoldOrder
from gate_service.domain.errors import Fault
from vision.identifiers import ContainerNumber

ImportId = NewType("ImportId", str)
LineId = NewType("LineId", str)
MOST_LINES = 10_000
FIELDS = (
    "container",
    "commodity",
    "description",
    "consignee",
    "origin",
    "order",
    "reference",
)
"""The columns of a manifest, in their order."""
UNREADABLE = "?"
"""Where a row says why it cannot be read at all."""
_COMMODITY = re.compile(r"\d{4,10}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_ORDERS = tuple(str(each) for each in HoldOrder)
_LONGEST: Mapping[str, int] = {"description": 300, "consignee": 200, "reference": 100}

Row = Mapping[str, str]
"""One line as it was sent: texts by field, empty where nothing was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """What one line says of one container.

    ``commodity`` is an HS code of 4 to 10 digits. ``order`` None places no hold;
    otherwise the hold is placed under ``reference``.
    """

    id: LineId
    imported: ImportId
    authority: str
    container: str
    commodity: str
    description: str = ""
    consignee: str = ""
    origin: str | None = None
    order: HoldOrder | None = None
    reference: str = ""


class ImportState(StrEnum):
    """How far an import has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One manifest that was sent: how many lines, how many done, how many refused.

    ``digest`` is the SHA-256 of the file. A ``dry_run`` checks and keeps nothing.
    """

    id: ImportId
    authority: str
    digest: str
    received: datetime
    received_by: str
    lines: int
    dry_run: bool = False
    done: int = 0
    refused: int = 0
    held: int = 0
    """Holds that its lines placed."""
    finished: datetime | None = None

    @property
    def state(self) -> ImportState:
        """How far it has come."""
        if self.finished is not None:
            return ImportState.DONE
        return ImportState.RUNNING if self.done else ImportState.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFault:
    """What is wrong with one field of one line; lines count from 1, headings apart."""

    line: int
    field: str
    detail: str


def line_of(
    row: Row, *, new_id: LineId, imported: ImportId, authority: str
) -> ManifestLine | tuple[Fault, ...]:
    """Read one line: what it says, or everything that is wrong with it."""
    if UNREADABLE in row:
        return (Fault("line", row[UNREADABLE]),)
    said = {name: row.get(name, "").strip() for name in FIELDS}
    container, faults = _container(said["container"])
    faults += _faults(said)
    if faults:
        return tuple(faults)
    return ManifestLine(
        id=new_id,
        imported=imported,
        authority=authority,
        container=container,
        commodity=said["commodity"].replace(".", ""),
        description=said["description"],
        consignee=said["consignee"],
        origin=said["origin"].upper() or None,
        order=HoldOrder(said["order"].lower()) if said["order"] else None,
        reference=said["reference"],
    )


def _container(text: str) -> tuple[str, list[Fault]]:
    try:
        return ContainerNumber.parse(text).text, []
    except ValueError as error:
        return "", [Fault("container", str(error))]


def _faults(said: Row) -> list[Fault]:
    """Check every field but the container."""
    order, origin = said["order"].lower(), said["origin"].upper()
    wrong = {
        "commodity": not _COMMODITY.fullmatch(said["commodity"].replace(".", "")),
        "origin": bool(origin) and not _COUNTRY.fullmatch(origin),
        "order": bool(order) and order not in _ORDERS,
        "reference": bool(order) and not said["reference"],
    }
    faults = [Fault(name, _MUST[name]) for name, found in wrong.items() if found]
    for name, most in _LONGEST.items():
        if len(said[name]) > most:
            faults.append(Fault(name, f"at most {most} characters"))
        if not said[name].isprintable():
            faults.append(Fault(name, "has characters that are not allowed"))
    return faults


_MUST: Mapping[str, str] = {
    "commodity": "must be an HS code of 4 to 10 digits",
    "origin": "must be a country of two letters (ISO 3166), or empty",
    "order": f"must be one of {', '.join(_ORDERS)}, or empty",
    "reference": "an order needs its authority's reference",
}
