"""What is looked for in the archive, as a form or an address says it."""

import base64
import binascii
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from gate_service.domain.archive_ports import StayFilter
from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.domain.stays import Stay
from gate_service.domain.visits import LaneName, VisitId
from gate_service.web.site_clock import site_time
from vision.identifiers import normalise_plate

_Text = Annotated[str, Field(max_length=120)]


class Search(BaseModel):
    """What was typed; an empty text does not matter. Times are the site's own."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    plate: _Text = ""
    container: _Text = ""
    since: Annotated[_Text, Field(alias="from")] = ""
    until: Annotated[_Text, Field(alias="to")] = ""
    decision: _Text = ""
    haulier: Annotated[str, Field(max_length=200)] = ""
    lane: _Text = ""
    behind: Annotated[str, Field(max_length=300)] = ""

    def asked(self) -> StayFilter:
        """Return what is asked for; InvalidFaultsError with every fault at once."""
        faults: list[Fault] = []
        asked = StayFilter(
            plate=_name("plate", self.plate, faults),
            container=_name("container", self.container, faults),
            since=_time("from", self.since, faults),
            until=_time("to", self.until, faults),
            verdict=_verdict(self.decision, faults),
            haulier=self.haulier.strip(),
            lane=LaneName(self.lane) if self.lane else None,
            behind=_behind(self.behind, faults),
        )
        if asked.since and asked.until and asked.until <= asked.since:
            faults.append(Fault("to", "the time ends before it begins"))
        if faults:
            raise InvalidFaultsError(tuple(faults))
        return asked

    def link(self, path: str, **changes: str) -> str:
        """Return an address at which the same is asked for, with *changes*."""
        told = self.model_dump(by_alias=True) | changes
        query = urlencode({key: value for key, value in told.items() if value})
        return f"{path}?{query}" if query else path


SearchHere = Annotated[Search, Query()]


def place_of(stay: Stay) -> str:
    """Write down where a page ended, for the next one to go on behind."""
    text = f"{stay.at.isoformat()} {stay.visit}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _name(field: str, text: str, faults: list[Fault]) -> str:
    """Take the letters and digits of a beginning; two of them at least."""
    name = normalise_plate(text)
    if text.strip() and not (2 <= len(name) <= 12 and name.isascii()):
        message = "write 2 to 12 letters and digits, as it begins"
        faults.append(Fault(field, message))
        return ""
    return name


def _time(field: str, text: str, faults: list[Fault]) -> datetime | None:
    """Read a time; one without its offset is the site's own."""
    if not text.strip():
        return None
    try:
        at = site_time(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError, OSError):
        at = None
    if at is None or not 1900 <= at.year < 3000:
        message = f"{text[:40]!r} is no time such as 2026-05-04T08:15"
        faults.append(Fault(field, message))
        return None
    return at


def _verdict(text: str, faults: list[Fault]) -> Verdict | None:
    if text and text not in set(Verdict):
        faults.append(Fault("decision", "it is GO, REFER or STOP"))
        return None
    return Verdict(text) if text else None


def _behind(text: str, faults: list[Fault]) -> tuple[datetime, VisitId] | None:
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        at, visit = base64.urlsafe_b64decode(padded).decode().split(" ")
        last = datetime.fromisoformat(at)
    except (ValueError, binascii.Error):
        faults.append(Fault("behind", "this page has no such place: search again"))
        return None
    if last.tzinfo is None:
        faults.append(Fault("behind", "this page has no such place: search again"))
        return None
    return last, VisitId(visit)
