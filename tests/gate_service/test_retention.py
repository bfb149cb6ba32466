"""Evidence of alerts is kept for its time, makes room when it must, and no sooner."""

import hashlib
from dataclasses import replace

import pytest

from gate_service.application.sweep_evidence import SweepEvidence
from gate_service.domain.errors import UnknownEvidenceError
from gate_service.domain.retention import RetentionRules
from gate_service.domain.safety import AlertId
from tests.support.yards import OFFICER, YardAtWork, still

DAY = 86400.0


def keep(yard: YardAtWork, name: str, size: int = 10) -> str:
    """Raise an alert with one still of *size* bytes and give its digest."""
    body = name.encode().ljust(size, b".")
    digest = hashlib.sha256(body).hexdigest()
    yard.work.gate.keep_evidence(digest, body)
    yard.open(name, evidence=(still(digest),))
    return digest


def kept(yard: YardAtWork, digest: str) -> bool:
    try:
        yard.work.gate.evidence(digest)
    except UnknownEvidenceError:
        return False
    return True


def sweep(yard: YardAtWork, **rules: float) -> None:
    usual = yard.work.gate.safety.sweep
    site = replace(usual.site, retention=RetentionRules(**rules))
    replace(usual, site=site)()


@pytest.mark.parametrize(("days", "there"), [(89.9, True), (90.0, False)])
def test_evidence_is_kept_for_its_days(
    yard: YardAtWork, days: float, *, there: bool
) -> None:
    digest = keep(yard, "i-1")
    yard.work.clock.turn(days * DAY)
    sweep(yard)
    assert kept(yard, digest) is there
    assert (yard.alert().evidence_until is not None) is there


def test_a_false_alarms_evidence_goes_sooner(yard: YardAtWork) -> None:
    digest, other = keep(yard, "i-1"), keep(yard, "i-2")
    yard.work.gate.safety.answer.false_alarm(AlertId("i-1"), "a fox", OFFICER)
    yard.work.clock.turn(14 * DAY)
    sweep(yard)
    assert (kept(yard, digest), kept(yard, other)) == (False, True)


def test_a_late_false_alarm_does_not_keep_evidence_longer(yard: YardAtWork) -> None:
    keep(yard, "i-1")
    before = yard.alert().evidence_until
    yard.work.clock.turn(80 * DAY)
    yard.work.gate.safety.answer.false_alarm(AlertId("i-1"), "", OFFICER)
    assert yard.alert().evidence_until == before


def test_the_oldest_makes_room(yard: YardAtWork) -> None:
    digests = []
    for number in range(4):
        digests.append(keep(yard, f"i-{number}", size=1000))
        yard.work.clock.turn(DAY)
    yard.work.clock.turn(40 * DAY)
    sweep(yard, gigabytes=2.5e-6)
    assert [kept(yard, each) for each in digests] == [False, False, True, True]


def test_nothing_younger_than_the_floor_makes_room(yard: YardAtWork) -> None:
    old = keep(yard, "i-1", size=1000)
    yard.work.clock.turn(31 * DAY)
    young = keep(yard, "i-2", size=1000)
    sweep(yard, gigabytes=1e-9)
    assert (kept(yard, old), kept(yard, young)) == (False, True)


def test_other_evidence_is_left_alone(yard: YardAtWork) -> None:
    frame = hashlib.sha256(b"a lane's frame").hexdigest()
    yard.work.gate.keep_evidence(frame, b"a lane's frame")
    keep(yard, "i-1")
    yard.work.clock.turn(400 * DAY)
    sweep(yard, gigabytes=1e-9)
    assert kept(yard, frame)


def test_what_was_deleted_is_in_the_chain_once(yard: YardAtWork) -> None:
    digest = keep(yard, "i-1")
    yard.work.clock.turn(90 * DAY)
    sweep(yard)
    sweep(yard)
    told = [
        e for e in yard.work.gate.look_up.events() if e.kind == "alert.evidence-deleted"
    ]
    assert [e.data["evidence"] for e in told] == [[digest]]
    assert yard.alert().incident.evidence[0].digest == digest


def test_a_site_sweeps_with_its_own_rules(yard: YardAtWork) -> None:
    usual: SweepEvidence = yard.work.gate.safety.sweep
    assert usual.site.retention == RetentionRules()
