"""What customs has to say of one truck, beyond the holds on its containers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.record import NewId, record
from gate_service.domain.customs import CustomsTerms
from gate_service.domain.manifests import ManifestLine
from gate_service.domain.ports import Store
from gate_service.domain.risk import (
    Goods,
    Load,
    RiskHit,
    RiskHitId,
    RiskRule,
    hitting,
)
from gate_service.domain.rules.case import Case
from gate_service.domain.visits import Appointment, Direction, Passage, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsAnswer:
    """What speaks against the truck.

    Risk rules that take it out, authorities that are silent, and containers that no
    manifest names although one must.
    """

    risk: tuple[RiskRule, ...] = ()
    unheard: tuple[str, ...] = ()
    unmanifested: tuple[str, ...] = ()


def ask_customs(
    store: Store,
    terms: CustomsTerms,
    now: datetime,
    visit: Visit,
    truck: "Truck",
) -> CustomsAnswer:
    """Ask; what no rule and no term needs is not looked up."""
    rules = [rule for rule in store.risk_rules.standing() if rule.valid(now)]
    asks = terms.manifest_required or any(r.terms.about_goods for r in rules)
    lines = store.manifests.on(truck.containers) if asks and truck.containers else ()
    named = {line.container for line in lines}
    required = terms.manifest_required
    unheard: tuple[str, ...] = ()
    if terms.stale_after is not None:
        unheard = terms.unheard(store.authorities.heard(), now)
    return CustomsAnswer(
        risk=_standing(store, visit, hitting(rules, truck.load(visit, lines), now)),
        unheard=unheard,
        unmanifested=tuple(sorted(truck.containers - named)) if required else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """A truck in a lane: what was seen of it, and what was booked for it."""

    direction: Direction
    passage: Passage
    appointment: Appointment | None
    containers: frozenset[str]

    def load(self, visit: Visit, lines: Collection[ManifestLine]) -> Load:
        """See it as risk rules do."""
        return Load(
            visit=visit.id,
            direction=self.direction,
            appointment=self.appointment,
            containers=tuple(sorted(self.containers)),
            size_types=self._size_types(),
            goods={box: self._goods(box, lines) for box in self.containers},
        )

    def _size_types(self) -> Mapping[str, str]:
        """Give what was announced, and where nothing was, what was seen."""
        booked = self.appointment and self.appointment.expected(self.direction)
        known = {s.number: s.size_type for s in self.passage.containers if s.size_type}
        told = {each.number: each.size_type for each in booked or () if each.size_type}
        return known | told

    def _goods(self, box: str, lines: Collection[ManifestLine]) -> tuple[Goods, ...]:
        told = [
            Goods(
                commodity=line.commodity,
                description=line.description,
                origin=line.origin,
            )
            for line in lines
            if line.container == box
        ]
        booked = self.appointment and self.appointment.expected(self.direction)
        declared = [
            Goods(commodity=each.commodity, description=each.commodity)
            for each in booked or ()
            if each.number == box and each.commodity
        ]
        return (*told, *declared)


def _standing(
    store: Store, visit: Visit, rules: tuple[RiskRule, ...]
) -> tuple[RiskRule, ...]:
    """Leave out rules whose authority has let this visit go."""
    if not rules:
        return ()
    hits = store.risk_hits.of_visit(visit.id)
    gone = {hit.rule for hit in hits if hit.released is not None}
    return tuple(rule for rule in rules if rule.id not in gone)


def note_hits(store: Store, visit: Visit, case: Case, new_id: NewId) -> None:
    """Keep which rules took the truck out, each once a visit."""
    if not case.risk:
        return
    known = {hit.rule for hit in store.risk_hits.of_visit(visit.id)}
    for rule in case.risk:
        if rule.id not in known:
            hit = RiskHit(
                id=RiskHitId(new_id()),
                rule=rule.id,
                authority=rule.authority,
                order=rule.terms.order,
                visit=visit.id,
                containers=tuple(each.number for each in case.expected or ()),
                at=case.at,
            )
            store.risk_hits.save(hit)
            record(
                store,
                case.at,
                "risk.hit",
                visit=visit.id,
                lane=case.lane.name,
                hit=hit.id,
                rule=rule.id,
                authority=rule.authority,
            )
