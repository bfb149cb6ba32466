"""Judge one truck: gather its case, decide, and act on the decision."""

from dataclasses import dataclass, replace
from datetime import timedelta

from gate_service.application.ask_customs import Truck, ask_customs, note_hits
from gate_service.application.locate import Located
from gate_service.application.record import Clock, NewId, RandomBytes, keep, record
from gate_service.application.retract import revoke_passes
from gate_service.domain.corrected import as_read
from gate_service.domain.decisions import Decision, Verdict
from gate_service.domain.judgements import Judgement
from gate_service.domain.lanes import BarrierCommand, CommandId
from gate_service.domain.measuring import AHEAD
from gate_service.domain.overrides import Order, overruled
from gate_service.domain.passes import IssuedPass, PassClaims, PassId
from gate_service.domain.ports import PassSigner, Store
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.decide import decide
from gate_service.domain.site import Site
from gate_service.domain.visits import Direction, Passage, Visit, VisitState

_STATES = {
    Verdict.GO: VisitState.CLEARED,
    Verdict.REFER: VisitState.REFERRED,
    Verdict.STOP: VisitState.STOPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Decide on a visit in its passage, in the caller's transaction."""

    site: Site
    signer: PassSigner
    clock: Clock
    new_id: NewId
    random: RandomBytes

    def __call__(
        self,
        store: Store,
        visit: Visit,
        passage: Passage,
        located: Located,
        *,
        was_cleared: bool = False,
    ) -> Visit:
        """Run every rule; on GO issue a pass and a barrier command."""
        case = self._case(store, visit, passage, located, was_cleared=was_cleared)
        return self.settle(store, case, decide(case))

    def look(
        self, store: Store, visit: Visit, passage: Passage, located: Located
    ) -> tuple[Case, Decision]:
        """Say what the rules would decide now; nothing is written."""
        case = self._case(store, visit, passage, located, was_cleared=False)
        return case, decide(case)

    def foresee(
        self, store: Store, visit: Visit, passage: Passage, located: Located
    ) -> Decision:
        """Say what the decision would be now; nothing is written."""
        return self.look(store, visit, passage, located)[1]

    def overrule(
        self, store: Store, case: Case, ruled: Decision, order: Order
    ) -> Visit:
        """Act on what persons decide of *case*; OverrideRefusedError."""
        return self.settle(store, case, overruled(case, ruled, order))

    def settle(self, store: Store, case: Case, decision: Decision) -> Visit:
        """Move the visit as *decision* says, with all that comes of it."""
        visit, passage = case.visit, case.passage
        visit = visit.moved(VisitState.DECIDING, case.at)
        visit = visit.moved(_STATES[decision.verdict], case.at)
        visit = keep(store, replace(visit, decision=decision), case.at)
        _record_decision(store, visit, decision)
        store.judgements.add(Judgement.of(case, decision))
        note_hits(store, visit, case, self.new_id)
        if decision.verdict is Verdict.GO:
            store.passages.save(replace(passage, accepted=True))
            self._clear(store, visit, case)
        return visit

    def _case(
        self,
        store: Store,
        visit: Visit,
        passage: Passage,
        located: Located,
        *,
        was_cleared: bool,
    ) -> Case:
        booked = located.appointment
        lane = self.site.lane(passage.lane)
        announced = booked.expected(lane.direction) if booked else None
        expected = {each.number for each in announced or ()}
        fetched = {each.number for each in (booked and booked.leaves_with) or ()}
        containers = expected | {seen.number for seen in passage.containers}
        plates = {p.text for p in passage.plates} | (
            {booked.plate} if booked else set()
        )
        inside = store.visits.inside_with(plates | containers)
        now, leaving = self.clock(), lane.direction is Direction.OUT
        put_aside = as_read(passage)
        truck = Truck(
            direction=lane.direction,
            passage=passage,
            appointment=booked,
            containers=frozenset(containers),
        )
        customs = ask_customs(store, self.site.customs, now, visit, truck)
        return Case(
            at=now,
            terminal=self.site.terminal,
            lane=lane,
            rules=self.site.rules,
            passage=passage,
            visit=visit,
            credential=located.credential,
            appointment=booked,
            holds=store.holds.active_on(containers | put_aside),
            risk=customs.risk,
            unheard=customs.unheard,
            unmanifested=customs.unmanifested,
            watched=store.watchlist.naming(plates | containers | put_aside),
            others_inside=tuple(other for other in inside if other.id != visit.id),
            was_cleared=was_cleared,
            rights=store.rights.of(containers | fetched),
            driver=store.drivers.find(booked.driver)
            if booked and booked.driver
            else None,
            measured=store.measurements.at_lane(lane.name, passage.opened, now + AHEAD),
            room=None if leaving else store.rooms.last(),
            rights_needed=self.site.declarations.rights,
        )

    def _clear(self, store: Store, visit: Visit, case: Case) -> None:
        """Issue the pass and the command that ends with it; older passes end."""
        shown = _honoured(case)
        claims = shown or self._claims(case)
        if shown is None:
            revoke_passes(store, self.clock, visit)
            issued = IssuedPass(
                claims=claims,
                visit=visit.id,
                text=self.signer.sign(claims),
                issued=case.at,
            )
            store.passes.add(issued)
            record(
                store,
                case.at,
                "pass.issued",
                visit=visit.id,
                lane=case.lane.name,
                pass_id=claims.id,
            )
        self._command(store, visit, case, claims)

    def _claims(self, case: Case) -> PassClaims:
        booked = case.appointment
        expires = case.at + timedelta(minutes=self.site.pass_minutes)
        return PassClaims(
            id=PassId(self.random(12).hex()),
            plate=booked.plate if booked else "",
            containers=tuple(each.number for each in case.expected or ()),
            lane=case.lane.name,
            verdict=Verdict.GO,
            expires=expires.replace(microsecond=0),
        )

    def _command(
        self, store: Store, visit: Visit, case: Case, claims: PassClaims
    ) -> None:
        command = BarrierCommand(
            id=CommandId(self.new_id()),
            lane=case.lane.name,
            visit=visit.id,
            passage=case.passage.id,
            not_before=case.at + timedelta(seconds=case.lane.barrier_delay),
            expires=claims.expires,
        )
        store.commands.add(command)
        record(
            store,
            case.at,
            "barrier.commanded",
            visit=visit.id,
            lane=case.lane.name,
            command=command.id,
        )


def _honoured(case: Case) -> PassClaims | None:
    """Give the claims of the pass that was shown, where the rules hold it good.

    One that persons let go all the same is replaced by a new one.
    """
    claims = case.credential.claims
    good = claims is not None and not case.credential.flaws and case.at < claims.expires
    return claims if good else None


def _record_decision(store: Store, visit: Visit, decision: Decision) -> None:
    record(
        store,
        decision.at,
        "visit.decided",
        visit=visit.id,
        lane=visit.lane,
        verdict=str(decision.verdict),
        target=decision.target and str(decision.target),
        by=list(decision.by),
        grounds=decision.grounds,
        reasons=[
            {
                "rule": str(reason.rule),
                "outcome": str(reason.outcome),
                "code": reason.code,
                "mode": str(reason.mode),
                **({"silent": True} if reason.silent else {}),
            }
            for reason in decision.reasons
        ],
        rules_version=decision.rules_version,
        rules_hash=decision.rules_hash,
    )
