"""What is put into a store, and a write that fails halfway."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from gate_service.domain.audit import Happening
from gate_service.domain.decisions import Verdict
from gate_service.domain.lanes import BarrierCommand, CommandId
from gate_service.domain.passes import IssuedPass, PassClaims, PassId
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import YardName
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    ExpectedContainer,
    LaneName,
    PassageId,
    Visit,
    VisitId,
    VisitState,
)
from tests.support.gates import BOX, LANE, NOON, PLATE

APPOINTMENT = Appointment(
    id=AppointmentId("a-1"),
    reference="R-1",
    terminal="NLRTM",
    haulier="ACME",
    plate=PLATE,
    containers=(ExpectedContainer(BOX, "22G1"),),
    opens=NOON,
    closes=NOON + timedelta(hours=1),
    arrival_code="QGA000000000000",
)
VISIT = Visit(
    id=VisitId("v-1"),
    state=VisitState.CONFIRMED,
    appointment=APPOINTMENT.id,
    history=((VisitState.CONFIRMED, NOON),),
)
COMMAND = BarrierCommand(
    id=CommandId("c-1"),
    lane=LANE,
    visit=VISIT.id,
    passage=PassageId("p-1"),
    not_before=NOON,
    expires=NOON + timedelta(minutes=5),
)
ISSUED = IssuedPass(
    claims=PassClaims(
        id=PassId("ab"),
        plate=PLATE,
        containers=(BOX,),
        lane=LANE,
        verdict=Verdict.GO,
        expires=NOON + timedelta(minutes=15),
    ),
    visit=VISIT.id,
    text="QG1:X",
    issued=NOON,
)


def nobody(what: Collection[LaneName | YardName]) -> None:
    """Watch nothing."""


def happened(kind: str = "x", lane: LaneName | None = LANE) -> Happening:
    return Happening(at=NOON, kind=kind, lane=lane, data={"n": [1, None, "é"]})


def write_and_fail(stored: Transactions) -> None:
    with stored.write() as store:
        store.visits.save(replace(VISIT, state=VisitState.CANCELLED))
        store.audit.append(happened(lane=LaneName("other")))
        store.appointments.add(replace(APPOINTMENT, id=AppointmentId("a-2")))
