"""Judgements and the yard's room: kept for the rules."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, delete, insert, select

from gate_service.adapters.database import tables_rules as t
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.prepared import Prepared
from gate_service.domain.decisions import Decision
from gate_service.domain.judgements import Judgement, UnreadableJudgementError
from gate_service.domain.rooms import YardRoom
from gate_service.domain.rules.case import Case
from gate_service.domain.visits import VisitId

_CASE = TypeAdapter(Case)
_DECISION = TypeAdapter(Decision)
_FAST = 1  # zlib's level: a case shrinks to a quarter in some 50 us
_AT_ONCE = 200

_ADD = Prepared(insert(t.JUDGEMENTS), ("visit", "at", "body"))
_ROOMS = Documents(t.ROOMS, TypeAdapter(YardRoom), lambda _: {"id": "yard"})


@dataclass(frozen=True, slots=True)
class SqlJudgements:
    """Judgements port."""

    connection: Connection

    def add(self, judgement: Judgement) -> None:
        """Keep one."""
        row = {
            "visit": judgement.case.visit.id,
            "at": judgement.case.at,
            "body": zlib.compress(_written(judgement), _FAST),
        }
        _ADD.run(self.connection, row)

    def since(
        self, at: datetime
    ) -> Iterator[tuple[VisitId, Judgement | UnreadableJudgementError]]:
        """Give each since that time."""
        columns = (t.JUDGEMENTS.c.serial, t.JUDGEMENTS.c.visit, t.JUDGEMENTS.c.body)
        query = select(*columns).where(t.JUDGEMENTS.c.at >= at)
        query = query.order_by(t.JUDGEMENTS.c.serial).limit(_AT_ONCE)
        last = 0
        while rows := self.connection.execute(
            query.where(t.JUDGEMENTS.c.serial > last)
        ).all():
            for last, visit, body in rows:  # noqa: B007 - the page goes on behind it
                yield VisitId(visit), _read(body)

    def forget_before(self, at: datetime) -> int:
        """Delete those older than that."""
        old = delete(t.JUDGEMENTS).where(t.JUDGEMENTS.c.at < at)
        return self.connection.execute(old).rowcount

    def forget(self, visit: VisitId) -> int:
        """Delete those of one visit."""
        its = delete(t.JUDGEMENTS).where(t.JUDGEMENTS.c.visit == visit)
        return self.connection.execute(its).rowcount


def _written(judgement: Judgement) -> bytes:
    case = _CASE.dump_json(judgement.case, exclude={"rules"}, exclude_defaults=True)
    decision = _DECISION.dump_json(judgement.decision)
    return b'{"case":' + case + b',"decision":' + decision + b"}"


def _read(body: bytes) -> Judgement | UnreadableJudgementError:
    try:
        found = json.loads(zlib.decompress(body))
        case = _CASE.validate_python(found["case"] | {"rules": {}})
        return Judgement(case, _DECISION.validate_python(found["decision"]))
    except (ValidationError, ValueError, KeyError, zlib.error) as error:
        return UnreadableJudgementError(str(error).splitlines()[0])


@dataclass(frozen=True, slots=True)
class SqlRooms:
    """Rooms port."""

    connection: Connection

    def save(self, room: YardRoom) -> None:
        """Keep what was told."""
        _ROOMS.save(self.connection, room)

    def last(self) -> YardRoom | None:
        """Give it."""
        return _ROOMS.find(self.connection, "yard")
