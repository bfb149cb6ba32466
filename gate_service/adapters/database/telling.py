"""Subscribers, their progress and their dead letters over SQLAlchemy."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from gate_service.adapters.database import tables_telling as t
from gate_service.adapters.database.documents import Documents
from gate_service.domain.telling import (
    DeadLetter,
    Progress,
    Subscriber,
    SubscriberId,
)

_SUBSCRIBERS = Documents(
    t.SUBSCRIBERS, TypeAdapter(Subscriber), lambda value: {"id": value.id}
)
_PROGRESS = TypeAdapter(Progress)
_LETTERS = Documents(
    t.DEAD_LETTERS,
    TypeAdapter(DeadLetter),
    lambda value: {
        "id": value.id,
        "subscriber": value.subscriber,
        "event": value.event,
        "again": int(value.again),
    },
)


@dataclass(frozen=True, slots=True)
class SqlSubscribers:
    """Subscribers port."""

    connection: Connection

    def save(self, subscriber: Subscriber) -> None:
        """Keep a new or changed one."""
        _SUBSCRIBERS.save(self.connection, subscriber)

    def find(self, wanted: SubscriberId) -> Subscriber | None:
        """Find by id."""
        return _SUBSCRIBERS.find(self.connection, wanted)

    def listed(self) -> tuple[Subscriber, ...]:
        """List all, oldest first."""
        return _SUBSCRIBERS.where(self.connection)

    def remove(self, wanted: SubscriberId) -> None:
        """Forget one and all that hangs on it."""
        for column in (
            t.DEAD_LETTERS.c.subscriber,
            t.PROGRESS.c.subscriber,
            t.SUBSCRIBERS.c.id,
        ):
            self.connection.execute(delete(column.table).where(column == wanted))


@dataclass(frozen=True, slots=True)
class SqlProgresses:
    """Progresses port."""

    connection: Connection

    def get(self, wanted: SubscriberId) -> Progress:
        """Give a subscriber's progress."""
        mine = select(t.PROGRESS.c.body).where(t.PROGRESS.c.subscriber == wanted)
        body = self.connection.execute(mine).scalar()
        if body is None:
            return Progress(subscriber=wanted, cursor=0)
        return _PROGRESS.validate_python(body)

    def save(self, progress: Progress) -> None:
        """Keep it while its subscriber is there."""
        row = {"body": _PROGRESS.dump_python(progress, mode="json")}
        mine = t.PROGRESS.c.subscriber == progress.subscriber
        change = update(t.PROGRESS).where(mine).values(row)
        there = select(t.SUBSCRIBERS.c.id).where(
            t.SUBSCRIBERS.c.id == progress.subscriber
        )
        if (
            self.connection.execute(change).rowcount < 1
            and self.connection.execute(there).first() is not None
        ):
            new = {"subscriber": progress.subscriber, **row}
            self.connection.execute(insert(t.PROGRESS).values(new))

    def claim(
        self, wanted: SubscriberId, teller: str, now: datetime, until: datetime
    ) -> bool:
        """Be its only teller, in one atomic step."""
        free = or_(
            t.PROGRESS.c.teller.is_(None),
            t.PROGRESS.c.teller == teller,
            t.PROGRESS.c.until <= now,
        )
        change = (
            update(t.PROGRESS)
            .where(t.PROGRESS.c.subscriber == wanted, free)
            .values(teller=teller, until=until)
        )
        return self.connection.execute(change).rowcount == 1


@dataclass(frozen=True, slots=True)
class SqlDeadLetters:
    """DeadLetters port."""

    connection: Connection

    def save(self, letter: DeadLetter) -> None:
        """Keep a new or changed one."""
        _LETTERS.save(self.connection, letter)

    def of(self, subscriber: SubscriberId, limit: int) -> tuple[DeadLetter, ...]:
        """List a subscriber's newest."""
        mine = t.DEAD_LETTERS.c.subscriber == subscriber
        return _LETTERS.where(self.connection, mine, newest=limit)

    def again(self, subscriber: SubscriberId, limit: int) -> tuple[DeadLetter, ...]:
        """List those that are to be sent again."""
        mine = (t.DEAD_LETTERS.c.subscriber == subscriber, t.DEAD_LETTERS.c.again == 1)
        return _LETTERS.where(self.connection, *mine)[:limit]

    def ask_again(self, subscriber: SubscriberId, letter: str | None) -> int:
        """Ask for one or (None) all to be sent again."""
        wanted = [t.DEAD_LETTERS.c.subscriber == subscriber]
        if letter is not None:
            wanted.append(t.DEAD_LETTERS.c.id == letter)
        found = _LETTERS.where(self.connection, *wanted)
        for each in found:
            self.save(replace(each, again=True))
        return len(found)

    def count(self, subscriber: SubscriberId) -> int:
        """Count a subscriber's."""
        mine = t.DEAD_LETTERS.c.subscriber == subscriber
        query = select(func.count()).select_from(t.DEAD_LETTERS).where(mine)
        return self.connection.execute(query).scalar() or 0

    def remove(self, letter: str) -> None:
        """Forget one."""
        gone = delete(t.DEAD_LETTERS).where(t.DEAD_LETTERS.c.id == letter)
        self.connection.execute(gone)
