"""CODECO D.95B: the gate-in and gate-out report of the terminals' EDI.

One interchange with one message a gate move, by
https://service.unece.org/trade/untdid/d95b/trmd/codeco_d.htm and the SMDG's codes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from pydifact.segmentcollection import Interchange, Message
from pydifact.segments import Segment

from gate_service.adapters.telling.carried import containers, part
from gate_service.domain.canonical import CanonicalEvent, SiteCodes

_GATE_IN, _GATE_OUT = "34", "36"
_REPORTS = {"visit.gated_in": _GATE_IN, "visit.gated_out": _GATE_OUT}
_ORIGINAL = "9"
_EXPORT, _IMPORT = "2", "3"
_LADEN, _EMPTY = "5", "4"
_NOT_UNOA = re.compile(r"[^A-Z0-9 .,\-()/=!\"%&*;<>'+:?]")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who sends and who receives, as they are known in EDI."""

    sender: str = "QUAYGATE"
    recipient: str = "TOS"


def interchange(event: CanonicalEvent, site: SiteCodes, parties: Parties) -> str | None:
    """Write the report of a gate move; None for other events and for no container."""
    report, boxes = _REPORTS.get(event.name), containers(event)
    if report is None or not boxes:
        return None
    number = str(event.sequence)
    made = Interchange(
        syntax_identifier=("UNOA", 2),
        sender=_text(parties.sender, 35),
        recipient=_text(parties.recipient, 35),
        control_reference=number[-14:],
        timestamp=event.at.astimezone(UTC).replace(tzinfo=None),
    )
    message = Message(
        reference_number=number[-14:], identifier=("CODECO", "D", "95B", "UN", "ITG14")
    )
    for segment in _segments(event, site, parties, report):
        message.add_segment(segment)
    made.add_message(message)
    return made.serialize(break_lines=True)


def _segments(
    event: CanonicalEvent, site: SiteCodes, parties: Parties, report: str
) -> Iterator[Segment]:
    booked, truck = part(event, "appointment"), part(event, "truck")
    haulier = _text(str(booked.get("haulier") or ""), 35)
    yield Segment("BGM", report, event.id[-35:].upper(), _ORIGINAL)
    yield Segment("NAD", "MS", _text(parties.sender, 35))
    yield Segment("NAD", "MR", _text(parties.recipient, 35))
    boxes = containers(event)
    for box in boxes:
        yield from _container(event, site, box, report)
        plate = _text(str(truck.get("plate") or ""), 35)
        yield Segment("TDT", "1", "", "3", "31", "", "", "", [plate, "146"])
        if haulier:
            yield Segment("NAD", "CA", "", "", haulier)
    yield Segment("CNT", ["16", str(len(boxes))])


def _container(
    event: CanonicalEvent, site: SiteCodes, box: Mapping[str, Any], report: str
) -> Iterator[Segment]:
    """Report one container: number, state, reference, time, place, mass and seals."""
    number, size = _text(str(box["number"]), 17), str(box.get("size_type") or "")
    status = _EXPORT if report == _GATE_IN else _IMPORT
    full = _LADEN if box.get("laden") else _EMPTY
    yield Segment("EQD", "CN", number, [size, "102", "5"], "", status, full)
    at = event.at.astimezone(UTC).strftime("%Y%m%d%H%M")
    if booked := part(event, "appointment").get("reference"):
        yield Segment("RFF", ["ACD", _text(str(booked), 35)])
    yield Segment("DTM", ["7", at, "203"])
    yield Segment("LOC", "165", [site.un_locode or "", "139", "6"], _terminal(site))
    if box.get("vgm"):
        yield Segment("MEA", "AAE", "VGM", ["KGM", f"{box['vgm']:.0f}"])
    for seal in box.get("seals") or ():
        yield Segment("SEL", _text(str(seal), 10), "CA")


def _terminal(site: SiteCodes) -> list[str]:
    """Name the terminal by its SMDG code, else by its own name."""
    return [_text(site.smdg or site.terminal, 25), "TER", "ZZZ"]


def _text(text: str, longest: int) -> str:
    """Write *text* in the capitals and signs of UNOA, cut to an..*longest*."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_UNOA.sub(" ", plain.upper())[:longest].strip()
