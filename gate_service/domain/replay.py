"""What would have been decided: a judgement under other rules, and the sum of many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from gate_service.domain.decisions import (
    Decision,
    Outcome,
    Reason,
    RuleCode,
    RuleMode,
    Verdict,
)
from gate_service.domain.judgements import Judgement, UnreadableJudgementError
from gate_service.domain.rules.decide import decide, verdict_of
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.visits import LaneName, VisitId

Tally = Counter[tuple[RuleCode, Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One decision that would have been another; ``reasons`` are what differs."""

    visit: VisitId
    at: datetime
    lane: LaneName
    before: Verdict
    after: Verdict
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Replayed:
    """The sum of a replay: verdicts and live objections by rule, as was and would be.

    ``unreadable`` judgements were kept by an older version, and are left out.
    """

    judged: int = 0
    unreadable: int = 0
    verdicts: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    was: Tally = field(default_factory=Counter)
    would: Tally = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def add(self, visit: VisitId, judgement: Judgement, rules: RuleSet) -> None:
        """Judge one again, by *rules*, and count it.

        What persons decided against the rules is compared by what the rules said.
        """
        before = judgement.decision
        was = verdict_of(judgement.case, before.reasons)
        after = decide(replace(judgement.case, rules=rules))
        self.judged += 1
        self.verdicts[was, after.verdict] += 1
        self.was.update(_live(before))
        self.would.update(_live(after))
        if after.verdict is not was:
            change = Change(
                visit=visit,
                at=before.at,
                lane=judgement.case.lane.name,
                before=was,
                after=after.verdict,
                reasons=_differing(before, after),
            )
            self.changes.append(change)


def replayed(
    kept: Iterable[tuple[VisitId, Judgement | UnreadableJudgementError]],
    rules: RuleSet,
) -> Replayed:
    """Judge all of *kept* again by *rules*."""
    total = Replayed()
    for visit, judgement in kept:
        if isinstance(judgement, UnreadableJudgementError):
            total.unreadable += 1
        else:
            total.add(visit, judgement, rules)
    return total


def _live(decision: Decision) -> list[tuple[RuleCode, Outcome]]:
    return [
        (reason.rule, reason.outcome)
        for reason in decision.objections
        if reason.mode is RuleMode.LIVE
    ]


def _differing(before: Decision, after: Decision) -> tuple[Reason, ...]:
    """Give what *after* objects to and *before* did not; else what fell away."""
    was = {_said(r): r for r in before.objections if r.mode is RuleMode.LIVE}
    would = {_said(r): r for r in after.objections if r.mode is RuleMode.LIVE}
    new = tuple(reason for said, reason in would.items() if said not in was)
    return new or tuple(r for said, r in was.items() if said not in would)


def _said(reason: Reason) -> tuple[RuleCode, Outcome, str]:
    return reason.rule, reason.outcome, reason.code
