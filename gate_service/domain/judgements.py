"""Judgements kept: each case with its decision, to ask later what if."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

from gate_service.domain.decisions import Decision
from gate_service.domain.drivers import Driver
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.visits import Visit, VisitId


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one decision was made of, as it was known then.

    ``case`` holds what rules look at and no more: of the driver the id, the induction
    and whether there is a ban, no code and no evidence, and no thresholds.
    """

    case: Case
    decision: Decision

    @classmethod
    def of(cls, case: Case, decision: Decision) -> Self:
        """Keep of *case* what may be kept."""
        return cls(
            replace(
                case,
                rules=RuleSet(),
                driver=_nameless(case.driver) if case.driver else None,
                visit=replace(case.visit, decision=None),
                others_inside=_others(case),
                passage=replace(case.passage, evidence=(), presented=None),
            ),
            decision,
        )


def _others(case: Case) -> tuple[Visit, ...]:
    """Keep of the others inside what rules compare: a plate is not kept of strangers.

    Else it would stay here when its own visit is forgotten.
    """
    plates = {seen.text for seen in case.passage.plates}
    if case.appointment is not None:
        plates.add(case.appointment.plate)
    return tuple(
        replace(each, decision=None, plate=each.plate if each.plate in plates else None)
        for each in case.others_inside
    )


def _nameless(driver: Driver) -> Driver:
    return Driver(
        id=driver.id,
        haulier="",
        name="",
        licence="",
        inducted=driver.inducted,
        banned=None if driver.banned is None else "banned",
    )


class UnreadableJudgementError(Exception):
    """A judgement that an older version kept and this one cannot read."""


class Judgements(Protocol):
    """Judgements of all lanes, for as long as the site keeps them."""

    def add(self, judgement: Judgement) -> None:
        """Keep one."""

    def since(
        self, at: datetime
    ) -> Iterator[tuple[VisitId, Judgement | UnreadableJudgementError]]:
        """Give each since that time, oldest first, a few at a time from the store."""

    def forget_before(self, at: datetime) -> int:
        """Delete those older than that; how many."""

    def forget(self, visit: VisitId) -> int:
        """Delete those of one visit; how many."""
