"""The clerk desk: who waits, who works on it, corrections, and how long it takes."""

import pytest

from gate_service.application.desk_correct import Told
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import ReferTarget, RuleCode, Verdict
from gate_service.domain.desk import Ending
from gate_service.domain.errors import (
    InvalidInputError,
    NotFoundError,
    StateConflictError,
)
from gate_service.domain.visits import VisitState
from tests.support.desks import (
    ANN,
    BEN,
    LET_GO,
    LONG_AGO,
    MISREAD,
    OFFICER,
    case_of,
    come,
    misread,
    right_box,
    right_plate,
    told,
    visit,
)
from tests.support.gates import (
    BOX,
    LANE,
    OTHER_BOX,
    PLATE,
    SECOND,
    GateAtWork,
    said,
    seen_box,
    seen_plate,
)


def test_a_referred_truck_waits_at_the_desk_until_it_goes(work: GateAtWork) -> None:
    wanted = misread(work)
    work.clock.turn(5)
    (waiting,) = work.gate.desk.look.waiting()
    assert (waiting.visit.id, waiting.lane, waiting.seconds) == (wanted, LANE, 5.0)

    work.drive_off(through=False)
    assert work.gate.desk.look.waiting() == ()
    with pytest.raises(NotFoundError, match="waits no more"):
        work.gate.desk.look.one(wanted)


def test_the_nearest_time_limit_stands_first(work: GateAtWork) -> None:
    late = misread(work)
    work.clock.turn(-600)
    other = work.book(plate="ZZ99ZZZ", containers=())
    work.drive_in("p-2", SECOND)
    work.gate.present(SECOND, other.arrival_code)
    work.capture("p-2", SECOND, plates=())
    order = [each.visit.id for each in work.gate.desk.look.waiting()]
    assert order == [work.visit_of(other).id, late]


def test_a_corrected_digit_lets_the_truck_go_without_a_second_stop(
    work: GateAtWork,
) -> None:
    wanted = misread(work)
    assert said(visit(work, wanted)) == {"CONTAINER_SET": "container_one_off"}

    work.gate.desk.correct(wanted, [right_box()], ANN)

    after = visit(work, wanted)
    assert after.state is VisitState.CLEARED
    assert work.gate.lane_view(LANE).phase == "GO"
    assert after.decision is not None
    (reason,) = (r for r in after.decision.reasons if r.rule is RuleCode.CONTAINER_SET)
    assert reason.detail == f"{BOX}, read by Ann"
    work.raise_barrier()
    work.drive_off()
    assert visit(work, wanted).state is VisitState.IN_YARD


