"""The forms in which an event is told; each says what it says, or nothing at all."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gate_service.adapters.telling import cloudevents, codeco, dcsa, epcis
from gate_service.domain.canonical import CanonicalEvent, SiteCodes
from gate_service.domain.telling import Form


@dataclass(frozen=True, slots=True)
class Written:
    """An event in its form."""

    body: str
    media_type: str


Write = Callable[[CanonicalEvent], Written | None]
"""Writes an event; None where the form has no word for it."""


def writer(form: Form, site: SiteCodes, parties: codeco.Parties) -> Write:
    """Give the function that writes events in *form*."""
    return _WRITERS[form](site, parties)


def _cloudevents(_: SiteCodes, __: codeco.Parties) -> Write:
    return lambda event: Written(
        cloudevents.envelope(event), "application/cloudevents+json"
    )


def _dcsa(site: SiteCodes, _: codeco.Parties) -> Write:
    def write(event: CanonicalEvent) -> Written | None:
        told = dcsa.events(event, site)
        return Written(_compact(told), "application/json") if told else None

    return write


def _epcis(_: SiteCodes, __: codeco.Parties) -> Write:
    def write(event: CanonicalEvent) -> Written | None:
        told = epcis.document(event)
        return Written(_compact(told), "application/ld+json") if told else None

    return write


def _codeco(site: SiteCodes, parties: codeco.Parties) -> Write:
    def write(event: CanonicalEvent) -> Written | None:
        told = codeco.interchange(event, site, parties)
        return Written(told, "application/EDIFACT") if told else None

    return write


_WRITERS: Mapping[Form, Callable[[SiteCodes, codeco.Parties], Write]] = (
    MappingProxyType(
        {
            Form.CLOUDEVENTS: _cloudevents,
            Form.DCSA: _dcsa,
            Form.EPCIS: _epcis,
            Form.CODECO: _codeco,
        }
    )
)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
