"""Passes and barrier commands: what changes once, in one atomic UPDATE."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from gate_service.adapters.database.tables import COMMANDS, PASSES
from gate_service.domain.errors import UnknownCommandError, UnknownPassError
from gate_service.domain.lanes import BarrierCommand, CommandId, CommandState
from gate_service.domain.passes import IssuedPass, PassClaims, PassId
from gate_service.domain.personal import FORGOTTEN
from gate_service.domain.visits import LaneName, VisitId

_CLAIMS = TypeAdapter(PassClaims)
_COMMAND = TypeAdapter(BarrierCommand)


@dataclass(frozen=True, slots=True)
class SqlPasses:
    """Passes port."""

    connection: Connection

    def add(self, issued: IssuedPass) -> None:
        """Keep a new one."""
        row = {
            "id": issued.claims.id,
            "visit": issued.visit,
            "claims": _CLAIMS.dump_python(issued.claims, mode="json"),
            "text": issued.text,
            "issued": issued.issued,
            "expires": issued.claims.expires,
            "spent": issued.spent,
            "revoked": issued.revoked,
        }
        self.connection.execute(insert(PASSES).values(row))

    def get(self, wanted: PassId) -> IssuedPass:
        """Find by id."""
        found = self._read(select(PASSES).where(PASSES.c.id == wanted))
        if not found:
            msg = "this pass is not on file"
            raise UnknownPassError(msg)
        return found[0]

    def of_visit(self, visit: VisitId) -> tuple[IssuedPass, ...]:
        """List a visit's passes, newest first."""
        mine = select(PASSES).where(PASSES.c.visit == visit)
        return self._read(mine.order_by(PASSES.c.serial.desc()))

    def spend(self, wanted: PassId, at: datetime) -> bool:
        """Mark as spent unless it is spent or revoked."""
        change = (
            update(PASSES)
            .where(PASSES.c.id == wanted)
            .where(PASSES.c.spent.is_(None), PASSES.c.revoked.is_(None))
            .values(spent=at)
        )
        return self.connection.execute(change).rowcount == 1

    def revoke(self, wanted: PassId, at: datetime) -> bool:
        """Mark as revoked unless it is."""
        change = (
            update(PASSES)
            .where(PASSES.c.id == wanted, PASSES.c.revoked.is_(None))
            .values(revoked=at)
        )
        return self.connection.execute(change).rowcount == 1

    def forget(self, visit: VisitId) -> int:
        """Take the plate and the text out of a visit's passes."""
        passes = self.of_visit(visit)
        for issued in passes:
            claims = replace(issued.claims, plate=FORGOTTEN)
            body = _CLAIMS.dump_python(claims, mode="json")
            change = update(PASSES).where(PASSES.c.id == claims.id)
            row = {"claims": body, "text": FORGOTTEN}
            self.connection.execute(change.values(row))
        return len(passes)

    def revoked(self, unexpired_at: datetime) -> tuple[PassId, ...]:
        """List revoked passes that have not expired by themselves."""
        mine = select(PASSES.c.id).where(
            PASSES.c.revoked.is_not(None), PASSES.c.expires > unexpired_at
        )
        return tuple(PassId(each) for each in self.connection.execute(mine).scalars())

    def _read(self, query: Select[Any]) -> tuple[IssuedPass, ...]:
        rows = self.connection.execute(query).mappings()
        return tuple(_issued(row) for row in rows)


def _issued(row: Mapping[Any, Any]) -> IssuedPass:
    return IssuedPass(
        claims=_CLAIMS.validate_python(row["claims"]),
        visit=VisitId(row["visit"]),
        text=row["text"],
        issued=row["issued"],
        spent=row["spent"],
        revoked=row["revoked"],
    )


@dataclass(frozen=True, slots=True)
class SqlCommands:
    """Commands port."""

    connection: Connection

    def add(self, command: BarrierCommand) -> None:
        """Keep a new one."""
        row = {**_COMMAND.dump_python(command), "state": str(command.state)}
        self.connection.execute(insert(COMMANDS).values(row))

    def get(self, wanted: CommandId) -> BarrierCommand:
        """Find by id."""
        found = self._where(COMMANDS.c.id == wanted)
        if not found:
            msg = f"no command {wanted[:40]!r}"
            raise UnknownCommandError(msg)
        return found[0]

    def of_visit(self, visit: VisitId) -> tuple[BarrierCommand, ...]:
        """List a visit's commands, newest first."""
        return self._where(COMMANDS.c.visit == visit)[::-1]

    def waiting(self, lane: LaneName) -> tuple[BarrierCommand, ...]:
        """List a lane's commands that wait, oldest first."""
        return self._where(_WAITS, COMMANDS.c.lane == lane)

    def overdue(self, now: datetime) -> tuple[BarrierCommand, ...]:
        """List waiting commands that have expired."""
        return self._where(_WAITS, COMMANDS.c.expires <= now)

    def take(self, wanted: CommandId, now: datetime) -> bool:
        """Claim if it waits and *now* lies between its two times."""
        return self._become(
            CommandState.TAKEN,
            COMMANDS.c.id == wanted,
            COMMANDS.c.not_before <= now,
            COMMANDS.c.expires > now,
        )

    def drop(self, wanted: CommandId, *, expired: bool) -> bool:
        """Withdraw or expire if it waits."""
        state = CommandState.EXPIRED if expired else CommandState.WITHDRAWN
        return self._become(state, COMMANDS.c.id == wanted)

    def _become(self, state: CommandState, *where: ColumnElement[bool]) -> bool:
        change = update(COMMANDS).where(_WAITS, *where).values(state=str(state))
        return self.connection.execute(change).rowcount == 1

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[BarrierCommand, ...]:
        columns = [c for c in COMMANDS.c if c.name != "serial"]
        query = select(*columns).where(*conditions).order_by(COMMANDS.c.serial)
        rows = self.connection.execute(query).mappings()
        return tuple(_COMMAND.validate_python(dict(row)) for row in rows)


_WAITS = COMMANDS.c.state == str(CommandState.WAITING)
