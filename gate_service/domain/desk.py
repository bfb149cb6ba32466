"""The clerk desk: trucks that wait for a person, who works on them, how it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Protocol, Self

from gate_service.domain.callers import Caller
from gate_service.domain.corrections import Correction, Corrections
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.errors import StateConflictError
from gate_service.domain.visits import (
    LaneName,
    PassageId,
    Visit,
    VisitId,
    VisitState,
)

CaseId = NewType("CaseId", str)
WAITING = frozenset({VisitState.REFERRED, VisitState.STOPPED})
"""Visits that wait for a person while they stand in a lane."""


class Grounds(StrEnum):
    """Why a person decided as they did."""

    READ_BY_EYE = "read_by_eye"
    PAPERS_SEEN = "papers_seen"
    LOAD_CHECKED = "load_checked"
    TOLD_BY_HAULIER = "told_by_haulier"
    TOLD_BY_OFFICER = "told_by_officer"
    EQUIPMENT_FAULT = "equipment_fault"
    WRONG_TRUCK = "wrong_truck"
    UNSAFE = "unsafe"
    OTHER = "other"


class Ending(StrEnum):
    """What became of a case. ``SETTLED``: without the desk, as by a lifted hold."""

    LET_GO = "let_go"
    SENT = "sent"
    REFUSED = "refused"
    CORRECTED = "corrected"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """Seconds that a claim holds without a word, and a proposal waits for a second."""

    claim_seconds: float = 120.0
    confirm_seconds: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a person wants done: ``target`` of a truck that is sent."""

    ending: Ending
    grounds: Grounds
    note: str = ""
    target: ReferTarget | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A resolution that waits for a second person.

    ``seen`` are the objections that stood when it was made, as ``RULE code``: what
    comes later was agreed to by nobody.
    """

    resolution: Resolution
    by: Caller
    at: datetime
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCase:
    """One truck in one lane at the desk.

    ``waiting`` is when it began to wait. ``began`` is when the present claimant took
    it, ``renewed`` when they last did something; both None while nobody has it.
    """

    id: CaseId
    visit: VisitId
    passage: PassageId
    lane: LaneName
    waiting: datetime
    claimant: Caller | None = None
    began: datetime | None = None
    renewed: datetime | None = None
    proposal: Proposal | None = None
    ended: datetime | None = None
    ending: Ending | None = None
    resolution: Resolution | None = None
    by: tuple[str, ...] = ()

    def held_by(self, now: datetime, rules: DeskRules) -> Caller | None:
        """Give who works on it; a claim without a word for too long is over."""
        if self.renewed is None or self.ended is not None:
            return None
        over = self.renewed + timedelta(seconds=rules.claim_seconds)
        return self.claimant if now < over else None

    def claimed(self, by: Caller, now: datetime, rules: DeskRules) -> Self:
        """Take it, or keep it; StateConflictError while somebody else works on it."""
        holder = self.held_by(now, rules)
        if holder is not None and holder.name != by.name:
            msg = f"{holder.name} works on this truck"
            raise StateConflictError(msg)
        began = self.began if holder is not None else now
        return replace(self, claimant=by, began=began, renewed=now)

    def given_back(self) -> Self:
        """Let somebody else take it."""
        return replace(self, claimant=None, began=None, renewed=None)

    def proposed(self, now: datetime, rules: DeskRules) -> Proposal | None:
        """Give the proposal that still waits for a second person."""
        if self.proposal is None or self.ended is not None:
            return None
        over = self.proposal.at + timedelta(seconds=rules.confirm_seconds)
        return self.proposal if now < over else None

    def seconds(self) -> "CaseSeconds | None":
        """Say how long it took; None for one that the desk has not ended."""
        ended, ending, began = self.ended, self.ending, self.began
        if ended is None or ending is None or began is None:
            return None
        if ending is Ending.SETTLED:
            return None
        return CaseSeconds(
            ended=ended,
            ending=ending,
            worked=(ended - began).total_seconds(),
            waited=(ended - self.waiting).total_seconds(),
        )

    def closed(
        self, ending: Ending, now: datetime, by: Sequence[Caller], told: Resolution
    ) -> Self:
        """End it; who decided, and what."""
        names = tuple(each.name for each in by)
        return replace(
            self, ending=ending, ended=now, by=names, resolution=told, proposal=None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeconds:
    """How long one case took: from its claim, and from when the truck waited."""

    ended: datetime
    ending: Ending
    worked: float
    waited: float


class DeskCases(Protocol):
    """Cases of the desk."""

    def save(self, case: DeskCase) -> None:
        """Keep a new or changed one."""

    def open_of(self, passage: PassageId) -> DeskCase | None:
        """Find the case of a passage that has not ended."""

    def open(self) -> tuple[DeskCase, ...]:
        """List those that have not ended."""

    def ended_since(self, since: datetime) -> tuple[DeskCase, ...]:
        """List those that ended at that time or later, oldest first."""


def seconds_of(cases: Iterable[DeskCase]) -> tuple[CaseSeconds, ...]:
    """Say how long each of *cases* took that the desk has ended."""
    return tuple(took for took in (each.seconds() for each in cases) if took)


class DeskStore(Protocol):
    """A part of ``Store``."""

    @property
    def desk(self) -> DeskCases:
        """Give the cases of the desk."""

    @property
    def corrections(self) -> Corrections:
        """Give the corrections."""


def waiting_since(visit: Visit) -> datetime | None:
    """Say when *visit* was first referred or stopped where it is now."""
    since = None
    for state, at in reversed(visit.history):
        if state in WAITING:
            since = at
        elif state is not VisitState.DECIDING:
            break
    return since
