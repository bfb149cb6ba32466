"""A truck with nothing against it, before the rules, and what may be against it."""

from dataclasses import replace
from datetime import timedelta

from gate_service.domain.customs import Hold, HoldId, HoldOrder
from gate_service.domain.decisions import Outcome, Reason, RuleCode, Verdict
from gate_service.domain.lanes import Lane
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.rules.case import Case, Credential, Flaw, Shown
from gate_service.domain.rules.decide import RULES
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.sensors import Instrument, Measured, ReadingId
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


def ruled(case: Case = GOOD, **changes: object) -> Case:
    """Judge *case* by thresholds of which some are changed."""
    return replace(case, rules=replace(case.rules, **changes))  # type: ignore[arg-type]  # a builder


def measured(instrument: Instrument, **changes: object) -> Measured:
    """Make what an instrument tells at noon; ``id`` and ``sensor`` are made up."""
    values: dict[str, object] = {
        "id": ReadingId(f"m-{instrument}-{len(changes)}"),
        "lane": LANE,
        "instrument": instrument,
        "sensor": f"{instrument}-1",
        "at": NOON,
    }
    return Measured(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def told(*reports: Measured, case: Case = GOOD) -> Case:
    """Let instruments tell something of the truck in *case*."""
    return replace(case, measured=reports)


def equipped(*instruments: Instrument, case: Case = GOOD) -> Case:
    """Give the lane in *case* those instruments."""
    return replace(case, lane=replace(case.lane, instruments=frozenset(instruments)))


def announced(*boxes: ExpectedContainer, case: Case = GOOD) -> Case:
    """Announce those containers for the way in, and let the lane read them."""
    booked = replace(case.appointment or BOOKED, containers=boxes)
    seen = tuple(seen_box(box.number, size_type=box.size_type) for box in boxes)
    passage = replace(case.passage, containers=seen)
    return replace(case, appointment=booked, passage=passage)


def judged(rule: str, case: Case) -> tuple[Outcome, str]:
    """Give what one rule says of *case*: its outcome and its code."""
    reason: Reason = RULES[RuleCode(rule)](case)
    return reason.outcome, reason.code
