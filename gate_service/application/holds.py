"""Place and release holds; a hold pulls back a truck that was cleared too early."""

from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.record import Clock, NewId, record
from gate_service.application.retract import barrier_taken
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import Hold, HoldId, HoldRequest
from gate_service.domain.errors import (
    InvalidInputError,
    NotYoursError,
    StateConflictError,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import Visit, VisitState
from vision.identifiers import ContainerNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """Place a hold on a container, wherever it is."""

    transactions: Transactions
    site: Site
    attend: Attend
    clock: Clock
    new_id: NewId

    def __call__(self, request: HoldRequest, by: Caller) -> Hold:
        """Place; a cleared truck whose barrier command waits is pulled back.

        Raises NotYoursError for another authority's name, InvalidInputError for a
        number that is none.
        """
        _require_authority(request.authority, by)
        now = self.clock()
        hold = Hold(
            id=HoldId(self.new_id()),
            authority=request.authority,
            container=_number(request.container),
            reference=_reference(request.reference),
            reason=request.reason,
            order=request.order,
            placed=now,
            placed_by=by.name,
        )
        with self.transactions.write() as store:
            store.holds.save(hold)
            record(store, now, "hold.placed", hold=_said(hold))
            for visit in store.visits.listed((VisitState.CLEARED,), _ALL):
                if hold.container in self._carried(store, visit):
                    self._pull_back(store, visit, hold)
            for visit in store.visits.inside_with((hold.container,)):
                self._late(store, visit, hold)
        return hold

    def _carried(self, store: Store, visit: Visit) -> set[str]:
        """Give the containers that the visit should carry here or was seen with."""
        passage = store.passages.find(visit.passage) if visit.passage else None
        if passage is None or visit.appointment is None:
            return set()
        direction = self.site.lane(passage.lane).direction
        expected = store.appointments.get(visit.appointment).expected(direction)
        seen = {each.number for each in passage.containers}
        return seen | {each.number for each in expected or ()}

    def _pull_back(self, store: Store, visit: Visit, hold: Hold) -> None:
        if barrier_taken(store, visit):
            self._late(store, visit, hold)
        else:
            self.attend.anew(store, visit, was_cleared=True)

    def _late(self, store: Store, visit: Visit, hold: Hold) -> None:
        record(
            store,
            self.clock(),
            "hold.late",
            visit=visit.id,
            lane=visit.lane,
            hold=_said(hold),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold:
    """Lift one hold; other authorities' holds on the container stay."""

    transactions: Transactions
    clock: Clock

    def __call__(self, wanted: HoldId, by: Caller) -> Hold:
        """Release; NotYoursError for another authority, StateConflictError twice."""
        now = self.clock()
        with self.transactions.write() as store:
            hold = store.holds.get(wanted)
            _require_authority(hold.authority, by)
            if not hold.active:
                msg = "this hold was released before"
                raise StateConflictError(msg)
            released = replace(hold, released=now, released_by=by.name)
            store.holds.save(released)
            record(store, now, "hold.released", hold=_said(released))
        return released


_ALL = 1_000_000


def _require_authority(authority: str, by: Caller) -> None:
    if by.role is not Role.CUSTOMS or by.scope != authority:
        msg = f"only {authority[:40]} places and releases its holds"
        raise NotYoursError(msg)


def _number(text: str) -> str:
    try:
        return ContainerNumber.parse(text).text
    except ValueError as error:
        raise InvalidInputError(field="container", message=str(error)) from error


def _reference(text: str) -> str:
    if not text.strip():
        msg = "a hold needs its authority's reference"
        raise InvalidInputError(field="reference", message=msg)
    return text.strip()


def _said(hold: Hold) -> dict[str, object]:
    return {
        "id": hold.id,
        "authority": hold.authority,
        "container": hold.container,
        "reference": hold.reference,
        "order": str(hold.order),
    }
