"""What every page of the officers has: who asks, in which language, what waits."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.safety import WAITING, Severity
from gate_service.domain.safety_ports import EVERY, AlertFilter
from gate_service.web.access import GateHere, allow
from gate_service.web.api.alerts import WATCHING
from gate_service.web.officers.language import spoken
from gate_service.web.rendering import page
from gate_service.web.texts import Wording, office_wordings

PATIENCE = 7
"""Seconds without a sign of life until a page says that it is old."""
MOST = 100
"""Alerts that wait, at most: as many are listed and counted."""
_ALL_WAITING = AlertFilter(states=WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many alerts wait, how many of them severe; the last change of any."""

    waiting: int
    severe: int
    change: int


def count_of(gate: Gate) -> Count:
    """Count what waits for an officer now."""
    _, change = gate.safety.look.alerts(EVERY, 0)
    waiting, _ = gate.safety.look.alerts(_ALL_WAITING, MOST)
    severe = sum(each.incident.severity is Severity.SEVERE for each in waiting)
    return Count(waiting=len(waiting), severe=severe, change=change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request of an officer."""

    gate: Gate
    say: Wording
    caller: Caller
    address: str
    """Path and query, to come back to."""
    count: Count
    """Taken before anything else is read: what changes while a page is made is sent
    by its stream once more, never missed."""

    @property
    def may_answer(self) -> bool:
        """Whether this caller answers alerts: officers do, others watch."""
        return self.caller.role is Role.OFFICER

    def page(
        self, template: str, here: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Answer with a page; *here* names the part of the site that it belongs to."""
        return page(
            f"officers/{template}",
            status,
            say=self.say,
            languages=office_wordings().values(),
            address=self.address,
            patience=PATIENCE,
            here=here,
            count=self.count,
            **values,
        )


def desk_of(
    request: Request,
    gate: GateHere,
    say: Annotated[Wording, Depends(spoken)],
    caller: Annotated[Caller, Depends(allow(*WATCHING))],
) -> Desk:
    """Return the desk of an officer or administrator; others are refused."""
    query = f"?{request.url.query}" if request.url.query else ""
    address = request.url.path + query
    count = count_of(gate)
    return Desk(gate=gate, say=say, caller=caller, address=address, count=count)


DeskHere = Annotated[Desk, Depends(desk_of)]
