"""CONTAINER_SET: all containers seen are all containers announced."""

from collections.abc import Sequence

from gate_service.domain.decisions import Outcome, Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import (
    passes,
    read_by,
    refers,
    skips,
    stops,
    worst,
)
from gate_service.domain.seen import SeenContainer
from gate_service.domain.visits import ExpectedContainer
from vision.identifiers import edit_distance

_RULE = RuleCode.CONTAINER_SET


def container_set(case: Case) -> Reason:
    """PASS equal sets, REFER doubt or an unclear load, STOP another or extra one."""
    if case.appointment is None:
        return skips(_RULE, "no_appointment")
    if case.expected is None:
        return refers(_RULE, "containers_not_announced")
    seen = case.passage.containers
    findings = [_judged(each, case.expected, case) for each in seen]
    found = {each.number for each in seen}
    doubtful = any(finding.outcome is Outcome.REFER for finding in findings)
    missing = [each.number for each in case.expected if each.number not in found]
    if missing and not doubtful:
        findings.append(refers(_RULE, "container_unread", ", ".join(missing)))
    findings += _load(case)
    return worst(findings, _agreed(case.expected, findings))


def _agreed(
    expected: tuple[ExpectedContainer, ...], findings: Sequence[Reason]
) -> Reason:
    if not expected:
        return passes(_RULE, "empty_as_announced")
    details = ", ".join(each.detail for each in findings)
    return passes(_RULE, "containers_match", details)


def _load(case: Case) -> list[Reason]:
    """Say what speaks against the load that the lane saw; its order is nobody's need.

    A number that nobody could read may be a container that was not announced.
    """
    load = case.passage.load
    doubts = [each for each in (load.doubts if load else ()) if each != "order"]
    return [refers(_RULE, "load_unclear", ", ".join(doubts))] if doubts else []


def _judged(
    seen: SeenContainer, expected: tuple[ExpectedContainer, ...], case: Case
) -> Reason:
    """Judge one reading against the whole announced set."""
    match = next((each for each in expected if each.number == seen.number), None)
    if match is not None:
        return _matched(seen, match, case)
    near = [e.number for e in expected if _distance(seen, e.number) <= 1]
    if near:
        return refers(_RULE, "container_one_off", f"{seen.number} for {near[0]}")
    if _doubtful(seen, case):
        return refers(_RULE, "container_uncertain", seen.number)
    code = "container_other" if expected else "container_unexpected"
    return stops(_RULE, code, seen.number)


def _matched(seen: SeenContainer, match: ExpectedContainer, case: Case) -> Reason:
    if _doubtful(seen, case):
        return refers(_RULE, "container_uncertain", seen.number)
    if None not in (seen.size_type, match.size_type) and (
        seen.size_type != match.size_type
    ):
        detail = f"{seen.number} is {seen.size_type}, booked {match.size_type}"
        return refers(_RULE, "size_type_differs", detail)
    return passes(_RULE, "container_matches", read_by(seen.number, seen.by))


def _doubtful(seen: SeenContainer, case: Case) -> bool:
    """Inferred numbers count: the announced set confirms their check digit."""
    sure = seen.status in {"certain", "inferred"}
    return not sure or seen.confidence < case.rules.container_confidence


def _distance(seen: SeenContainer, number: str) -> int:
    """Count the seen characters that are off; an inferred check digit is not seen."""
    if seen.status == "inferred":
        return edit_distance(seen.number[:10], number[:10])
    return edit_distance(seen.number, number)
