"""Place and lift holds; a hold pulls back a truck that was cleared too early."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.record import Clock, NewId, record
from gate_service.application.retract import barrier_taken
from gate_service.application.whereabouts import Seen, left
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import CustomsTerms, Hold, HoldId, HoldRequest
from gate_service.domain.errors import (
    ContainerOutError,
    Fault,
    InvalidFaultsError,
    InvalidInputError,
    NotYoursError,
    StateConflictError,
    UnknownAuthorityError,
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

        Raises NotYoursError for another authority's name, UnknownAuthorityError,
        InvalidFaultsError, StateConflictError where the very same hold stands, and
        ContainerOutError for a container that has left, unless placed ``anyway``.
        That it was tried too late is on record either way.
        """
        request = checked(request, self.site.customs, by)
        with self.transactions.write() as store:
            gone = left(store, request.container)
            if gone is None or request.anyway:
                return self.put(store, request, by, gone)
            self._refused(store, request, by, gone)
        raise ContainerOutError(request.container, gone.visit, gone.at)

    def put(
        self, store: Store, request: HoldRequest, by: Caller, gone: Seen | None
    ) -> Hold:
        """Place a checked hold in the caller's transaction; StateConflictError."""
        if standing := same(store, request):
            msg = f"this hold stands already, as {standing.id}"
            raise StateConflictError(msg)
        hold = self._hold(request, by, gone)
        store.holds.save(hold)
        record(store, hold.placed, "hold.placed", hold=_said(hold), by=by.name)
        if gone is not None:
            record(store, hold.placed, "hold.late", visit=gone.visit, hold=_said(hold))
        for visit in store.visits.listed((VisitState.CLEARED,), _ALL):
            if hold.container in self._carried(store, visit):
                self._pull_back(store, visit, hold)
        for visit in store.visits.inside_with((hold.container,)):
            self._late(store, visit, hold)
        return hold

    def _hold(self, request: HoldRequest, by: Caller, gone: Seen | None) -> Hold:
        return Hold(
            id=HoldId(self.new_id()),
            authority=request.authority,
            container=request.container,
            reference=request.reference,
            reason=request.reason,
            order=request.order,
            placed=self.clock(),
            placed_by=by.name,
            left=gone.at if gone else None,
        )

    def _refused(
        self, store: Store, request: HoldRequest, by: Caller, gone: Seen
    ) -> None:
        """Put on record that a hold came too late and was not placed."""
        tried = {
            "authority": request.authority,
            "container": request.container,
            "reference": request.reference,
            "order": str(request.order),
            "by": by.name,
        }
        record(store, self.clock(), "hold.late", visit=gone.visit, refused=tried)

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

    def __call__(
        self,
        wanted: HoldId,
        by: Caller,
        reference: str,
        unchanged: Callable[[Hold], None] | None = None,
    ) -> Hold:
        """Lift under the authority's *reference*, which is kept.

        NotYoursError for another authority, InvalidInputError without a reference,
        StateConflictError the second time. *unchanged* may refuse what the hold has
        become meanwhile.
        """
        now = self.clock()
        with self.transactions.write() as store:
            hold = store.holds.get(wanted)
            require_authority(hold.authority, by)
            if unchanged is not None:
                unchanged(hold)
            if not hold.active:
                msg = f"this hold was released before, under {hold.release or '-'}"
                raise StateConflictError(msg)
            lifted = replace(
                hold,
                released=now,
                released_by=by.name,
                release=release_reference(reference),
            )
            store.holds.save(lifted)
            record(store, now, "hold.released", hold=_said(lifted), by=by.name)
        return lifted


_ALL = 1_000_000


def checked(request: HoldRequest, terms: CustomsTerms, by: Caller) -> HoldRequest:
    """Give *request* as it is kept, or refuse it with all that is wrong with it."""
    require_authority(request.authority, by, terms)
    faults = []
    try:
        number = ContainerNumber.parse(request.container).text
    except ValueError as error:
        faults.append(Fault("container", str(error)))
    if not request.reference.strip():
        faults.append(Fault("reference", "a hold needs its authority's reference"))
    if faults:
        raise InvalidFaultsError(tuple(faults))
    return replace(request, container=number, reference=request.reference.strip())


def same(store: Store, request: HoldRequest) -> Hold | None:
    """Find the hold that says what *request* says, and stands."""
    asked = (request.authority, request.reference, request.order)
    for hold in store.holds.active_on((request.container,)):
        if (hold.authority, hold.reference, hold.order) == asked:
            return hold
    return None


def require_authority(
    authority: str, by: Caller, terms: CustomsTerms | None = None
) -> None:
    """Refuse whoever does not act for *authority*, and one that the site knows not."""
    if by.role is not Role.CUSTOMS or by.scope != authority:
        msg = f"only {authority[:40]} places and releases its holds"
        raise NotYoursError(msg)
    if terms and terms.authorities and authority not in terms.authorities:
        known = ", ".join(sorted(terms.authorities))
        msg = f"{authority[:40]!r} is no authority of this site, which knows {known}"
        raise UnknownAuthorityError(msg)


def release_reference(text: str) -> str:
    """Give a release reference as it is kept; InvalidInputError for an empty one."""
    if not text.strip():
        msg = "a release needs its authority's reference"
        raise InvalidInputError(field="reference", message=msg)
    return text.strip()


def _said(hold: Hold) -> dict[str, object]:
    said: dict[str, object] = {
        "id": hold.id,
        "authority": hold.authority,
        "container": hold.container,
        "reference": hold.reference,
        "order": str(hold.order),
    }
    if hold.release is not None:
        said["release"] = hold.release
    return said
