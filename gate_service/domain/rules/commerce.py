"""COMMERCIAL and RIGHT: what the carrier says of a container, and who may move it."""

from collections.abc import Iterator

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rights import Right
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst


def commercial(case: Case) -> Reason:
    """REFER unpaid fees or a container to fetch unreleased; STOP a line hold.

    On the way in a truck is judged by what it comes to fetch, too: it need not enter
    in vain. Containers without a right on file are RIGHT's to judge.
    """
    rule = RuleCode.COMMERCIAL
    if case.appointment is None:
        return skips(rule, "no_appointment")
    if not _known(case):
        return skips(rule, "no_right_on_file")
    return worst(_terms(case), passes(rule, "terms_met"))


def _terms(case: Case) -> Iterator[Reason]:
    rule = RuleCode.COMMERCIAL
    fetched = case.appointment.leaves_with or () if case.appointment else ()
    to_release = {each.number for each in fetched}
    for right in _known(case):
        box = right.container
        if right.line_hold is not None:
            yield stops(rule, "line_hold", f"{box}: {right.line_hold}")
        if box in to_release and not (right.released and right.released <= case.at):
            yield refers(rule, "release_missing", box)
        if right.fees is not None:
            yield refers(rule, "fees_due", f"{box}: {right.fees}")


def right(case: Case) -> Reason:
    """REFER a right missing, expired or not passed on; STOP another haulier's."""
    rule = RuleCode.RIGHT
    if case.appointment is None:
        return skips(rule, "no_appointment")
    found = [_held(case, each, case.appointment.haulier) for each in _known(case)]
    if case.rights_needed or case.rules.rights_required:
        ruled = {each.container for each in case.rights}
        missing = [each.number for each in case.handled if each.number not in ruled]
        found += [refers(rule, "right_missing", number) for number in missing]
    if not found:
        return skips(rule, "no_right_on_file")
    return worst(found, passes(rule, "right_held", case.appointment.haulier))


def _held(case: Case, right: Right, haulier: str) -> Reason:
    rule, box = RuleCode.RIGHT, right.container
    if right.holder.casefold() != haulier.casefold():
        if right.holder == right.carrier:
            return refers(rule, "right_not_passed", f"{box}: {right.carrier} has it")
        return stops(rule, "right_of_another", f"{box}: {right.holder} has it")
    if right.expires is not None and right.expires <= case.at:
        return refers(rule, "right_expired", f"{box}: {right.expires.isoformat()}")
    return passes(rule, "right_held", box)


def _known(case: Case) -> list[Right]:
    """Give the rights on file of the containers that this truck moves."""
    handled = {each.number for each in case.handled}
    return [each for each in case.rights if each.container in handled]
