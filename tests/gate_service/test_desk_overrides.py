"""What a person may decide against the rules, and everything that tries too much."""

import pytest

from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldOrder
from gate_service.domain.decisions import Verdict
from gate_service.domain.desk import Ending, Grounds, Resolution
from gate_service.domain.errors import (
    InvalidInputError,
    NotYoursError,
    OverrideRefusedError,
    StateConflictError,
)
from gate_service.domain.visits import PassageId, VisitState
from gate_service.domain.watchlist import WatchKind, WatchLevel, WatchRequest
from tests.support.desks import (
    ANN,
    BEN,
    LET_GO,
    MISREAD,
    OFFICER,
    REFUSE,
    come,
    misread,
    order,
    right_box,
    right_plate,
    strange,
    told,
    visit,
)
from tests.support.gates import (
    LANE,
    OTHER_BOX,
    PLATE,
    GateAtWork,
    said,
    seen_box,
    seen_plate,
)


def watch(work: GateAtWork, level: WatchLevel, plate: str = PLATE) -> None:
    request = WatchRequest(kind=WatchKind.PLATE, value=plate, level=level, note="n")
    work.gate.watch(request, OFFICER)


def test_a_clerk_lets_a_referred_truck_go_and_every_reason_is_kept(
    work: GateAtWork,
) -> None:
    wanted = misread(work)
    before = visit(work, wanted).decision

    work.gate.desk.resolve(wanted, LET_GO, ANN)

    after = visit(work, wanted)
    assert after.state is VisitState.CLEARED
    assert before is not None
    assert after.decision is not None
    assert after.decision.verdict is Verdict.GO
    assert after.decision.reasons == before.reasons
    assert (after.decision.by, after.decision.grounds) == (("Ann",), "papers_seen")
    assert work.gate.lane_view(LANE).pass_text is not None
    assert work.kinds()[-1] == "desk.overridden"


