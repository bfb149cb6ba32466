"""Find the visit that a shown code, or at an exit a plate, belongs to."""

from dataclasses import dataclass, replace

from gate_service.application.declare import booked_visit
from gate_service.domain.declarations import ARRIVAL_CODE
from gate_service.domain.errors import (
    PassError,
    UnknownAppointmentError,
    UnknownPassError,
)
from gate_service.domain.lanes import Lane
from gate_service.domain.pass_ports import PassSigner
from gate_service.domain.passes import IssuedPass, PassClaims
from gate_service.domain.ports import Store
from gate_service.domain.rules.case import Credential, Flaw, Shown
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    Direction,
    Passage,
    Visit,
    VisitState,
)

PASS_PREFIX = "QG1:"  # noqa: S105 - a prefix, not a password
_UNUSED = frozenset(
    {VisitState.CONFIRMED, VisitState.EXPIRED, VisitState.NO_SHOW}
    | {VisitState.CANCELLED, VisitState.RETRACTED}
)
"""Where an arrival code has brought no truck in, nor is about to."""


@dataclass(frozen=True, slots=True)
class Located:
    """The credential and what it points to; ``visit`` None asks for a makeshift one."""

    credential: Credential
    appointment: Appointment | None = None
    visit: Visit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locate:
    """Look a code up. Nothing is written."""

    site: Site
    signer: PassSigner

    def known(self, store: Store, text: str) -> str:
        """Give *text* as it is kept; raises what the driver must be told.

        PassError ``not_ours`` or ``malformed``, UnknownAppointmentError. A forged
        pass is known: the rules deal with it.
        """
        code = text.strip()
        if code.startswith(PASS_PREFIX):
            try:
                self.signer.open(code)
            except PassError as error:
                if error.code != "forged":
                    raise
            return code
        if ARRIVAL_CODE.fullmatch(code.upper()) is None:
            msg = "this is neither an arrival code nor a pass"
            raise PassError(code="not_ours", message=msg)
        if store.appointments.by_code(code.upper()) is None:
            msg = "no appointment has this arrival code"
            raise UnknownAppointmentError(msg)
        return code.upper()

    def __call__(self, store: Store, passage: Passage) -> Located:
        """Find what the passage's code points to."""
        lane = self.site.lane(passage.lane)
        if passage.presented is None:
            return self._by_plate(store, passage, lane)
        if passage.presented.startswith(PASS_PREFIX):
            return self._by_pass(store, passage, lane)
        appointment = store.appointments.by_code(passage.presented)
        return self._booked(
            store, passage, lane, Credential(Shown.ARRIVAL_CODE), appointment
        )

    def _by_plate(self, store: Store, passage: Passage, lane: Lane) -> Located:
        """At an exit one truck inside with the plate locates its visit."""
        plates = {p.text for p in passage.plates if p.status == "certain"}
        if lane.direction is Direction.OUT and plates:
            inside = [v for v in store.visits.inside_with(plates) if v.plate in plates]
            if len(inside) == 1 and _free(store, inside[0], passage, lane):
                visit = inside[0]
                booked = visit.appointment and store.appointments.get(visit.appointment)
                return Located(Credential(Shown.PLATE), booked or None, visit)
        return Located(Credential(Shown.NOTHING))

    def _by_pass(self, store: Store, passage: Passage, lane: Lane) -> Located:
        try:
            claims = self.signer.open(passage.presented or "")
        except PassError as error:
            flaw = Flaw.FORGED if error.code == "forged" else Flaw.UNREADABLE
            return Located(Credential(Shown.PASS, frozenset({flaw})))
        try:
            issued = store.passes.get(claims.id)
        except UnknownPassError:
            return Located(Credential(Shown.PASS, frozenset({Flaw.UNREADABLE}), claims))
        visit = store.visits.get(issued.visit)
        credential = self._judged_pass(passage, issued, claims, lane)
        if visit.appointment is None:
            return Located(credential)
        appointment = store.appointments.get(visit.appointment)
        return self._booked(store, passage, lane, credential, appointment)

    def _judged_pass(
        self, passage: Passage, issued: IssuedPass, claims: PassClaims, lane: Lane
    ) -> Credential:
        """At an exit the pass of the way in only locates, as does an accepted one."""
        origin = self.site.lanes.get(claims.lane)
        if passage.accepted or (origin and origin.direction is not lane.direction):
            return Credential(Shown.PASS)
        flaws = {
            Flaw.REVOKED: issued.revoked is not None,
            Flaw.SPENT: issued.spent is not None,
            Flaw.OTHER_LANE: claims.lane != lane.name,
        }
        found = frozenset(flaw for flaw, there in flaws.items() if there)
        return Credential(Shown.PASS, found, claims)

    def _booked(
        self,
        store: Store,
        passage: Passage,
        lane: Lane,
        credential: Credential,
        appointment: Appointment | None,
    ) -> Located:
        if appointment is None:
            return Located(credential)
        visit = booked_visit(store, appointment.id)
        if _free(store, visit, passage, lane):
            return Located(credential, appointment, visit)
        if visit.state not in _UNUSED:
            credential = replace(credential, flaws=credential.flaws | {Flaw.USED})
        return Located(credential, appointment)


def _free(store: Store, visit: Visit, passage: Passage, lane: Lane) -> bool:
    """Whether *visit* may be, or already is, the one in *passage*."""
    if visit.passage == passage.id:
        return True
    if visit.inside is not (lane.direction is Direction.OUT):
        return False
    if visit.state in {VisitState.CONFIRMED, VisitState.IN_YARD}:
        return True
    before = store.passages.find(visit.passage) if visit.passage else None
    left = before is not None and before.closed is not None
    return left and visit.state is VisitState.CLEARED
