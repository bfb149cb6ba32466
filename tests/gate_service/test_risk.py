"""Risk rules: which trucks they take out, that nobody is told, and the way on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.application.ask_customs import Truck
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldOrder
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.errors import (
    InvalidFaultsError,
    NotYoursError,
    StateConflictError,
)
from gate_service.domain.pages import Cut
from gate_service.domain.risk import (
    Goods,
    Load,
    RiskHit,
    RiskRule,
    RiskRuleId,
    RiskTerms,
    drawn,
    hitting,
)
from gate_service.domain.telling import Means, Subscriber, SubscriberId
from gate_service.domain.visits import (
    Direction,
    ExpectedContainer,
    Passage,
    PassageId,
    Visit,
    VisitId,
    VisitState,
)
from gate_service.web.schemas.visits import LaneAnswer
from tests.support.gates import BOX, CLERK, CUSTOMS, LANE, NOON, GateAtWork, said

POLICE = Caller("police", Role.CUSTOMS, "POLICE")


def terms(**changes: object) -> RiskTerms:
    values: dict[str, object] = {"order": HoldOrder.SCAN, "reference": "RR-1"}
    return RiskTerms(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def rule(**changes: object) -> RiskRule:
    return RiskRule(
        id=RiskRuleId("r-1"),
        authority="HMRC",
        terms=terms(**changes),
        added=NOON,
        added_by="desk",
    )


LOAD = Load(
    visit=VisitId("v-1"),
    direction=Direction.IN,
    appointment=None,
    containers=(BOX, "MSKU6011672"),
    size_types={BOX: "22G1", "MSKU6011672": "45R1"},
    goods={
        BOX: (Goods(commodity="847989", description="Used excavator", origin="BR"),)
    },
)
EMPTY = replace(LOAD, containers=(), size_types={}, goods={})


@pytest.mark.parametrize(
    ("changes", "load", "hit"),
    [
        pytest.param({}, LOAD, True, id="anything"),
        pytest.param({}, EMPTY, True, id="even a bare chassis"),
        pytest.param({"owners": ("MSKU",)}, LOAD, True, id="owner"),
        pytest.param({"owners": ("TGHU",)}, LOAD, False, id="another owner"),
        pytest.param({"owners": ("CSQU",)}, EMPTY, False, id="no box, no owner"),
        pytest.param({"size_types": ("45",)}, LOAD, True, id="beginning of a size"),
        pytest.param(
            {"owners": ("CSQU",), "size_types": ("45",)}, LOAD, False, id="of one box"
        ),
        pytest.param({"commodities": ("8479",)}, LOAD, True, id="HS heading"),
        pytest.param({"commodities": ("8480",)}, LOAD, False, id="other heading"),
        pytest.param({"commodities": ("EXCAVATOR",)}, LOAD, True, id="word"),
        pytest.param({"origins": ("BR",)}, LOAD, True, id="origin"),
        pytest.param({"origins": ("NL",)}, LOAD, False, id="other origin"),
        pytest.param({"hauliers": ("ACME",)}, LOAD, False, id="haulier not known"),
        pytest.param({"direction": Direction.OUT}, LOAD, False, id="other way"),
        pytest.param({"opens": NOON + timedelta(hours=1)}, LOAD, False, id="later"),
        pytest.param({"closes": NOON}, LOAD, False, id="over"),
    ],
)
def test_a_rule_takes_out_what_fits_all_of_its_terms(
    changes: dict[str, object], load: Load, hit: bool
) -> None:
    assert bool(hitting([rule(**changes)], load, NOON)) is hit


def test_a_sample_has_about_its_share_and_stays_the_same() -> None:
    visits = [VisitId(f"v-{number}") for number in range(4000)]
    taken = [
        v for v in visits if hitting([rule(share=0.1)], replace(LOAD, visit=v), NOON)
    ]
    again = [v for v in visits if drawn(RiskRuleId("r-1"), v) < 0.1]

    assert taken == again
    assert 320 < len(taken) < 480
    assert taken != [v for v in visits if drawn(RiskRuleId("r-2"), v) < 0.1]


def wanting(authority: str | None) -> Subscriber:
    return Subscriber(
        id=SubscriberId("s-1"),
        name="s",
        means=Means.WEBHOOK,
        added=NOON,
        by="b",
        types=("risk.*",),
        authority=authority,
    )


def hits(work: GateAtWork, waiting: bool | None = None) -> tuple[RiskHit, ...]:
    return work.gate.customs.look.hits("HMRC", waiting, Cut()).values


def test_a_truck_that_a_rule_takes_out_is_sent_to_the_scanner_without_a_word(
    work: GateAtWork,
) -> None:
    work.gate.customs.add_rule(terms(owners=("csqu",)), CUSTOMS)
    booked = work.book()
    view = work.stand(booked.arrival_code)
    shown = LaneAnswer.of(view)

    assert said(work.visit_of(booked)) == {"CUSTOMS": "risk_scan"}
    assert (shown.target, shown.reasons) == (ReferTarget.SCAN, [])


def test_a_released_truck_goes_and_counts_once(work: GateAtWork) -> None:
    added = work.gate.customs.add_rule(terms(), CUSTOMS)
    booked = work.book()
    work.stand(booked.arrival_code)
    work.gate.decide_again(work.visit_of(booked).id, CLERK)
    (hit,) = hits(work, waiting=True)
    work.gate.customs.release_hit(hit.id, CUSTOMS, "SCAN-17 clean")
    visit = work.gate.decide_again(work.visit_of(booked).id, CLERK)

    assert said(visit) == {}
    assert (hits(work, waiting=True), hits(work)[0].release) == ((), "SCAN-17 clean")
    assert work.gate.customs.look.rule(added.id)[1] == 1
    assert work.kinds().count("risk.hit") == 1


def test_hit_and_release_are_told_to_the_rules_own_authority_alone(
    work: GateAtWork,
) -> None:
    work.gate.customs.add_rule(terms(), CUSTOMS)
    work.stand(work.book().arrival_code)
    (hit,) = hits(work)
    work.gate.customs.release_hit(hit.id, CUSTOMS, "S-1")
    _, events = work.gate.telling.events(0, 10_000)
    told = {
        name: [each.name for each in events if wanting(name).wants(each)]
        for name in ("HMRC", "POLICE", None)
    }
    assert told == {
        "HMRC": ["risk.added", "risk.hit", "risk.released"],
        "POLICE": [],
        None: [],
    }


def test_only_its_authority_releases_a_truck_and_only_once(work: GateAtWork) -> None:
    work.gate.customs.add_rule(terms(), CUSTOMS)
    work.stand(work.book().arrival_code)
    (hit,) = hits(work)
    with pytest.raises(NotYoursError):
        work.gate.customs.release_hit(hit.id, POLICE, "P-1")
    work.gate.customs.release_hit(hit.id, CUSTOMS, "S-1")
    with pytest.raises(StateConflictError):
        work.gate.customs.release_hit(hit.id, CUSTOMS, "S-2")


def test_a_rule_that_was_ended_takes_nobody_out(work: GateAtWork) -> None:
    added = work.gate.customs.add_rule(terms(), CUSTOMS)
    work.gate.customs.end_rule(added.id, CUSTOMS)
    booked = work.book()
    work.stand(booked.arrival_code)

    assert said(work.visit_of(booked)) == {}
    with pytest.raises(StateConflictError):
        work.gate.customs.end_rule(added.id, CUSTOMS)


def test_what_was_declared_of_the_goods_counts_too(work: GateAtWork) -> None:
    box = ExpectedContainer(BOX, "22G1", commodity="Used Excavators")
    truck = Truck(
        direction=Direction.IN,
        passage=Passage(id=PassageId("p-1"), lane=LANE, opened=NOON),
        appointment=replace(work.book(), containers=(box,)),
        containers=frozenset({BOX}),
    )
    visit = Visit(id=VisitId("v-1"), state=VisitState.CAPTURED, appointment=None)

    wanted = rule(commodities=("excavator",), hauliers=("ACME",))
    assert hitting([wanted], truck.load(visit, ()), NOON) == (wanted,)


def test_a_hold_that_the_driver_may_know_of_is_told_before_a_rule(
    work: GateAtWork,
) -> None:
    work.gate.customs.add_rule(terms(order=HoldOrder.EXAM), CUSTOMS)
    work.hold()
    booked = work.book()
    work.stand(booked.arrival_code)

    assert said(work.visit_of(booked)) == {"CUSTOMS": "customs_hold"}


def test_everything_wrong_with_a_rule_is_told_at_once(work: GateAtWork) -> None:
    wrong = terms(
        order=HoldOrder.SEIZURE,
        reference=" ",
        owners=("MSKU", "MSK1"),
        origins=("GBR",),
        share=2.0,
        opens=NOON,
        closes=NOON,
    )
    with pytest.raises(InvalidFaultsError) as refused:
        work.gate.customs.add_rule(wrong, CUSTOMS)

    told = {each.field for each in refused.value.faults}
    assert told == {"order", "reference", "owners.1", "origins.0", "share", "closes"}


def test_a_view_of_the_lane_tells_nothing_of_the_rule(work: GateAtWork) -> None:
    work.gate.customs.add_rule(terms(order=HoldOrder.HOLD), CUSTOMS)
    work.stand(work.book().arrival_code)

    assert "risk" not in LaneAnswer.of(work.gate.lane_view(LANE)).model_dump_json()
