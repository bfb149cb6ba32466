"""What lanes that decide alone need from outside."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from gate_service.domain.offline import Bundle, LaneDecision, SignedBundle
from gate_service.domain.visits import (
    Appointment,
    LaneName,
    PassageId,
    Visit,
    VisitState,
)


class Coming(Protocol):
    """Booked visits with their appointments."""

    def closing_after(
        self, now: datetime, states: Collection[VisitState], most: int
    ) -> tuple[tuple[Visit, Appointment], ...]:
        """List visits in *states* whose window closes after *now*, the next first."""

    def in_state(
        self, state: VisitState, most: int
    ) -> tuple[tuple[Visit, Appointment], ...]:
        """List the newest *most* in *state*, whatever their window."""


class LaneDecisions(Protocol):
    """What lanes decided alone."""

    def save(self, decision: LaneDecision) -> None:
        """Keep a new or changed one."""

    def find(self, passage: PassageId) -> LaneDecision | None:
        """Find what was decided of a passage."""

    def by_command(self, command: str) -> LaneDecision | None:
        """Find by the command that the lane gave itself."""

    def listed(
        self, lane: LaneName | None, *, twice: bool, limit: int
    ) -> tuple[LaneDecision, ...]:
        """List the newest, of one lane or all; *twice*: double spends alone."""

    def since(self, lane: LaneName, at: datetime) -> tuple[LaneDecision, ...]:
        """List what a lane decided from *at* on."""


class OfflineStore(Protocol):
    """The part of the store that lanes that decide alone need."""

    @property
    def coming(self) -> Coming:
        """Give booked visits with their appointments."""

    @property
    def lane_decisions(self) -> LaneDecisions:
        """Give what lanes decided alone."""


class BundleSigner(Protocol):
    """Signs bundles as passes are signed."""

    def sign_bundle(self, bundle: Bundle) -> SignedBundle:
        """Write *bundle* as it goes over the wire."""
