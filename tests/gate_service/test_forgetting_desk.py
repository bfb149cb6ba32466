"""What desk, rules and lanes alone keep of a visit is forgotten with the visit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_service.application.desk_correct import Told
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import Verdict
from gate_service.domain.desk import Ending
from gate_service.domain.drivers import DriverId
from gate_service.domain.errors import UnknownEvidenceError
from gate_service.domain.lane_events import (
    CameBack,
    DecidedAlone,
    PassageCaptured,
    WentAlone,
)
from gate_service.domain.visits import (
    Appointment,
    Evidence,
    ExpectedContainer,
    PassageId,
    VisitState,
)
from tests.support.desks import ANN, told
from tests.support.forgetting import ADMIN, DAYS, drives, forgetful, stored
from tests.support.gates import (
    BOX,
    EXIT,
    LANE,
    NOON,
    PLATE,
    GateAtWork,
    digest,
    live,
    seen_box,
    seen_plate,
)

READ = "AB12CDF"
"""The plate as the camera misread it."""
CROP = b"\xff\xd8\xff a plate"
NOTE = "Ana Ruiz, passport seen"
SECRETS = (PLATE, READ, "Ana Ruiz", "ES-7788", digest(CROP))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = forgetful(tmp_path)
    yield working
    working.gate.close()


def whole(work: GateAtWork) -> Appointment:
    """Let a truck be corrected and let go at the desk, and go out by a lane alone."""
    booked = work.book()
    drives(work, booked)
    work.gate.keep_evidence(digest(CROP), CROP)
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    crop = Evidence(digest=digest(CROP), camera="front", kind="plate", at=NOON)
    work.report(
        PassageCaptured(
            passage=PassageId("p-1"),
            opened=NOON,
            stopped=NOON,
            plates=(seen_plate(READ, camera="front"),),
            containers=(seen_box("CSQU3054388", status="uncertain"),),
            cameras=(live(),),
            evidence=(crop,),
        )
    )
    visit, desk = work.visit_of(booked).id, work.gate.desk
    right = Told(kind=TextKind.PLATE, read=READ, right=PLATE, crop=digest(CROP))
    desk.correct(visit, [right], ANN)
    desk.resolve(visit, told(Ending.LET_GO, note=NOTE), ANN)
    work.raise_barrier()
    work.drive_off()
    out_alone(work, booked)
    return booked


def out_alone(work: GateAtWork, booked: Appointment) -> None:
    work.clock.turn(1800)
    work.report(WentAlone("b-1", work.clock()), lane=EXIT)
    work.drive_in("p-2", EXIT)
    work.see_code(booked.arrival_code, EXIT)
    work.capture("p-2", EXIT, boxes=())
    alone = DecidedAlone(
        passage=PassageId("p-2"),
        bundle="b-1",
        verdict=Verdict.GO,
        reasons=(),
        code=digest(booked.arrival_code.encode()),
        command="alone-p-2",
    )
    work.report(alone, lane=EXIT)
    work.drive_off("p-2", EXIT)
    work.report(CameBack(), lane=EXIT)
    assert work.visit_of(booked).state is VisitState.GATED_OUT


def kept(work: GateAtWork, folder: Path) -> str:
    """Give everything stored as text, what is compressed too, but the audit chain."""
    transactions = work.gate.archive.follow.transactions
    with transactions.read() as store:
        rows = [repr(each) for each in store.judgements.since(NOON)]
    return stored(folder, but=("events", "judgements")) + "".join(rows)


def test_nothing_is_left_of_a_visit_that_desk_rules_and_lane_kept(
    work: GateAtWork, tmp_path: Path
) -> None:
    whole(work)
    work.gate.archive.follow()
    before = kept(work, tmp_path)
    assert [secret for secret in SECRETS if secret not in before] == []
    work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    after = kept(work, tmp_path)
    assert [secret for secret in SECRETS if secret in after] == []
    assert list(work.gate.desk.labels()) == []
    with pytest.raises(UnknownEvidenceError):
        work.gate.evidence(digest(CROP))
    assert work.gate.archive.back.check().broken is None


def test_no_event_names_what_clerks_read_or_wrote(work: GateAtWork) -> None:
    whole(work)
    chain = "".join(str(dict(e.data)) for e in work.gate.look_up.events(0, 10_000))
    assert [each for each in (PLATE, READ, NOTE, "Ana Ruiz") if each in chain] == []


def test_the_desks_seconds_and_persons_outlive_the_driver(work: GateAtWork) -> None:
    whole(work)
    before = work.gate.desk.seconds(NOON)
    work.clock.turn((DAYS + 1) * 86400)
    assert work.gate.archive.forget.sweep() == 1
    assert work.gate.desk.seconds(NOON) == before
    assert [each.ending for each in before] == [Ending.LET_GO]


def test_a_judgement_keeps_no_plate_of_another_truck_inside(work: GateAtWork) -> None:
    inside = work.book(plate="KX71LMN")
    work.drive_in()
    work.gate.present(LANE, inside.arrival_code)
    work.capture(plates=(seen_plate("KX71LMN"),))
    work.raise_barrier()
    work.drive_off()
    work.drive_in("p-3")
    other = work.book(containers=(ExpectedContainer(BOX),))
    work.gate.present(LANE, other.arrival_code)
    work.capture("p-3")
    with work.gate.archive.follow.transactions.read() as store:
        mine = [
            repr(judged)
            for visit, judged in store.judgements.since(NOON)
            if visit == work.visit_of(other).id
        ]
    assert "container_inside" in mine[-1]
    assert "KX71LMN" not in "".join(mine)
