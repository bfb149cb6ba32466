"""Passes and barrier commands: what changes once, in one atomic UPDATE."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    insert,
    select,
    update,
)

from gate_service.adapters.database.prepared import Prepared, Row
from gate_service.adapters.database.tables import COMMANDS, PASSES
from gate_service.domain.errors import UnknownCommandError, UnknownPassError
from gate_service.domain.lanes import BarrierCommand, CommandId, CommandState
from gate_service.domain.passes import IssuedPass, PassClaims, PassId
from gate_service.domain.personal import FORGOTTEN
from gate_service.domain.visits import LaneName, VisitId

_CLAIMS = TypeAdapter(PassClaims)
_COMMAND = TypeAdapter(BarrierCommand)
_PASS = tuple(column for column in PASSES.c if column.name != "serial")
_NEW_PASS = Prepared(insert(PASSES), [column.name for column in _PASS])
_BY_ID = Prepared(select(*_PASS).where(PASSES.c.id == bindparam("wanted")))
_OF_VISIT = Prepared(
    select(*_PASS)
    .where(PASSES.c.visit == bindparam("of"))
    .order_by(PASSES.c.serial.desc())
)
_SPEND = Prepared(
    update(PASSES)
    .where(PASSES.c.id == bindparam("wanted"))
    .where(PASSES.c.spent.is_(None), PASSES.c.revoked.is_(None))
    .values(spent=bindparam("now"))
)
_REVOKE = Prepared(
    update(PASSES)
    .where(PASSES.c.id == bindparam("wanted"), PASSES.c.revoked.is_(None))
    .values(revoked=bindparam("now"))
)
_WAITS = COMMANDS.c.state == str(CommandState.WAITING)
_COMMAND_COLUMNS = tuple(c for c in COMMANDS.c if c.name != "serial")
_COMMAND_NAMES = tuple(column.name for column in _COMMAND_COLUMNS)
_NEW_COMMAND = Prepared(insert(COMMANDS), _COMMAND_NAMES)


def _commands(*conditions: ColumnElement[bool]) -> Prepared:
    query = select(*_COMMAND_COLUMNS).where(*conditions)
    return Prepared(query.order_by(COMMANDS.c.serial))


_COMMAND_BY_ID = _commands(COMMANDS.c.id == bindparam("wanted"))
_COMMANDS_OF_VISIT = _commands(COMMANDS.c.visit == bindparam("of"))
_WAITING = _commands(_WAITS, COMMANDS.c.lane == bindparam("at"))
_OVERDUE = _commands(_WAITS, COMMANDS.c.expires <= bindparam("now"))
_CHANGE = (
    update(COMMANDS)
    .where(_WAITS, COMMANDS.c.id == bindparam("wanted"))
    .values(state=bindparam("becomes"))
)
_DROP = Prepared(_CHANGE)
_TAKE = Prepared(
    _CHANGE.where(
        COMMANDS.c.not_before <= bindparam("now"), COMMANDS.c.expires > bindparam("now")
    )
)


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
        _NEW_PASS.run(self.connection, row)

    def get(self, wanted: PassId) -> IssuedPass:
        """Find by id."""
        found = self._read(_BY_ID, wanted=wanted)
        if not found:
            msg = "this pass is not on file"
            raise UnknownPassError(msg)
        return found[0]

    def of_visit(self, visit: VisitId) -> tuple[IssuedPass, ...]:
        """List a visit's passes, newest first."""
        return self._read(_OF_VISIT, of=visit)

    def spend(self, wanted: PassId, at: datetime) -> bool:
        """Mark as spent unless it is spent or revoked."""
        this = {"wanted": wanted, "now": at}
        return _SPEND.run(self.connection, this) == 1

    def revoke(self, wanted: PassId, at: datetime) -> bool:
        """Mark as revoked unless it is."""
        return _REVOKE.run(self.connection, {"wanted": wanted, "now": at}) == 1

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

    def _read(self, asked: Prepared, **given: object) -> tuple[IssuedPass, ...]:
        return tuple(_issued(row) for row in asked.rows(self.connection, given))


def _issued(row: Row) -> IssuedPass:
    _, visit, claims, text, issued, _, spent, revoked = row
    return IssuedPass(
        claims=_CLAIMS.validate_python(claims),
        visit=VisitId(visit),
        text=text,
        issued=issued,
        spent=spent,
        revoked=revoked,
    )


@dataclass(frozen=True, slots=True)
class SqlCommands:
    """Commands port."""

    connection: Connection

    def add(self, command: BarrierCommand) -> None:
        """Keep a new one."""
        row = {**_COMMAND.dump_python(command), "state": str(command.state)}
        _NEW_COMMAND.run(self.connection, row)

    def get(self, wanted: CommandId) -> BarrierCommand:
        """Find by id."""
        found = self._read(_COMMAND_BY_ID, wanted=wanted)
        if not found:
            msg = f"no command {wanted[:40]!r}"
            raise UnknownCommandError(msg)
        return found[0]

    def of_visit(self, visit: VisitId) -> tuple[BarrierCommand, ...]:
        """List a visit's commands, newest first."""
        return self._read(_COMMANDS_OF_VISIT, of=visit)[::-1]

    def waiting(self, lane: LaneName) -> tuple[BarrierCommand, ...]:
        """List a lane's commands that wait, oldest first."""
        return self._read(_WAITING, at=lane)

    def overdue(self, now: datetime) -> tuple[BarrierCommand, ...]:
        """List waiting commands that have expired."""
        return self._read(_OVERDUE, now=now)

    def take(self, wanted: CommandId, now: datetime) -> bool:
        """Claim if it waits and *now* lies between its two times."""
        return self._become(_TAKE, wanted, CommandState.TAKEN, now=now)

    def drop(self, wanted: CommandId, *, expired: bool) -> bool:
        """Withdraw or expire if it waits."""
        state = CommandState.EXPIRED if expired else CommandState.WITHDRAWN
        return self._become(_DROP, wanted, state)

    def _become(
        self, change: Prepared, wanted: CommandId, state: CommandState, **given: object
    ) -> bool:
        this = {"wanted": wanted, "becomes": str(state), **given}
        return change.run(self.connection, this) == 1

    def _read(self, asked: Prepared, **given: object) -> tuple[BarrierCommand, ...]:
        rows = asked.rows(self.connection, given)
        told = (dict(zip(_COMMAND_NAMES, row, strict=True)) for row in rows)
        return tuple(_COMMAND.validate_python(each) for each in told)
