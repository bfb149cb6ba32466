"""Who fills in a form of declarations, and what the form sent."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.web.access import GateHere, allow
from gate_service.web.declare.draft import BOTH, Draft, draft_of

DECLARING = (Role.HAULIER, Role.CLERK, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who fills in a form, at which gate."""

    gate: Gate
    caller: Caller


@dataclass(frozen=True, slots=True)
class Sent:
    """A form; ``add`` is the way that one more container was asked for, or empty."""

    draft: Draft
    add: str


def _asking(
    gate: GateHere, caller: Annotated[Caller, Depends(allow(*DECLARING))]
) -> Asking:
    return Asking(gate, caller)


async def _sent(request: Request) -> Sent:
    form = (await request.form()).multi_items()
    texts = [(name, told) for name, told in form if isinstance(told, str)]
    add = next((told for name, told in texts if name == "add" and told in BOTH), "")
    return Sent(draft_of(texts), add)


AskingHere = Annotated[Asking, Depends(_asking)]
SentHere = Annotated[Sent, Depends(_sent)]
