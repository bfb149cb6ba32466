"""What every page of customs has: who asks, which part it is, what was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends
from fastapi.responses import HTMLResponse

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import (
    Fault,
    GateError,
    InvalidFaultsError,
    InvalidInputError,
    NotFoundError,
)
from gate_service.web.access import GateHere, allow
from gate_service.web.errors import problem_of
from gate_service.web.rendering import page

PARTS = (
    ("holds", "/customs", "Holds"),
    ("waiting", "/customs/waiting", "Waiting"),
    ("risk", "/customs/risk", "Risk rules"),
    ("manifests", "/customs/manifests", "Manifests"),
    ("containers", "/customs/containers", "Containers"),
)
"""Name, path and label of each part, in the order of its tabs."""
_Done = TypeVar("_Done")


class _Authoritys(Protocol):
    @property
    def authority(self) -> str: ...


_Owned = TypeVar("_Owned", bound=_Authoritys)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form was not taken: a status, and a sentence a field; "" is the whole."""

    status: int
    faults: Mapping[str, str]
    code: str


@dataclass(frozen=True, slots=True)
class Office:
    """One request of a customs officer."""

    gate: Gate
    caller: Caller

    @property
    def authority(self) -> str:
        """The authority that the officer acts for."""
        return str(self.caller.scope)

    def own(self, found: _Owned) -> _Owned:
        """Give what is the authority's own; another's is as good as unknown."""
        if found.authority != self.authority:
            msg = "your authority has nothing of that id on file"
            raise NotFoundError(msg)
        return found

    def page(
        self, template: str, here: str, refused: Refused | None = None, **values: object
    ) -> HTMLResponse:
        """Answer with a page of the part *here*."""
        return page(
            f"customs/{template}",
            refused.status if refused else 200,
            parts=PARTS,
            here=here,
            authority=self.authority,
            refused=refused,
            faults=refused.faults if refused else {},
            **values,
        )


def office_of(
    gate: GateHere, caller: Annotated[Caller, Depends(allow(Role.CUSTOMS))]
) -> Office:
    """Return the office of a customs officer; others are refused."""
    return Office(gate, caller)


OfficeHere = Annotated[Office, Depends(office_of)]


def attempt(do: Callable[[], _Done]) -> _Done | Refused:
    """Do it, or say why not in a way that a form can show."""
    try:
        return do()
    except GateError as error:
        return refused_by(error)


def refused_by(error: GateError) -> Refused:
    """Word a refusal for a form: each fault beside its field."""
    problem = problem_of(error)
    if isinstance(error, InvalidFaultsError):
        faults = {each.field.split(".")[0]: _sentence(each) for each in error.faults}
    elif isinstance(error, InvalidInputError):
        faults = {error.field: problem.detail}
    else:
        faults = {"": problem.detail}
    return Refused(problem.status, faults, problem.name)


def confirmed(typed: str, reference: str, do: Callable[[], _Done]) -> _Done | Refused:
    """Do it if its *reference* was typed, or say why not."""
    if typed.strip() != reference:
        faults = {"confirm": f"Type {reference} to confirm."}
        return Refused(422, faults, "unconfirmed")
    return attempt(do)


def _sentence(fault: Fault) -> str:
    text = fault.message[:1].upper() + fault.message[1:]
    return text if text.endswith(".") else f"{text}."