def test_a_correction_is_kept_as_a_labelled_datum(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.correct(wanted, [right_box()], ANN)
    (label,) = work.gate.desk.labels()
    made = label.correction
    assert (made.kind, made.read, made.right) == ("container", MISREAD, BOX)
    assert (made.by, made.at, made.confidence) == ("Ann", work.clock(), 0.7)


def test_a_reading_that_comes_later_does_not_undo_a_correction(
    work: GateAtWork,
) -> None:
    wrong = seen_box(MISREAD, status="uncertain", confidence=0.7)
    unread = seen_plate("AB12CDF", status="uncertain", confidence=0.5)
    wanted = come(work, boxes=(wrong,), plates=(unread,))
    work.gate.desk.correct(wanted, [right_box()], ANN)
    assert said(visit(work, wanted)) == {"PLATE": "plate_near"}

    work.capture(boxes=(wrong,))

    assert visit(work, wanted).state is VisitState.CLEARED


def test_a_correction_that_is_another_container_stops_the_truck(
    work: GateAtWork,
) -> None:
    wanted = misread(work)
    work.gate.desk.correct(wanted, [right_box(right=OTHER_BOX)], ANN)
    assert said(visit(work, wanted)) == {"CONTAINER_SET": "container_other"}
    assert case_of(work, wanted).ending is None


def test_a_container_that_no_camera_read_is_read_by_the_clerk(
    work: GateAtWork,
) -> None:
    wanted = come(work, boxes=())
    work.gate.desk.correct(wanted, [right_box(read=None)], ANN)
    assert visit(work, wanted).state is VisitState.CLEARED


def test_a_reading_that_is_not_of_this_truck_is_put_aside(work: GateAtWork) -> None:
    behind = seen_box(OTHER_BOX, status="uncertain", confidence=0.5)
    wanted = come(work, boxes=(seen_box(), behind))
    work.gate.desk.correct(wanted, [right_box(OTHER_BOX, None)], ANN)
    assert visit(work, wanted).state is VisitState.CLEARED


def test_several_readings_are_corrected_at_once(work: GateAtWork) -> None:
    plate = seen_plate("A812CDE", status="uncertain", confidence=0.6)
    box = seen_box(MISREAD, status="uncertain", confidence=0.7)
    wanted = come(work, plates=(plate,), boxes=(box,))
    work.gate.desk.correct(wanted, [right_plate("A812CDE"), right_box()], ANN)
    assert visit(work, wanted).state is VisitState.CLEARED


@pytest.mark.parametrize(
    ("what", "field"),
    [
        pytest.param(right_box(right="CSQU3054384"), "right", id="wrong check digit"),
        pytest.param(right_plate(PLATE, "-" * 5), "right", id="no plate"),
        pytest.param(right_plate(PLATE, "A" * 16), "right", id="long plate"),
        pytest.param(right_box(None, None), "right", id="nothing said"),
        pytest.param(
            Told(kind=TextKind.CONTAINER, read=MISREAD, right=BOX, size_type="9X"),
            "size_type",
            id="no size-type",
        ),
    ],
)
def test_what_is_no_number_or_plate_is_refused(
    work: GateAtWork, what: Told, field: str
) -> None:
    wanted = misread(work)
    with pytest.raises(InvalidInputError) as refused:
        work.gate.desk.correct(wanted, [what], ANN)
    assert refused.value.field == f"corrections.0.{field}"
    assert visit(work, wanted).state is VisitState.REFERRED
    assert list(work.gate.desk.labels()) == []


def test_what_the_cameras_did_not_read_cannot_be_corrected(work: GateAtWork) -> None:
    wanted = misread(work)
    with pytest.raises(StateConflictError, match="read no container"):
        work.gate.desk.correct(wanted, [right_box(OTHER_BOX)], ANN)


def test_two_clerks_never_work_on_one_truck(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.claim(wanted, ANN)
    for act in (
        lambda: work.gate.desk.claim(wanted, BEN),
        lambda: work.gate.desk.correct(wanted, [right_box()], BEN),
        lambda: work.gate.desk.resolve(wanted, LET_GO, BEN),
    ):
        with pytest.raises(StateConflictError, match="Ann works on this truck"):
            act()
    assert visit(work, wanted).state is VisitState.REFERRED


def test_a_claim_without_a_word_runs_out(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.claim(wanted, ANN)
    assert work.gate.lane_view(LANE).attended
    work.clock.turn(121)
    work.gate.desk.tidy()
    assert not work.gate.lane_view(LANE).attended
    assert work.gate.desk.claim(wanted, BEN).claimant == BEN


def test_a_claim_that_is_given_back_is_free(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.claim(wanted, ANN)
    work.gate.desk.give_back(wanted, BEN)
    assert case_of(work, wanted).claimant == ANN
    work.gate.desk.give_back(wanted, ANN)
    assert work.gate.desk.claim(wanted, BEN).claimant == BEN


def test_the_kiosk_shows_that_a_clerk_looks_at_it(work: GateAtWork) -> None:
    wanted = misread(work)
    before = work.gate.lane_view(LANE).version
    work.gate.desk.claim(wanted, ANN)
    view = work.gate.lane_view(LANE)
    assert view.attended
    assert view.version > before


def test_seconds_are_counted_from_claim_and_from_wait(work: GateAtWork) -> None:
    wanted = misread(work)
    work.clock.turn(20)
    work.gate.desk.claim(wanted, ANN)
    work.clock.turn(7)
    work.gate.desk.claim(wanted, ANN)
    work.clock.turn(5)
    work.gate.desk.correct(wanted, [right_box()], ANN)
    (case,) = work.gate.desk.seconds(LONG_AGO)
    assert (case.ending, case.worked, case.waited) == (Ending.CORRECTED, 12.0, 32.0)
    work.clock.turn(1)
    assert work.gate.desk.seconds(work.clock()) == ()


def test_a_case_that_settles_itself_is_closed_and_not_counted(
    work: GateAtWork,
) -> None:
    wanted = misread(work)
    work.gate.desk.claim(wanted, ANN)
    work.capture()
    work.gate.desk.tidy()
    assert visit(work, wanted).state is VisitState.CLEARED
    assert work.gate.desk.seconds(LONG_AGO) == ()
    assert work.kinds()[-1] == "desk.resolved"


def test_no_event_of_the_desk_tells_a_plate_or_a_note(work: GateAtWork) -> None:
    plate = seen_plate("A812CDE", status="uncertain", confidence=0.6)
    wanted = come(work, plates=(plate,))
    work.gate.desk.correct(wanted, [right_plate("A812CDE", "AB12CDF")], ANN)
    sent = told(Ending.SENT, ReferTarget.WAITING_AREA, "driver Smith, 0170 12345")
    work.gate.desk.resolve(wanted, sent, ANN)
    events = [e for e in work.gate.look_up.events() if e.kind.startswith("desk.")]
    assert [e.kind for e in events] == [
        *("desk.claimed", "desk.corrected", "desk.resolved")
    ]
    assert not any(
        word in str(event.data)
        for event in events
        for word in ("CDE", "CDF", "Smith", "0170")
    )


def test_a_sent_truck_is_sent_whatever_the_lane_reports_next(work: GateAtWork) -> None:
    wanted = misread(work)
    sent = told(Ending.SENT, ReferTarget.INSPECTION)
    work.gate.desk.resolve(wanted, sent, ANN)
    assert work.gate.desk.look.waiting() == ()

    work.capture()

    decision = visit(work, wanted).decision
    assert decision is not None
    assert (decision.verdict, decision.target) == (Verdict.REFER, "inspection")
    assert (decision.by, decision.grounds) == (("Ann",), "papers_seen")
    again = work.gate.decide_again(wanted, OFFICER)
    assert again.state is VisitState.CLEARED
