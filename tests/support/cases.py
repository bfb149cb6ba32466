"""A truck with nothing against it, before the rules, and what may be against it."""

from dataclasses import replace
from datetime import timedelta

from gate_service.domain.customs import Hold, HoldId, HoldOrder
from gate_service.domain.decisions import Verdict
from gate_service.domain.lanes import Lane
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.rules.case import Case, Credential, Flaw, Shown
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Direction,
    ExpectedContainer,
    Passage,
    PassageId,
    Visit,
    VisitId,
    VisitState,
)
from gate_service.domain.watchlist import WatchEntry, WatchId, WatchKind, WatchLevel
from tests.support.gates import BOX, LANE, NOON, PLATE, live, seen_box, seen_plate

BOOKED = Appointment(
    id=AppointmentId("a-1"),
    reference="R-1",
    terminal="NLRTM",
    haulier="ACME",
    plate=PLATE,
    containers=(ExpectedContainer(BOX, "22G1"),),
    opens=NOON - timedelta(hours=1),
    closes=NOON + timedelta(hours=1),
    arrival_code="QGA000000000000",
)
PASSAGE = Passage(
    id=PassageId("p-1"),
    lane=LANE,
    opened=NOON,
    captured=NOON,
    plates=(seen_plate(),),
    containers=(seen_box(),),
    cameras=(live(),),
)
VISIT = Visit(
    id=VisitId("v-1"), state=VisitState.CAPTURED, appointment=AppointmentId("a-1")
)
GOOD = Case(
    at=NOON,
    terminal="NLRTM",
    lane=Lane(name=LANE, direction=Direction.IN),
    rules=RuleSet(),
    passage=PASSAGE,
    visit=VISIT,
    credential=Credential(Shown.ARRIVAL_CODE),
    appointment=BOOKED,
    holds=(),
)
LEAVING = replace(GOOD, lane=Lane(name=LANE, direction=Direction.OUT))
INSIDE = replace(VISIT, history=((VisitState.GATED_IN, NOON),), plate=PLATE)
CLAIMS = PassClaims(
    id=PassId("00"),
    plate=PLATE,
    containers=(BOX,),
    lane=LANE,
    verdict=Verdict.GO,
    expires=NOON,
)


def at(seconds: float) -> Case:
    return replace(GOOD, at=NOON + timedelta(seconds=seconds))


def seen(**changes: object) -> Case:
    return replace(GOOD, passage=replace(PASSAGE, **changes))  # type: ignore[arg-type]  # a builder


def booked(**changes: object) -> Case:
    return replace(GOOD, appointment=replace(BOOKED, **changes))  # type: ignore[arg-type]  # a builder


def shown(*flaws: Flaw, claims: PassClaims | None = None) -> Case:
    return replace(GOOD, credential=Credential(Shown.PASS, frozenset(flaws), claims))


def held(order: HoldOrder = HoldOrder.HOLD, *, was_cleared: bool = False) -> Case:
    hold = Hold(
        id=HoldId("h-1"),
        authority="HMRC",
        container=BOX,
        reference="H-1",
        reason="drugs",
        order=order,
        placed=NOON,
        placed_by="customs",
    )
    return replace(GOOD, holds=(hold,), was_cleared=was_cleared)


def watched(level: WatchLevel) -> Case:
    entry = WatchEntry(
        id=WatchId("w-1"),
        kind=WatchKind.PLATE,
        value=PLATE,
        level=level,
        note="stolen",
        added=NOON,
        added_by="officer",
    )
    return replace(GOOD, watched=(entry,))
