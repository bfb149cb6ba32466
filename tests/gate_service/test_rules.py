"""Every rule's outcomes, one row each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.domain.customs import Hold, HoldId, HoldOrder
from gate_service.domain.decisions import (
    Outcome,
    ReferTarget,
    RuleCode,
    RuleMode,
    Verdict,
)
from gate_service.domain.lanes import Lane
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.rules.case import Case, Credential, Flaw, Shown
from gate_service.domain.rules.decide import RULES, decide
from gate_service.domain.rules.ruleset import RuleSet, fingerprint
from gate_service.domain.visits import (
    Direction,
    ExpectedContainer,
    SeenCamera,
)
from gate_service.domain.watchlist import WatchEntry, WatchId, WatchKind, WatchLevel
from tests.support.cases import (
    GOOD,
    INSIDE,
    LEAVING,
    PASSAGE,
    VISIT,
    at,
    booked,
    seen,
)
from tests.support.gates import (
    BOX,
    LANE,
    NOON,
    OTHER_BOX,
    PLATE,
    live,
    seen_box,
    seen_plate,
)

CLAIMS = PassClaims(
    id=PassId("00"),
    plate=PLATE,
    containers=(BOX,),
    lane=LANE,
    verdict=Verdict.GO,
    expires=NOON,
)


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


P, R, S, N = Outcome.PASS, Outcome.REFER, Outcome.STOP, Outcome.NOT_APPLICABLE
HOUR = 3600.0
ROWS = [
    ("CREDENTIAL", P, "arrival_code", GOOD),
    ("CREDENTIAL", R, "no_code", replace(GOOD, credential=Credential(Shown.NOTHING))),
    ("CREDENTIAL", R, "code_unreadable", shown(Flaw.UNREADABLE)),
    ("CREDENTIAL", S, "pass_forged", shown(Flaw.FORGED)),
    ("CREDENTIAL", S, "pass_revoked", shown(Flaw.REVOKED)),
    ("CREDENTIAL", R, "pass_just_expired", shown(claims=CLAIMS)),
    (
        "CREDENTIAL",
        S,
        "pass_expired",
        shown(claims=replace(CLAIMS, expires=NOON - timedelta(seconds=301))),
    ),
    (
        "CREDENTIAL",
        P,
        "pass",
        shown(claims=replace(CLAIMS, expires=NOON + timedelta(seconds=1))),
    ),
    ("REPLAY", P, "first_use", GOOD),
    ("REPLAY", S, "pass_spent", shown(Flaw.SPENT)),
    ("REPLAY", S, "pass_other_lane", shown(Flaw.OTHER_LANE)),
    ("REPLAY", S, "pass_spent", shown(Flaw.USED)),
    (
        "REPLAY",
        S,
        "arrival_code_used",
        replace(
            GOOD, credential=Credential(Shown.ARRIVAL_CODE, frozenset({Flaw.USED}))
        ),
    ),
    ("REPLAY", N, "no_code", replace(GOOD, credential=Credential(Shown.NOTHING))),
    ("APPOINTMENT", P, "appointment_on_file", GOOD),
    ("APPOINTMENT", R, "no_appointment", replace(GOOD, appointment=None)),
    ("APPOINTMENT", S, "appointment_cancelled", booked(cancelled=True)),
    ("APPOINTMENT", S, "other_terminal", booked(terminal="BEANR")),
    ("WINDOW", P, "in_window", at(-HOUR)),
    ("WINDOW", R, "slightly_early", at(-HOUR - 1)),
    ("WINDOW", R, "slightly_early", at(-1.5 * HOUR)),
    ("WINDOW", S, "too_early", at(-1.5 * HOUR - 1)),
    ("WINDOW", P, "in_window", at(HOUR - 1)),
    ("WINDOW", R, "slightly_late", at(HOUR)),
    ("WINDOW", R, "slightly_late", at(1.5 * HOUR)),
    ("WINDOW", S, "too_late", at(1.5 * HOUR + 1)),
    ("WINDOW", N, "no_appointment", replace(GOOD, appointment=None)),
    ("WINDOW", N, "leaving", LEAVING),
    ("PLATE", P, "plate_matches", GOOD),
    ("PLATE", P, "plate_matches", seen(plates=(seen_plate("TR41LER"), seen_plate()))),
    ("PLATE", R, "plate_unread", seen(plates=())),
    ("PLATE", P, "plate_matches", seen(plates=(seen_plate(status="uncertain"),))),
    ("PLATE", R, "plate_uncertain", seen(plates=(seen_plate(confidence=0.79),))),
    (
        "PLATE",
        R,
        "plate_uncertain",
        seen(plates=(seen_plate("TR41LER", status="uncertain"),)),
    ),
    ("PLATE", R, "plate_near", seen(plates=(seen_plate("AB12CDF"),))),
    ("PLATE", R, "plate_near", seen(plates=(seen_plate("A8I2CDE"),))),
    ("PLATE", R, "plate_uncertain", seen(plates=(seen_plate("X9", confidence=0.2),))),
    ("PLATE", S, "plate_differs", seen(plates=(seen_plate("XY99ZZZ"),))),
    ("PLATE", N, "no_appointment", replace(GOOD, appointment=None)),
    ("CONTAINER_SET", P, "containers_match", GOOD),
    (
        "CONTAINER_SET",
        P,
        "containers_match",
        seen(containers=(seen_box(status="inferred"), seen_box(size_type=None))),
    ),
    ("CONTAINER_SET", R, "container_unread", seen(containers=())),
    (
        "CONTAINER_SET",
        R,
        "container_unread",
        booked(containers=(ExpectedContainer(BOX), ExpectedContainer(OTHER_BOX))),
    ),
    (
        "CONTAINER_SET",
        R,
        "container_uncertain",
        seen(containers=(seen_box(status="uncertain"),)),
    ),
    (
        "CONTAINER_SET",
        R,
        "container_uncertain",
        seen(containers=(seen_box(confidence=0.3),)),
    ),
    (
        "CONTAINER_SET",
        R,
        "container_uncertain",
        seen(containers=(seen_box(), seen_box(OTHER_BOX, status="uncertain"))),
    ),
    (
        "CONTAINER_SET",
        R,
        "container_one_off",
        seen(containers=(seen_box("CSQU3054384"),)),
    ),
    (
        "CONTAINER_SET",
        R,
        "container_one_off",
        seen(containers=(seen_box("CSQU3054399", status="inferred"),)),
    ),
    (
        "CONTAINER_SET",
        S,
        "container_other",
        seen(containers=(seen_box("CSQU3054399"),)),
    ),
    (
        "CONTAINER_SET",
        S,
        "container_other",
        seen(containers=(seen_box(), seen_box(OTHER_BOX, status="inferred"))),
    ),
    (
        "CONTAINER_SET",
        R,
        "size_type_differs",
        seen(containers=(seen_box(size_type="45G1"),)),
    ),
    (
        "CONTAINER_SET",
        P,
        "empty_as_announced",
        replace(booked(containers=()), passage=replace(PASSAGE, containers=())),
    ),
    ("CONTAINER_SET", S, "container_unexpected", booked(containers=())),
    ("CONTAINER_SET", R, "containers_not_announced", LEAVING),
    ("CONTAINER_SET", N, "no_appointment", replace(GOOD, appointment=None)),
    ("CUSTOMS", P, "no_hold", GOOD),
    ("CUSTOMS", R, "customs_unknown", replace(GOOD, holds=None)),
    ("CUSTOMS", S, "customs_hold", held()),
    ("CUSTOMS", R, "scan_ordered", held(HoldOrder.SCAN)),
    ("CUSTOMS", R, "exam_ordered", held(HoldOrder.EXAM)),
    ("CUSTOMS", R, "hold_arrived", held(was_cleared=True)),
    ("WATCHLIST", P, "not_watched", GOOD),
    ("WATCHLIST", R, "watched_soft", watched(WatchLevel.SOFT)),
    ("WATCHLIST", S, "watched_hard", watched(WatchLevel.HARD)),
    ("DUPLICATE", P, "not_inside", GOOD),
    ("DUPLICATE", S, "plate_inside", replace(GOOD, others_inside=(INSIDE,))),
    (
        "DUPLICATE",
        S,
        "container_inside",
        replace(GOOD, others_inside=(replace(INSIDE, plate="OTHER"),)),
    ),
    ("DUPLICATE", P, "inside", replace(LEAVING, visit=INSIDE)),
    ("DUPLICATE", R, "not_inside", LEAVING),
    ("LANE", P, "right_lane", GOOD),
    ("LANE", R, "other_lane", booked(lane="in-2")),
    (
        "LANE",
        S,
        "lane_closed",
        replace(GOOD, lane=Lane(name=LANE, direction=Direction.IN, closed=True)),
    ),
    ("SENSOR", P, "cameras_live", GOOD),
    ("SENSOR", R, "no_cameras", seen(cameras=())),
    (
        "SENSOR",
        R,
        "camera_stalled",
        seen(cameras=(live(), SeenCamera(camera="left", state="stalled"))),
    ),
]


@pytest.mark.parametrize(
    ("rule", "outcome", "code", "case"),
    ROWS,
    ids=[f"{rule} {outcome} {code}" for rule, outcome, code, _ in ROWS],
)
def test_a_rule_says(rule: str, outcome: Outcome, code: str, case: Case) -> None:
    reason = RULES[RuleCode(rule)](case)

    assert (reason.rule, reason.outcome, reason.code) == (rule, outcome, code)


def test_every_rule_is_in_the_table_once() -> None:
    assert list(RULES) == list(RuleCode)


def test_a_truck_with_nothing_against_it_goes() -> None:
    assert decide(GOOD).verdict is Verdict.GO


def test_all_reasons_are_kept_passes_included() -> None:
    assert [r.rule for r in decide(held()).reasons] == list(RuleCode)


def test_the_worst_outcome_wins() -> None:
    case = replace(held(), passage=replace(PASSAGE, plates=()))

    assert decide(case).verdict is Verdict.STOP


@pytest.mark.parametrize("mode", [RuleMode.SHADOW, RuleMode.ADVISORY])
def test_a_rule_that_is_not_live_is_recorded_and_does_not_count(
    mode: RuleMode,
) -> None:
    rules = RuleSet(modes={RuleCode.CUSTOMS: mode})
    decision = decide(replace(held(), rules=rules))

    assert decision.verdict is Verdict.GO
    assert [r.code for r in decision.objections] == ["customs_hold"]


def test_without_an_appointment_nothing_is_ever_go() -> None:
    shadow = RuleSet(modes=dict.fromkeys(RuleCode, RuleMode.SHADOW))

    assert decide(replace(GOOD, appointment=None, rules=shadow)).verdict is (
        Verdict.REFER
    )


def test_a_visit_that_was_not_booked_is_never_go() -> None:
    assert decide(replace(GOOD, visit=replace(VISIT, booked=False))).verdict is (
        Verdict.REFER
    )


def test_a_referral_names_a_target_and_a_time_limit() -> None:
    rules = RuleSet(refer_limits={ReferTarget.SCAN: 600})
    decision = decide(replace(held(HoldOrder.SCAN), rules=rules))

    assert decision.target is ReferTarget.SCAN
    assert decision.until == NOON + timedelta(seconds=600)


def test_of_several_targets_the_gravest_wins() -> None:
    case = replace(held(HoldOrder.EXAM), passage=replace(PASSAGE, plates=()))

    assert decide(case).target is ReferTarget.INSPECTION


def test_the_driver_never_sees_the_watch_list() -> None:
    assert decide(watched(WatchLevel.HARD)).shown_to_driver == ()


def test_the_driver_is_told_of_a_hold_by_code_alone() -> None:
    (reason,) = decide(held()).shown_to_driver

    assert "HMRC" not in reason.code
    assert "HMRC" in reason.detail


def test_any_change_of_a_threshold_changes_the_stored_hash() -> None:
    assert decide(GOOD).rules_hash == fingerprint(RuleSet())
    assert fingerprint(RuleSet(window_grace=1)) != fingerprint(RuleSet())
    assert fingerprint(RuleSet(modes={RuleCode.LANE: RuleMode.SHADOW})) != fingerprint(
        RuleSet()
    )
