"""What clerks and officers do at the desk of a gate at work."""

from datetime import UTC, datetime

from gate_service.application.desk_correct import Told
from gate_service.domain.callers import Caller, Role
from gate_service.domain.corrections import TextKind
from gate_service.domain.customs import HoldOrder, HoldRequest
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.desk import DeskCase, Ending, Grounds, Resolution
from gate_service.domain.visits import SeenContainer, SeenPlate, Visit, VisitId
from tests.support.gates import (
    BOX,
    CUSTOMS,
    LANE,
    PLATE,
    GateAtWork,
    seen_box,
    seen_plate,
)

ANN = Caller("Ann", Role.CLERK)
BEN = Caller("Ben", Role.CLERK)
OFFICER = Caller("Olga", Role.OFFICER)
MISREAD = "CSQU3054388"
"""One digit off BOX."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def told(
    ending: Ending, target: ReferTarget | None = None, note: str = ""
) -> Resolution:
    grounds = Grounds.PAPERS_SEEN
    return Resolution(ending=ending, grounds=grounds, target=target, note=note)


LET_GO = told(Ending.LET_GO)
REFUSE = told(Ending.REFUSED)


def right_box(read: str | None = MISREAD, right: str | None = BOX) -> Told:
    return Told(kind=TextKind.CONTAINER, read=read, right=right)


def right_plate(read: str | None, right: str | None = PLATE) -> Told:
    return Told(kind=TextKind.PLATE, read=read, right=right)


def come(
    work: GateAtWork,
    *,
    plates: tuple[SeenPlate, ...] | None = None,
    boxes: tuple[SeenContainer, ...] | None = None,
) -> VisitId:
    """Let a booked truck come and show its code; give its visit."""
    appointment = work.book()
    work.drive_in()
    work.gate.present(LANE, appointment.arrival_code)
    work.capture(plates=plates, boxes=boxes)
    return work.visit_of(appointment).id


def misread(work: GateAtWork) -> VisitId:
    """Let a truck come whose container is misread by one digit: REFER."""
    return come(work, boxes=(seen_box(MISREAD, status="uncertain", confidence=0.7),))


def visit(work: GateAtWork, wanted: VisitId) -> Visit:
    return work.gate.look_up.visit(wanted)


def case_of(work: GateAtWork, wanted: VisitId) -> DeskCase:
    found = work.gate.desk.look.one(wanted).case
    assert found is not None
    return found


def strange(work: GateAtWork) -> VisitId:
    """Let a booked truck come with another plate, read for certain: STOP."""
    return come(work, plates=(seen_plate("XY99ZZZ"),))


def order(work: GateAtWork, kind: HoldOrder, container: str = BOX) -> None:
    request = HoldRequest(
        authority="HMRC", container=container, reference="H-1", order=kind
    )
    work.gate.place_hold(request, CUSTOMS)
