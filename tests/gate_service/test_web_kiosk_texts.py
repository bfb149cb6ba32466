"""What the kiosk says, in every language, and what it never says."""

import ast
import re
from pathlib import Path

import pytest

from gate_service.domain import rules
from gate_service.domain.decisions import Outcome, ReferTarget, Verdict
from gate_service.domain.lanes import KioskPhase
from gate_service.web.screens import rendered, screen_of
from gate_service.web.texts import DEFAULT, Wording, wordings
from tests.support.shown_gate import decision, lane_view, reason

REFER, STOP = Outcome.REFER, Outcome.STOP
LANGUAGES = pytest.mark.parametrize("wording", wordings().values(), ids=wordings())
SILENT = {"watched_soft", "watched_hard", "risk_scan", "risk_exam", "risk_hold"}


def codes_of_objections() -> set[str]:
    """Every code that a rule gives with REFER or STOP, found in the rules' source.

    A code stands in ``refers(rule, code, ...)`` or ``stops(...)``, or is a snake-case
    text of a module where such a call takes it from a variable.
    """
    objecting: set[str] = set()
    passing: set[str] = set()
    loose: set[str] = set()
    for path in Path(rules.__path__[0]).glob("*.py"):
        if path.name in {"case.py", "ruleset.py", "findings.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found = {
                    str(a.value) for a in node.args[1:2] if isinstance(a, ast.Constant)
                }
                if node.func.id in {"refers", "stops"}:
                    objecting |= found
                elif node.func.id in {"passes", "skips"}:
                    passing |= found
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                loose |= set(re.findall(r"^[a-z]+(?:_[a-z]+)+$", node.value))
    return objecting | (loose - passing)


def test_every_language_has_the_same_texts() -> None:
    keys = {code: set(wording.texts) for code, wording in wordings().items()}
    assert set(keys) == {"en", "es", "zh"}
    assert all(each == keys[DEFAULT] for each in keys.values())


def test_the_rules_source_gives_away_its_codes() -> None:
    found = codes_of_objections()
    assert {"no_code", "container_other", "scan_ordered", "watched_hard"} <= found
    assert not {"in_window", "no_hold"} & found


@LANGUAGES
@pytest.mark.parametrize("code", sorted(codes_of_objections() - SILENT))
def test_every_objection_is_worded(wording: Wording, code: str) -> None:
    assert wording.texts[f"reason.{code}"].strip()


@LANGUAGES
@pytest.mark.parametrize("target", ReferTarget)
def test_every_target_is_worded(wording: Wording, target: ReferTarget) -> None:
    view = lane_view(KioskPhase.REFER, decision=decision(Verdict.REFER, target=target))
    assert screen_of(view, wording).say == wording.texts[f"target.{target}"]


@LANGUAGES
@pytest.mark.parametrize("phase", KioskPhase)
def test_every_phase_has_a_word_and_a_shape(
    wording: Wording, phase: KioskPhase
) -> None:
    html = rendered(lane_view(phase), wording)
    assert wording(f"{phase.value.lower()}.word") in html
    assert '<svg class="icon"' in html


@pytest.mark.parametrize("notice", ["not_ours", "malformed", "unknown_code"])
@LANGUAGES
def test_a_refused_code_is_explained(wording: Wording, notice: str) -> None:
    html = rendered(lane_view(KioskPhase.SCAN_CODE, notice=notice), wording)
    assert wording.texts[f"notice.{notice}"] in html


def test_the_driver_reads_every_public_fault_at_once() -> None:
    both = decision(
        Verdict.STOP, reason("plate_differs", STOP), reason("too_late", STOP)
    )
    screen = screen_of(lane_view(KioskPhase.STOP, decision=both), wordings()["en"])
    assert len(screen.reasons) == 2


@LANGUAGES
def test_a_silent_reason_leaves_no_trace(wording: Wording) -> None:
    told = decision(
        Verdict.STOP,
        reason("watched_hard", STOP, silent=True),
        reason("customs_hold", STOP, silent=True),
        reason("plate_near", REFER),
    )
    view = lane_view(KioskPhase.STOP, decision=told)
    assert screen_of(view, wording).reasons == (wording.reason("plate_near"),)
    html = rendered(view, wording)
    assert wording.reason("customs_hold") not in html
    assert "detail of" not in html


def test_a_truck_that_is_only_watched_reads_of_a_routine_check() -> None:
    watched = decision(Verdict.REFER, reason("watched_soft", REFER, silent=True))
    view = lane_view(KioskPhase.REFER, decision=watched)
    assert screen_of(view, wordings()["en"]).reasons == ("Routine check.",)


def test_an_unworded_code_is_a_routine_check_not_an_error() -> None:
    old = decision(Verdict.STOP, reason("code_of_an_older_rule_set", STOP))
    screen = screen_of(lane_view(KioskPhase.STOP, decision=old), wordings()["en"])
    assert screen.reasons == ("Routine check.",)


@pytest.mark.parametrize("phase", set(KioskPhase) - {KioskPhase.GO})
def test_a_pass_is_shown_beside_go_alone(phase: KioskPhase) -> None:
    assert 'class="qr"' in rendered(lane_view(KioskPhase.GO), wordings()["en"])
    assert 'class="qr"' not in rendered(lane_view(phase), wordings()["en"])


def test_nothing_beside_go_tells_the_driver_to_stay() -> None:
    view = lane_view(KioskPhase.GO, notice="unknown_code", clerk_called=True)
    screen = screen_of(view, wordings()["en"])

    assert (screen.notice, screen.clerk_called) == (None, False)


def test_a_truck_that_waits_for_a_clerk_is_given_no_deadline() -> None:
    def until(target: ReferTarget) -> str | None:
        told = decision(Verdict.REFER, target=target)
        view = lane_view(KioskPhase.REFER, decision=told)
        return screen_of(view, wordings()["en"]).until

    assert until(ReferTarget.CLERK) is None
    assert re.fullmatch(r"\d\d:\d\d", until(ReferTarget.SCAN) or "")
