"""CREDENTIAL and REPLAY: the code that the driver showed."""

from datetime import timedelta

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case, Flaw, Shown
from gate_service.domain.rules.findings import passes, refers, skips, stops


def credential(case: Case) -> Reason:
    """REFER without a readable code or just after its expiry; STOP a bad pass."""
    rule = RuleCode.CREDENTIAL
    shown = case.credential
    if Flaw.FORGED in shown.flaws:
        return stops(rule, "pass_forged", "the signature is not ours")
    if Flaw.REVOKED in shown.flaws:
        return stops(rule, "pass_revoked")
    if Flaw.UNREADABLE in shown.flaws:
        return refers(rule, "code_unreadable")
    if shown.shown is Shown.NOTHING:
        return refers(rule, "no_code")
    return _expiry(case) or passes(rule, str(shown.shown))


def _expiry(case: Case) -> Reason | None:
    claims = case.credential.claims
    if claims is None or case.at < claims.expires:
        return None
    late = case.at - claims.expires
    if late <= timedelta(seconds=case.rules.pass_grace):
        return refers(RuleCode.CREDENTIAL, "pass_just_expired")
    return stops(RuleCode.CREDENTIAL, "pass_expired")


def replay(case: Case) -> Reason:
    """STOP a pass spent before or issued for another lane, and a code used before."""
    rule = RuleCode.REPLAY
    flaws = case.credential.flaws
    used = Flaw.USED in flaws
    if Flaw.SPENT in flaws or (used and case.credential.shown is Shown.PASS):
        return stops(rule, "pass_spent")
    if Flaw.OTHER_LANE in flaws:
        return stops(rule, "pass_other_lane")
    if used:
        return stops(rule, "arrival_code_used")
    if case.credential.shown in {Shown.NOTHING, Shown.PLATE}:
        return skips(rule, "no_code")
    return passes(rule, "first_use")
