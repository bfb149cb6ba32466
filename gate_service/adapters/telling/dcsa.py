"""DCSA Track & Trace 2.x: equipment events for container carriers.

Fields and codes by the published event domain,
https://github.com/dcsaorg/DCSA-OpenAPI/tree/master/domain/event. CUSS, CUSI and CUSR
(customs selected for scan, for inspection, released) came with later versions of it.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from gate_service.adapters.telling.carried import containers, held, part
from gate_service.domain.canonical import CanonicalEvent, SiteCodes
from gate_service.domain.told_facts import utc

_ACTUAL, _PLANNED = "ACT", "PLN"
_MOVES = {"visit.gated_in": "GTIN", "visit.gated_out": "GTOT"}
_ORDERS = {"scan": "CUSS", "exam": "CUSI"}


def events(event: CanonicalEvent, site: SiteCodes) -> list[dict[str, object]]:
    """Write one equipment event a container; none for what DCSA has no code for."""
    code, classifier = _code(event)
    if code is None:
        return []
    boxes = held(event) if event.name.startswith("hold.") else containers(event)
    return [_equipment(event, site, code, classifier, box) for box in boxes]


def _code(event: CanonicalEvent) -> tuple[str | None, str]:
    if event.name in _MOVES:
        return _MOVES[event.name], _ACTUAL
    if event.name == "hold.placed":
        return _ORDERS.get(str(part(event, "hold").get("order"))), _ACTUAL
    if event.name == "hold.released":
        return "CUSR", _ACTUAL
    if part(event, "decision").get("target") == "inspection":
        return "INSP", _PLANNED
    return None, _ACTUAL


def _equipment(
    event: CanonicalEvent,
    site: SiteCodes,
    code: str,
    classifier: str,
    box: Mapping[str, Any],
) -> dict[str, object]:
    name = f"{event.source}/{event.id}/{code}/{box['number']}"
    told: dict[str, object] = {
        "eventID": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "eventType": "EQUIPMENT",
        "eventCreatedDateTime": utc(event.at),
        "eventDateTime": utc(event.at),
        "eventClassifierCode": classifier,
        "equipmentEventTypeCode": code,
        "equipmentReference": box["number"],
        "emptyIndicatorCode": "LADEN" if box.get("laden") else "EMPTY",
        "transportCall": _call(event, site),
        "documentReferences": [],
        "references": [],
        "seals": [{"sealNumber": seal} for seal in box.get("seals") or ()],
    }
    if box.get("size_type"):
        told["ISOEquipmentCode"] = box["size_type"]
    return told


def _call(event: CanonicalEvent, site: SiteCodes) -> dict[str, object]:
    """Tell the truck's visit as a call of a vehicle at a facility."""
    call: dict[str, object] = {
        "transportCallID": event.subject,
        "modeOfTransport": "TRUCK",
        "location": {"locationName": site.facility or site.terminal},
    }
    if site.un_locode is not None:
        call["UNLocationCode"] = site.un_locode
    if site.smdg is not None:
        call |= {"facilityCode": site.smdg, "facilityCodeListProvider": "SMDG"}
    return call