def test_a_truck_is_refused_by_one_clerk(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.resolve(wanted, REFUSE, ANN)
    assert visit(work, wanted).state is VisitState.STOPPED
    assert work.gate.lane_view(LANE).phase == "STOP"


def test_a_clerks_own_refusal_takes_a_second_person_to_undo(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.resolve(wanted, REFUSE, ANN)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    assert visit(work, wanted).state is VisitState.STOPPED
    work.gate.desk.confirm(wanted, BEN)
    assert visit(work, wanted).state is VisitState.CLEARED


def test_a_stop_is_overridden_by_two_persons(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    assert visit(work, wanted).state is VisitState.STOPPED
    (waiting,) = work.gate.desk.look.waiting()
    assert waiting.proposal is not None

    work.gate.desk.confirm(wanted, OFFICER)

    after = visit(work, wanted)
    assert after.state is VisitState.CLEARED
    assert after.decision is not None
    assert after.decision.by == ("Ann", "Olga")


def test_nobody_confirms_what_they_proposed(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    with_other_key = Caller("Ann", Role.OFFICER)
    for same in (ANN, with_other_key):
        with pytest.raises(NotYoursError, match="another person"):
            work.gate.desk.confirm(wanted, same)
    assert visit(work, wanted).state is VisitState.STOPPED


def test_a_proposal_waits_for_minutes_only(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    work.clock.turn(301)
    with pytest.raises(StateConflictError, match="waited too long"):
        work.gate.desk.confirm(wanted, BEN)


def test_a_declined_proposal_cannot_be_confirmed(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    work.gate.desk.confirm.decline(wanted, BEN)
    with pytest.raises(StateConflictError, match="nothing waits"):
        work.gate.desk.confirm(wanted, BEN)


def test_against_a_stop_a_correction_takes_a_second_person(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.correct(wanted, [right_plate("XY99ZZZ")], ANN)
    assert said(visit(work, wanted)) == {"PLATE": "plate_differs"}
    assert list(work.gate.desk.labels()) == []

    work.gate.desk.confirm(wanted, BEN)

    assert visit(work, wanted).state is VisitState.CLEARED
    (label,) = work.gate.desk.labels()
    assert (label.correction.by, label.correction.right) == ("Ann", PLATE)


def test_a_correction_hides_no_watched_plate(work: GateAtWork) -> None:
    watch(work, WatchLevel.HARD, "AB12CDF")
    near = seen_plate("AB12CDF", status="uncertain", confidence=0.5)
    wanted = come(work, plates=(near,))
    work.gate.desk.correct(wanted, [right_plate("AB12CDF")], ANN)
    work.gate.desk.confirm(wanted, BEN)
    assert said(visit(work, wanted)) == {"WATCHLIST": "watched_hard"}


def test_a_forged_pass_opens_nothing(work: GateAtWork) -> None:
    appointment = work.book()
    text = work.stand(appointment.arrival_code).pass_text
    assert text is not None
    work.drive_off(through=False)
    forged = text[:-4] + "0000"
    work.drive_in("p-2")
    work.gate.present(LANE, forged)
    work.capture("p-2")
    (waiting,) = work.gate.desk.look.waiting()
    assert said(waiting.visit)["CREDENTIAL"] == "pass_forged"
    with pytest.raises(OverrideRefusedError, match="a forged pass opens nothing"):
        work.gate.desk.resolve(waiting.visit.id, LET_GO, ANN)


def test_a_truck_without_an_appointment_never_goes(work: GateAtWork) -> None:
    work.drive_in()
    work.capture()
    work.clock.turn(61)
    work.gate.tick()
    (waiting,) = work.gate.desk.look.waiting()
    with pytest.raises(OverrideRefusedError, match="no appointment of its own"):
        work.gate.desk.resolve(waiting.visit.id, LET_GO, ANN)


def test_a_hard_watch_list_entry_needs_an_officer(work: GateAtWork) -> None:
    watch(work, WatchLevel.HARD)
    wanted = come(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    with pytest.raises(OverrideRefusedError, match="an officer must be one"):
        work.gate.desk.confirm(wanted, BEN)
    assert visit(work, wanted).state is VisitState.STOPPED
    work.gate.desk.confirm(wanted, OFFICER)
    assert visit(work, wanted).state is VisitState.CLEARED


def test_everything_that_forbids_it_is_told_at_once(work: GateAtWork) -> None:
    order(work, HoldOrder.HOLD)
    work.drive_in()
    work.capture()
    work.clock.turn(61)
    work.gate.tick()
    (waiting,) = work.gate.desk.look.waiting()
    with pytest.raises(OverrideRefusedError) as refused:
        work.gate.desk.resolve(waiting.visit.id, LET_GO, ANN)
    assert len(refused.value.against) == 2


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        pytest.param(
            Resolution(ending=Ending.LET_GO, grounds=Grounds.OTHER), "note", id="note"
        ),
        pytest.param(told(Ending.LET_GO, note="x" * 501), "note", id="long note"),
        pytest.param(told(Ending.SENT), "target", id="nowhere"),
        pytest.param(told(Ending.SETTLED), "ending", id="settled"),
        pytest.param(told(Ending.CORRECTED), "ending", id="corrected"),
    ],
)
def test_a_resolution_without_its_words_is_refused(
    work: GateAtWork, wish: Resolution, field: str
) -> None:
    wanted = misread(work)
    with pytest.raises(InvalidInputError) as refused:
        work.gate.desk.resolve(wanted, wish, ANN)
    assert refused.value.field == field


def test_a_pass_that_has_just_expired_is_replaced_when_a_clerk_lets_it_go(
    work: GateAtWork,
) -> None:
    text = work.stand(work.book().arrival_code).pass_text
    assert text is not None
    work.drive_off(through=False)
    work.clock.turn(15 * 60 + 30)
    work.drive_in("p-2")
    work.gate.present(LANE, text)
    work.capture("p-2")
    (waiting,) = work.gate.desk.look.waiting()
    assert said(waiting.visit) == {"CREDENTIAL": "pass_just_expired"}
    work.gate.desk.resolve(waiting.visit.id, LET_GO, ANN)
    view = work.gate.lane_view(LANE)
    assert view.pass_text not in {None, text}
    work.raise_barrier()


def test_the_cameras_reading_is_what_is_overruled_not_forgotten(
    work: GateAtWork,
) -> None:
    wanted = misread(work)
    work.gate.desk.correct(wanted, [right_box()], ANN)
    passage = work.gate.look_up.passage(PassageId("p-1"))
    assert [each.read for each in passage.corrections] == [MISREAD]
    assert [each.by for each in passage.containers] == ["Ann"]


def test_two_persons_agree_to_nothing_that_came_later(work: GateAtWork) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    work.capture(plates=(seen_plate("XY99ZZZ"),), boxes=(seen_box(OTHER_BOX),))
    with pytest.raises(OverrideRefusedError, match="CONTAINER_SET container_other"):
        work.gate.desk.confirm(wanted, BEN)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    work.gate.desk.confirm(wanted, BEN)
    assert visit(work, wanted).state is VisitState.CLEARED
