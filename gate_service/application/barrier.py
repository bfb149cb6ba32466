"""Barrier commands as a lane asks for them and claims them."""

from dataclasses import dataclass, replace

from gate_service.application.record import Clock, record
from gate_service.domain.errors import StateConflictError, UnknownCommandError
from gate_service.domain.lanes import BarrierCommand, CommandId, CommandState
from gate_service.domain.ports import Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCommands:
    """List the commands that wait for a lane."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(self, lane: LaneName) -> tuple[BarrierCommand, ...]:
        """List unexpired ones, oldest first; a closed lane has none."""
        closed = self.site.lane(lane).closed
        now = self.clock()
        with self.transactions.read() as store:
            return tuple(
                c
                for c in store.commands.waiting(lane)
                if now < c.expires and not closed
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCommand:
    """Claim a command, exactly once."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(self, lane: LaneName, wanted: CommandId) -> BarrierCommand:
        """Claim; StateConflictError when early, expired, withdrawn or taken before.

        A lane that was closed since the truck was cleared raises its barrier no more.
        """
        if self.site.lane(lane).closed:
            msg = f"lane {lane} is closed"
            raise StateConflictError(msg)
        now = self.clock()
        with self.transactions.write() as store:
            command = store.commands.get(wanted)
            if command.lane != lane:
                msg = f"no command {wanted[:40]!r} for lane {lane}"
                raise UnknownCommandError(msg)
            if not store.commands.take(wanted, now):
                raise StateConflictError(_why(command, early=now < command.not_before))
            record(
                store,
                now,
                "barrier.taken",
                visit=command.visit,
                lane=lane,
                command=wanted,
            )
            return replace(command, state=CommandState.TAKEN)


def _why(command: BarrierCommand, *, early: bool) -> str:
    if command.state != "waiting":
        return f"this command was {command.state}"
    return "this command's time has not come" if early else "this command has expired"
