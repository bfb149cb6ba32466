"""Subscriptions: who is told, added and removed, paused, and told again."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.application.newcomers import event_before, keep_new
from gate_service.application.record import Clock, NewId, RandomBytes, record
from gate_service.domain.callers import Caller
from gate_service.domain.errors import (
    StateConflictError,
    UnknownSubscriberError,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.domain.telling import (
    DeadLetter,
    Health,
    Means,
    Progress,
    Secret,
    Standing,
    Subscriber,
    SubscriberId,
    TellingRules,
    owner,
)

MOST = 50
"""Subscribers that there may be: each has a thread of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """The register of subscribers; customs has to do with its own alone."""

    transactions: Transactions
    rules: TellingRules
    clock: Clock
    new_id: NewId
    random: RandomBytes

    def add(self, request: SubscriptionRequest, by: Caller) -> Subscriber:
        """Add a webhook; its secret is told in what this gives, and never again.

        It is told what happens from now on, or behind event ``since``. Raises
        InvalidFaultsError, or StateConflictError for one too many.
        """
        request.require_valid()
        now = self.clock()
        added = Subscriber(
            id=SubscriberId(self.new_id()),
            name=request.name.strip(),
            means=Means.WEBHOOK,
            added=now,
            by=by.name,
            url=request.url,
            form=request.form,
            types=request.types,
            secrets=(Secret(self._secret()),),
            authority=owner(by.role, by.scope),
        )
        with self.transactions.write() as store:
            if len(store.subscribers.listed()) >= MOST:
                msg = f"there are {MOST} subscribers already: remove one first"
                raise StateConflictError(msg)
            keep_new(store, added, request.since, now)
        return added

    def listed(self, by: Caller) -> tuple[Health, ...]:
        """List the caller's subscribers with how they fare, oldest first."""
        mine, now = owner(by.role, by.scope), self.clock()
        with self.transactions.read() as store:
            return tuple(
                _health(store, each, now)
                for each in store.subscribers.listed()
                if mine is None or each.authority == mine
            )

    def one(self, wanted: SubscriberId, by: Caller) -> Health:
        """Give one; UnknownSubscriberError."""
        with self.transactions.read() as store:
            return _health(store, _mine(store, wanted, by), self.clock())

    def remove(self, wanted: SubscriberId, by: Caller) -> None:
        """Tell it no more; StateConflictError for one that site.toml names."""
        with self.transactions.write() as store:
            found = _mine(store, wanted, by)
            if found.means is not Means.WEBHOOK:
                msg = "this one is set up in site.toml: pause it, or remove it there"
                raise StateConflictError(msg)
            store.subscribers.remove(wanted)
            record(
                store,
                self.clock(),
                "subscriber.removed",
                subscriber=wanted,
                by=by.name,
            )

    def rotate(self, wanted: SubscriberId, by: Caller) -> Subscriber:
        """Make a new secret; the one before signs for a while beside it."""
        overlap = timedelta(seconds=self.rules.overlap)

        def turned(found: Subscriber) -> Subscriber:
            if found.means is not Means.WEBHOOK:
                msg = "only a webhook has a secret"
                raise StateConflictError(msg)
            return found.rotated(self._secret(), self.clock(), overlap)

        return self._change(wanted, by, turned)

    def pause(self, wanted: SubscriberId, by: Caller) -> Subscriber:
        """Tell it nothing until it is resumed; what happens meanwhile waits."""
        return self._change(
            wanted, by, lambda found: replace(found, standing=Standing.PAUSED)
        )

    def resume(self, wanted: SubscriberId, by: Caller) -> Subscriber:
        """Tell it again, at once, whatever went wrong before."""
        with self.transactions.write() as store:
            found = replace(_mine(store, wanted, by), standing=Standing.ACTIVE)
            store.subscribers.save(found)
            progress = store.progresses.get(wanted)
            store.progresses.save(progress.skipped(progress.cursor))
            _note(store, self.clock(), found, by)
        return found

    def replay(self, wanted: SubscriberId, since: int | datetime, by: Caller) -> int:
        """Tell it once more what happened behind event *since*, under the same ids.

        *since* is the number of an event, or a time. Gives the number; a subscriber
        is never moved on by a replay, only back.
        """
        with self.transactions.write() as store:
            found = _mine(store, wanted, by)
            before = store.progresses.get(wanted)
            number = since if isinstance(since, int) else event_before(store, since)
            cursor = max(0, min(number, before.cursor))
            store.progresses.save(Progress(subscriber=wanted, cursor=cursor))
            _note(store, self.clock(), found, by)
        return cursor

    def dead_letters(
        self, wanted: SubscriberId, by: Caller, limit: int = 100
    ) -> tuple[DeadLetter, ...]:
        """List the newest dead letters, newest first."""
        with self.transactions.read() as store:
            _mine(store, wanted, by)
            return store.dead_letters.of(wanted, limit)

    def send_again(
        self, wanted: SubscriberId, by: Caller, letter: str | None = None
    ) -> int:
        """Have one dead letter or (None) all sent again; give how many those are."""
        with self.transactions.write() as store:
            found = _mine(store, wanted, by)
            asked = store.dead_letters.ask_again(wanted, letter)
            if asked:
                _note(store, self.clock(), found, by)
            return asked

    def _change(
        self,
        wanted: SubscriberId,
        by: Caller,
        change: Callable[[Subscriber], Subscriber],
    ) -> Subscriber:
        with self.transactions.write() as store:
            changed = change(_mine(store, wanted, by))
            store.subscribers.save(changed)
            _note(store, self.clock(), changed, by)
        return changed

    def _secret(self) -> str:
        return "whsec_" + base64.b64encode(self.random(32)).decode()


def _note(store: Store, at: datetime, changed: Subscriber, by: Caller) -> None:
    """Record a change, which also wakes who tells the subscriber."""
    record(
        store,
        at,
        "subscriber.changed",
        subscriber=changed.id,
        standing=str(changed.standing),
        by=by.name,
    )


def _mine(store: Store, wanted: SubscriberId, by: Caller) -> Subscriber:
    found, mine = store.subscribers.find(wanted), owner(by.role, by.scope)
    if found is None or mine not in {None, found.authority}:
        msg = f"no subscriber {wanted[:40]!r}"
        raise UnknownSubscriberError(msg)
    return found


def _health(store: Store, subscriber: Subscriber, now: datetime) -> Health:
    progress = store.progresses.get(subscriber.id)
    waiting = store.audit.after(progress.cursor, 1)
    age = (now - waiting[0].at).total_seconds() if waiting else 0.0
    return Health(
        subscriber=subscriber,
        progress=progress,
        events=max(0, store.audit.last_id() - progress.cursor),
        seconds=max(0.0, age),
        dead=store.dead_letters.count(subscriber.id),
    )
