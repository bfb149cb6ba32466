"""What a person may decide against the rules, and what nobody at the desk may.

Customs alone lifts what customs ordered. A forged pass opens nothing. A truck without
its own appointment never gets GO. A hard watch-list entry needs an officer. What the
rules STOP takes two persons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from gate_service.domain.callers import Caller, Role
from gate_service.domain.decisions import (
    Decision,
    Outcome,
    Reason,
    ReferTarget,
    RuleCode,
    RuleMode,
    Verdict,
)
from gate_service.domain.desk import Ending, Resolution
from gate_service.domain.errors import OverrideRefusedError
from gate_service.domain.rules.case import Case
from gate_service.domain.visits import VisitState

_PLACES = frozenset(ReferTarget) - {ReferTarget.CLERK}
_FORBIDDEN = {
    (RuleCode.CREDENTIAL, "pass_forged"): "a forged pass opens nothing",
    (RuleCode.LANE, "lane_closed"): "the lane is closed",
}
"""Objections that no two persons override, by rule and code."""


@dataclass(frozen=True, slots=True)
class Order:
    """A resolution and everybody who stands for it.

    ``seen`` are the objections that they knew of; None where it is what stands now.
    """

    resolution: Resolution
    by: tuple[Caller, ...]
    seen: frozenset[str] | None = None


def needs_second(case: Case, ruled: Decision) -> bool:
    """Whether one person alone may not go on: a STOP stands, by rules or persons."""
    stops = any(each.outcome is Outcome.STOP for each in _live(ruled))
    return stops or case.visit.state is VisitState.STOPPED


def objections_to(case: Case, ruled: Decision, order: Order) -> tuple[str, ...]:
    """List everything that forbids *order*, worded for clerks; empty where it may be.

    *ruled* is what the rules say of *case* now.
    """
    told = order.resolution
    if told.ending is Ending.LET_GO:
        against = _against_going(case, ruled)
    elif told.ending is Ending.SENT:
        against = _against_place(ruled, told.target)
    else:
        return ()
    persons = _against_persons(case, ruled, order.by)
    return (*against, *persons, *_against_news(ruled, order.seen))


def named(ruled: Decision) -> frozenset[str]:
    """Name the objections that count, to be known again later."""
    return frozenset(f"{each.rule} {each.code}" for each in _live(ruled))


def overruled(case: Case, ruled: Decision, order: Order) -> Decision:
    """Give the decision of the persons; every reason of the rules is kept.

    Raises OverrideRefusedError with everything that forbids it.
    """
    if against := objections_to(case, ruled, order):
        raise OverrideRefusedError(against)
    told = order.resolution
    verdicts = {Ending.LET_GO: Verdict.GO, Ending.SENT: Verdict.REFER}
    verdict = verdicts.get(told.ending, Verdict.STOP)
    target = told.target if verdict is Verdict.REFER else None
    until = case.at + timedelta(seconds=case.rules.limit(target)) if target else None
    return replace(
        ruled,
        verdict=verdict,
        target=target,
        until=until,
        by=tuple(each.name for each in order.by),
        grounds=str(told.grounds),
    )


def _against_going(case: Case, ruled: Decision) -> list[str]:
    found = []
    if case.appointment is None or not case.visit.booked:
        found.append("the truck has no appointment of its own: book one, show its code")
    for each in _live(ruled):
        if each.rule is RuleCode.CUSTOMS:
            found.append(f"customs alone lifts this: {each.code} {each.detail}".strip())
        elif why := _FORBIDDEN.get((each.rule, each.code)):
            found.append(why)
    return found


def _against_persons(case: Case, ruled: Decision, by: Sequence[Caller]) -> list[str]:
    found = []
    if needs_second(case, ruled) and len({each.name for each in by}) < 2:
        found.append("the rules say STOP: a second person must confirm")
    hard = any(each.code == "watched_hard" for each in _live(ruled))
    if hard and all(each.role is not Role.OFFICER for each in by):
        found.append("the watch list names it: an officer must be one of the two")
    return found


def _against_news(ruled: Decision, seen: frozenset[str] | None) -> list[str]:
    """Hold persons to what they knew: a truck is not let go for what came since."""
    news = sorted(named(ruled) - seen) if seen is not None else []
    if not news:
        return []
    return [f"the rules say more by now, propose it again: {', '.join(news)}"]


def _against_place(ruled: Decision, place: ReferTarget | None) -> list[str]:
    """Leave to customs where its trucks go; what it holds goes nowhere."""
    if place not in _PLACES:
        places = ", ".join(sorted(_PLACES))
        return [f"a truck is sent to one of {places}"]
    found = []
    for each in _live(ruled):
        if each.rule is not RuleCode.CUSTOMS or each.target is place:
            continue
        if each.outcome is Outcome.STOP or each.target in _PLACES:
            where = each.target or "nowhere"
            found.append(f"customs sends it to {where}: {each.code}")
    return found


def _live(decision: Decision) -> list[Reason]:
    return [each for each in decision.objections if each.mode is RuleMode.LIVE]
