"""EPCIS 2.0 (ISO/IEC 19987): what happened to containers, for traceability.

A container's EPC is its BIC code: https://ref.gs1.org/standards/tds/, section 6.3.18.
"""

from types import MappingProxyType
from urllib.parse import quote

from gate_service.adapters.telling.carried import containers, held, part
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.told_facts import utc

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

_STEPS = MappingProxyType(
    {
        "visit.gated_in": ("arriving", "in_progress"),
        "visit.gated_out": ("departing", "in_transit"),
        "hold.placed": ("holding", "unavailable"),
        "hold.released": ("accepting", "available"),
        "visit.stopped": ("holding", "non_conformant"),
    }
)
"""Business step and disposition (CBV 2.0) of each event that has them."""


def document(event: CanonicalEvent) -> dict[str, object] | None:
    """Write an EPCIS document of one ObjectEvent; None without containers or step."""
    boxes = held(event) if event.name.startswith("hold.") else containers(event)
    if event.name not in _STEPS or not boxes:
        return None
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": utc(event.at),
        "epcisBody": {"eventList": [_event(event, [str(b["number"]) for b in boxes])]},
    }


def _event(event: CanonicalEvent, numbers: list[str]) -> dict[str, object]:
    step, disposition = _STEPS[event.name]
    place = f"urn:quaygate{event.source.replace('/', ':')}"
    lane = part(event, "visit").get("lane")
    told: dict[str, object] = {
        "type": "ObjectEvent",
        "eventID": f"urn:quaygate:event:{event.id}",
        "eventTime": utc(event.at),
        "eventTimeZoneOffset": "+00:00",
        "epcList": [f"urn:epc:id:bic:{number}" for number in numbers],
        "action": "OBSERVE",
        "bizStep": step,
        "disposition": disposition,
        "bizLocation": {"id": place},
    }
    if lane:
        told["readPoint"] = {"id": f"{place}:{quote(str(lane), safe='')}"}
    if papers := _papers(event):
        told["bizTransactionList"] = papers
    return told


def _papers(event: CanonicalEvent) -> list[dict[str, object]]:
    """Tell the appointment, and the authority's reference of a hold."""
    booked = part(event, "appointment").get("reference")
    hold = part(event, "hold")
    named = [("appointment", str(booked))] if booked else []
    if hold.get("reference"):
        authority = quote(str(hold.get("authority")), safe="")
        named.append((f"hold:{authority}", str(hold["reference"])))
    return [
        {"bizTransaction": f"urn:quaygate:{kind}:{quote(text, safe='')}"}
        for kind, text in named
    ]
