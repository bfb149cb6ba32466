"""What customs orders, and what it did not say, no clerk decides."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gate_service.domain.customs import HoldOrder
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.desk import Ending
from gate_service.domain.errors import OverrideRefusedError
from gate_service.domain.risk import RiskTerms
from gate_service.domain.visits import VisitState
from gate_service.sections.customs import Customs
from tests.support.desks import (
    ANN,
    BEN,
    LET_GO,
    OFFICER,
    come,
    misread,
    order,
    right_box,
    strange,
    told,
    visit,
)
from tests.support.gates import (
    CUSTOMS,
    LANE,
    OTHER_BOX,
    GateAtWork,
    at_work,
    said,
    seen_box,
)

Arrange = Callable[[GateAtWork], object]


def risks(kind: HoldOrder) -> Arrange:
    terms = RiskTerms(order=kind, reference="RR-1")
    return lambda work: work.gate.customs.add_rule(terms, CUSTOMS)


def orders(kind: HoldOrder) -> Arrange:
    return lambda work: order(work, kind)


def hears_late(work: GateAtWork) -> None:
    work.gate.customs.hear(CUSTOMS)
    work.clock.turn(301)


STALE = Customs(authorities=frozenset({"HMRC"}), stale_after=300)
MANIFESTS = Customs(manifest_required=True)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Customs], GateAtWork]]:
    gates: list[GateAtWork] = []

    def open_one(customs: Customs) -> GateAtWork:
        gates.append(at_work(tmp_path / "gate", customs))
        return gates[-1]

    yield open_one
    for each in gates:
        each.gate.close()


@pytest.mark.parametrize(
    ("customs", "arrange", "code"),
    [
        pytest.param(Customs(), orders(HoldOrder.HOLD), "customs_hold", id="hold"),
        pytest.param(Customs(), orders(HoldOrder.SCAN), "scan_ordered", id="scan"),
        pytest.param(Customs(), orders(HoldOrder.EXAM), "exam_ordered", id="exam"),
        pytest.param(
            Customs(), orders(HoldOrder.SEIZURE), "customs_seizure", id="seizure"
        ),
        pytest.param(Customs(), risks(HoldOrder.SCAN), "risk_scan", id="risk scan"),
        pytest.param(Customs(), risks(HoldOrder.EXAM), "risk_exam", id="risk exam"),
        pytest.param(Customs(), risks(HoldOrder.HOLD), "risk_hold", id="risk hold"),
        pytest.param(STALE, hears_late, "customs_stale", id="silence"),
        pytest.param(MANIFESTS, lambda _: None, "manifest_missing", id="no manifest"),
    ],
)
def test_no_two_persons_at_the_desk_let_go_what_is_for_customs(
    opened: Callable[[Customs], GateAtWork],
    customs: Customs,
    arrange: Arrange,
    code: str,
) -> None:
    work = opened(customs)
    arrange(work)
    wanted = come(work)
    before = visit(work, wanted).decision
    for by in (ANN, OFFICER):
        with pytest.raises(OverrideRefusedError) as refused:
            work.gate.desk.resolve(wanted, LET_GO, by)
        assert refused.value.against[0].startswith(f"customs alone lifts this: {code}")
        work.gate.desk.give_back(wanted, by)
    assert said(visit(work, wanted))["CUSTOMS"] == code
    assert visit(work, wanted).decision == before
    assert work.gate.commands(LANE) == ()
    assert work.gate.lane_view(LANE).pass_text is None


def test_a_hold_that_comes_before_the_second_person_forbids_it(
    work: GateAtWork,
) -> None:
    wanted = strange(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    order(work, HoldOrder.HOLD)
    with pytest.raises(OverrideRefusedError, match="customs alone"):
        work.gate.desk.confirm(wanted, BEN)
    assert visit(work, wanted).state is VisitState.STOPPED


def test_a_correction_hides_no_held_container_from_customs(work: GateAtWork) -> None:
    order(work, HoldOrder.HOLD, OTHER_BOX)
    held = seen_box(OTHER_BOX, status="uncertain", confidence=0.5)
    wanted = come(work, boxes=(held,))
    work.gate.desk.correct(wanted, [right_box(OTHER_BOX)], ANN)
    work.gate.desk.confirm(wanted, BEN)
    assert said(visit(work, wanted)) == {"CUSTOMS": "customs_hold"}


@pytest.mark.parametrize(
    ("kind", "place", "may"),
    [
        (HoldOrder.SCAN, ReferTarget.SCAN, True),
        (HoldOrder.EXAM, ReferTarget.INSPECTION, True),
        (HoldOrder.EXAM, ReferTarget.WAITING_AREA, False),
        (HoldOrder.SCAN, ReferTarget.OTHER_LANE, False),
    ],
)
def test_a_truck_is_sent_where_customs_wants_it(
    work: GateAtWork, kind: HoldOrder, place: ReferTarget, *, may: bool
) -> None:
    order(work, kind)
    wanted = come(work)
    if may:
        work.gate.desk.resolve(wanted, told(Ending.SENT, place), ANN)
        decision = visit(work, wanted).decision
        assert decision is not None
        assert decision.target is place
    else:
        with pytest.raises(OverrideRefusedError, match="customs sends it to"):
            work.gate.desk.resolve(wanted, told(Ending.SENT, place), ANN)


def test_what_customs_holds_is_sent_nowhere(work: GateAtWork) -> None:
    order(work, HoldOrder.HOLD)
    wanted = come(work)
    with pytest.raises(OverrideRefusedError, match="nowhere"):
        work.gate.desk.resolve(wanted, told(Ending.SENT, ReferTarget.SCAN), ANN)


def test_a_hold_pulls_back_a_truck_that_a_clerk_let_go(work: GateAtWork) -> None:
    wanted = misread(work)
    work.gate.desk.resolve(wanted, LET_GO, ANN)
    order(work, HoldOrder.HOLD)
    after = visit(work, wanted)
    assert after.state is VisitState.REFERRED
    assert said(after)["CUSTOMS"] == "hold_arrived"
    assert work.gate.commands(LANE) == ()
