"""Every rule's outcomes, one row each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.domain.customs import HoldOrder
from gate_service.domain.decisions import Outcome, RuleCode
from gate_service.domain.lanes import Lane
from gate_service.domain.rules.case import Case, Credential, Flaw, Shown
from gate_service.domain.rules.decide import RULES
from gate_service.domain.seen import SeenCamera
from gate_service.domain.visits import Direction, ExpectedContainer
from gate_service.domain.watchlist import WatchLevel
from tests.support.cases import (
    CLAIMS,
    GOOD,
    INSIDE,
    LEAVING,
    PASSAGE,
    at,
    booked,
    held,
    seen,
    shown,
    watched,
)
from tests.support.gates import BOX, LANE, NOON, OTHER_BOX, live, seen_box, seen_plate

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
