"""YARD: whether the terminal's yard takes what the truck brings."""

from collections.abc import Iterator
from datetime import timedelta

from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rooms import YardRoom
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst

_RULE = RuleCode.YARD


def yard(case: Case) -> Reason:
    """REFER where the yard is full or its state stale; STOP where it is closed.

    The yard binds the way in alone. One of which nothing was ever told is not asked,
    unless the site says how old its state may be.
    """
    if case.leaving:
        return skips(_RULE, "leaving")
    if case.room is None:
        if case.rules.yard_stale_after is None:
            return skips(_RULE, "yard_not_told")
        return refers(_RULE, "yard_unknown")
    return worst(_findings(case, case.room), passes(_RULE, "yard_has_room"))


def _findings(case: Case, room: YardRoom) -> Iterator[Reason]:
    name, oldest = case.lane.block, case.rules.yard_stale_after
    block = room.block(name) if name else None
    if room.closed or (block and block.closed):
        yield stops(_RULE, "yard_closed", name or "")
    if oldest is not None and case.at - room.at > timedelta(seconds=oldest):
        yield refers(_RULE, "yard_stale", room.at.isoformat())
    if name and block is None and room.blocks:
        yield refers(_RULE, "yard_unknown", name)
        return
    free, brought = room.free(name if block else None), _brought(case)
    if brought and free is not None and free < brought:
        detail = f"{free} free, {brought} needed"
        yield refers(_RULE, "yard_full", detail, ReferTarget.WAITING_AREA)


def _brought(case: Case) -> int:
    """Count the containers that come in, announced or not."""
    return max(len(case.expected or ()), len(case.passage.containers))
