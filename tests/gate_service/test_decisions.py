"""Many reasons, one decision: what outweighs what, and who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.domain.customs import HoldOrder
from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode, Verdict
from gate_service.domain.rules.decide import decide
from gate_service.domain.rules.ruleset import RuleSet, fingerprint
from gate_service.domain.watchlist import WatchLevel
from tests.support.cases import GOOD, PASSAGE, VISIT, held, watched
from tests.support.gates import NOON


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
