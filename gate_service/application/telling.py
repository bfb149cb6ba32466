"""Telling: every use case of events out in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.bookmark import PostOffice
from gate_service.application.newcomers import event_before
from gate_service.application.postman import Postman
from gate_service.application.subscriptions import Subscriptions
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling import SubscriberId

Listen = Callable[[Callable[[], None]], Callable[[], None]]
"""Takes a callback, gives its unsubscriber. The callback runs after each commit that
made the audit chain longer, on the thread that made it, and must return at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Put together by ``gate_service.main.open_gate``; safe from any thread."""

    subscriptions: Subscriptions
    office: PostOffice
    listen: Listen

    def postman(self, subscriber: SubscriberId) -> Postman:
        """Give the one who tells *subscriber*; for one thread that is his own."""
        return Postman(self.office, subscriber)

    def subscribers(self) -> frozenset[SubscriberId]:
        """Give the ids of all subscribers."""
        with self.office.transactions.read() as store:
            return frozenset(each.id for each in store.subscribers.listed())

    def events(
        self, after: int, limit: int = 100
    ) -> tuple[int, Sequence[CanonicalEvent]]:
        """Give the events told behind number *after*, and the last number looked at."""
        with self.office.transactions.read() as store:
            found = store.audit.after(after, limit)
            told = [self.office.compose(store, event) for event in found]
        last = found[-1].id if found else after
        return last, [each for each in told if each is not None]

    def last(self) -> int:
        """Give the number of the last event of the chain."""
        with self.office.transactions.read() as store:
            return store.audit.last_id()

    def before(self, at: datetime) -> int:
        """Give the number of the last event before a time."""
        with self.office.transactions.read() as store:
            return event_before(store, at)
