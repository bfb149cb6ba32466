"""What passes need: where they and barrier commands are kept, and who signs them."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from gate_service.domain.lanes import BarrierCommand, CommandId
from gate_service.domain.passes import IssuedPass, PassClaims, PassId, PublicKey
from gate_service.domain.visits import LaneName, VisitId


class Passes(Protocol):
    """Issued passes and their fate."""

    def add(self, issued: IssuedPass) -> None:
        """Keep a new one."""

    def get(self, wanted: PassId) -> IssuedPass:
        """Find by id; UnknownPassError."""

    def of_visit(self, visit: VisitId) -> tuple[IssuedPass, ...]:
        """List a visit's passes, newest first."""

    def spend(self, wanted: PassId, at: datetime) -> bool:
        """Mark as spent in one atomic step; false if spent or revoked before."""

    def revoke(self, wanted: PassId, at: datetime) -> bool:
        """Mark as revoked; false if it was before."""

    def forget(self, visit: VisitId) -> int:
        """Take the plate and the text out of a visit's passes; say how many."""

    def revoked(self, unexpired_at: datetime) -> tuple[PassId, ...]:
        """List revoked passes that have not expired by themselves."""


class Commands(Protocol):
    """Barrier commands."""

    def add(self, command: BarrierCommand) -> None:
        """Keep a new one."""

    def get(self, wanted: CommandId) -> BarrierCommand:
        """Find by id; UnknownCommandError."""

    def of_visit(self, visit: VisitId) -> tuple[BarrierCommand, ...]:
        """List a visit's commands, newest first."""

    def waiting(self, lane: LaneName) -> tuple[BarrierCommand, ...]:
        """List a lane's commands that wait, oldest first."""

    def overdue(self, now: datetime) -> tuple[BarrierCommand, ...]:
        """List waiting commands that have expired."""

    def take(self, wanted: CommandId, now: datetime) -> bool:
        """Claim in one atomic step; false unless it waits and its time has come."""

    def drop(self, wanted: CommandId, *, expired: bool) -> bool:
        """Withdraw or expire in one atomic step; false unless it waits."""


class PassStore(Protocol):
    """A part of ``Store``."""

    @property
    def passes(self) -> Passes:
        """Give the passes."""

    @property
    def commands(self) -> Commands:
        """Give the commands."""


class PassSigner(Protocol):
    """Signs passes and opens what it or its predecessors signed."""

    def sign(self, claims: PassClaims) -> str:
        """Write *claims* as pass text (``QG1:``...)."""

    def open(self, text: str) -> PassClaims:
        """Read a pass whose signature is ours, expired or not.

        Raises PassError ``not_ours``, ``malformed`` or ``forged``.
        """

    def sign_status(self, revoked: Collection[PassId], at: datetime) -> str:
        """Write the list of revoked passes as signed text (``QGS1:``...)."""

    def public_keys(self) -> tuple[PublicKey, ...]:
        """List the keys that verify, the signing one first."""
