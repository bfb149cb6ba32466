"""The postman: tells one subscriber of what happened, in order and at least once.

Every round picks up where the last one stood. Where he stands is written down about
once a second: after a crash the last few events are told again, under the ids they
had. An event that nobody takes for too long becomes a dead letter, and he goes on.
Nothing he does holds a transaction open while he waits for the receiver.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.application.bookmark import Bookmark, PostOffice
from gate_service.domain.audit import AuditEvent
from gate_service.domain.canonical import CanonicalEvent, name_of
from gate_service.domain.ports import Store
from gate_service.domain.telling import (
    DeadLetter,
    Standing,
    Subscriber,
    SubscriberId,
)
from gate_service.domain.telling_ports import Fault, Outlet, OutletError

IDLE = 1.0
"""Seconds after which he looks for himself, though no bell has rung."""

_BATCH = 100
_REFUSALS = 6
"""How often one event is tried that the receiver says it cannot take."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An event of the chain, and as it is told; None where it is not."""

    event: AuditEvent
    told: CanonicalEvent | None


@dataclass(frozen=True, slots=True)
class _Post:
    """What one look at the store brought; nobody to be told where it is None."""

    subscriber: Subscriber | None
    items: Sequence[_Item] = ()
    again: Sequence[tuple[DeadLetter, CanonicalEvent | None]] = ()


class Postman:
    """Tells one subscriber; used by one thread at a time."""

    def __init__(self, office: PostOffice, subscriber: SubscriberId) -> None:
        """Begin where the store says; nothing is read or sent yet."""
        self._office, self._id = office, subscriber
        self._mark = Bookmark(office, subscriber)
        self._outlet: Outlet | None = None
        self._whom: Subscriber | None = None

    def round(self) -> float | None:
        """Tell what waits; give the seconds to rest, None when he is dismissed."""
        post = self._look()
        if post.subscriber is None:
            self._close()
            return None
        if not (post.items or post.again):
            self._write_if_due()
            return min(self._mark.rest() or IDLE, IDLE)
        if not self._mark.claim():
            return IDLE
        outlet = self._open(post.subscriber)
        self._deliver_again(outlet, post.again)
        done = self._deliver(outlet, post.subscriber, post.items)
        self._write_if_due()
        more = done and len(post.items) == _BATCH
        return 0.0 if more else min(self._mark.rest() or IDLE, IDLE)

    def finish(self) -> None:
        """Write down where he stands, and let another process take over."""
        self._settled(self._mark.write)
        self._mark.release()
        self._close()

    def _look(self) -> _Post:
        with self._office.transactions.read() as store:
            subscriber = store.subscribers.find(self._id)
            self._mark.read(store)
            if subscriber is None or subscriber.standing is not Standing.ACTIVE:
                return _Post(subscriber)
            if self._mark.rest() > 0:
                return _Post(subscriber)
            found = store.audit.after(self._mark.now.cursor, _BATCH)
            letters = store.dead_letters.again(self._id, _BATCH)
            return _Post(
                subscriber,
                items=[self._item(store, subscriber, event) for event in found],
                again=[(letter, self._composed(store, letter)) for letter in letters],
            )

    def _item(self, store: Store, whom: Subscriber, event: AuditEvent) -> _Item:
        """Compose what was asked for; of the others nothing is looked up."""
        name = name_of(event)
        if name is not None and not whom.asks_for(name):
            return _Item(event, None)
        return _Item(event, self._office.compose(store, event))

    def _composed(self, store: Store, letter: DeadLetter) -> CanonicalEvent | None:
        found = store.audit.after(letter.event - 1, 1)
        return self._office.compose(store, found[0]) if found else None

    def _open(self, subscriber: Subscriber) -> Outlet:
        """Have an outlet to the subscriber as he is now."""
        if self._outlet is None or self._whom != subscriber:
            self._close()
            self._outlet = self._office.outlets(subscriber)
            self._whom = subscriber
        return self._outlet

    def _deliver(
        self, outlet: Outlet, whom: Subscriber, items: Sequence[_Item]
    ) -> bool:
        """Send them in order; true where he may go on at once."""
        mark = self._mark
        for index, item in enumerate(items):
            if item.told is None or not whom.wants(item.told):
                mark.passed(item.event.id, sent=False)
                continue
            try:
                sent = outlet.send(item.told)
            except OutletError as error:
                return self._failed(items[index:], whom, error)
            mark.passed(item.event.id, sent=sent)
            if not self._write_if_due():
                return False
        return True

    def _failed(
        self, items: Sequence[_Item], whom: Subscriber, error: OutletError
    ) -> bool:
        """Put the first event off, or give it up; true where others may follow."""
        mark, now = self._mark, self._office.clock()
        if not self._settled(mark.write):
            return False
        refused = error.fault is Fault.EVENT
        mark.now = mark.now.failed(str(error), now, refused=refused)
        lost = self._lost(items, error, now)
        with self._office.transactions.write() as store:
            present = store.subscribers.find(self._id)
            if present is None:
                return False
            for each in lost:
                if each.told is not None and whom.wants(each.told):
                    store.dead_letters.save(_letter(self._id, each.told, str(error)))
                mark.now = mark.now.skipped(each.event.id)
            if error.fault is Fault.GONE:
                store.subscribers.save(replace(present, standing=Standing.GONE))
            mark.save(store)
        return bool(lost) and error.fault is not Fault.GONE

    def _lost(
        self, items: Sequence[_Item], error: OutletError, now: datetime
    ) -> Sequence[_Item]:
        """Give the events that are given up now."""
        progress = self._mark.now
        if error.fault is Fault.GONE:
            return items[:1]
        if error.fault is Fault.EVENT:
            return items[:1] if progress.refusals >= _REFUSALS else ()
        limit = now - timedelta(seconds=self._office.rules.give_up)
        if progress.failing_since is None or progress.failing_since > limit:
            return ()
        return [each for each in items if each.event.at <= limit]

    def _deliver_again(
        self,
        outlet: Outlet,
        letters: Sequence[tuple[DeadLetter, CanonicalEvent | None]],
    ) -> None:
        """Try dead letters that were asked for; one that fails stays dead."""
        for letter, told in letters:
            why = None
            try:
                if told is not None:
                    outlet.send(told)
                outlet.settle()
            except OutletError as error:
                why = str(error)[:300]
            with self._office.transactions.write() as store:
                if why is None:
                    store.dead_letters.remove(letter.id)
                elif store.subscribers.find(self._id) is not None:
                    store.dead_letters.save(replace(letter, again=False, why=why))

    def _write_if_due(self) -> bool:
        return self._settled(self._mark.write_if_due)

    def _settled(self, write: Callable[[Callable[[], None]], None]) -> bool:
        """Write the bookmark; false where what was sent is lost, and told again."""
        try:
            write(self._outlet.settle if self._outlet else _nothing)
        except OutletError as error:
            self._mark.step_back(str(error))
            return False
        return True

    def _close(self) -> None:
        if self._outlet is not None:
            self._outlet.close()
        self._outlet = self._whom = None


def _nothing() -> None:
    """Nothing was sent that is not durable."""


def _letter(subscriber: SubscriberId, event: CanonicalEvent, why: str) -> DeadLetter:
    return DeadLetter(
        id=f"{subscriber}-{event.sequence}",
        subscriber=subscriber,
        event=event.sequence,
        name=event.name,
        subject=event.subject,
        at=event.at,
        why=why[:300],
    )
