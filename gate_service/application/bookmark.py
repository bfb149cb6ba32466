"""The bookmark: where in the chain a subscriber stands, in memory and written down."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.application.compose import Compose
from gate_service.application.record import Clock
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.telling import Progress, SubscriberId, TellingRules
from gate_service.domain.telling_ports import Outlets

_WRITE_EVERY, _SKIP_EVERY = 1.0, 5.0  # seconds
_LEASE = timedelta(seconds=10)
_RENEWED = _LEASE.total_seconds() / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """What all postmen share. ``teller`` names this process to others.

    ``steady`` counts seconds and is never set: it says when a postman last wrote.
    """

    transactions: Transactions
    compose: Compose
    outlets: Outlets
    rules: TellingRules
    clock: Clock
    steady: Callable[[], float]
    teller: str


class Bookmark:
    """Runs ahead of what is written by a second at most, and never the other way.

    Somebody who moves the written one (a replay) is followed: what stood in memory
    is dropped then.
    """

    def __init__(self, office: PostOffice, subscriber: SubscriberId) -> None:
        """Stand at the beginning until ``read``."""
        self._office, self._id = office, subscriber
        self._stored: Progress | None = None
        self._written: float | None = None
        self._leased: float | None = None
        self.now = Progress(subscriber=subscriber, cursor=0)
        self.unsettled = False

    def read(self, store: Store) -> None:
        """Look where it is written down to stand."""
        stored = store.progresses.get(self._id)
        if stored != self._stored:
            self._stored = self.now = stored
            self.unsettled = False

    def rest(self) -> float:
        """Give the seconds until the event that failed is tried again, 0 for now."""
        if self.now.next_try is None:
            return 0.0
        rest = self.now.next_try - self._office.clock()
        return max(rest.total_seconds(), 0.0)

    def passed(self, event: int, *, sent: bool) -> None:
        """Stand behind an event that was told, or that there was nothing to tell of."""
        if sent:
            self.now = self.now.delivered(event, self._office.clock())
            self.unsettled = True
        else:
            self.now = replace(self.now, cursor=event)

    def write_if_due(self, settle: Callable[[], None]) -> None:
        """Write it down if the last time was long ago."""
        every = _WRITE_EVERY if self.unsettled else _SKIP_EVERY
        now = self._office.steady()
        if self._written is None or now - self._written >= every:
            self.write(settle)

    def write(self, settle: Callable[[], None]) -> None:
        """Write it down, once *settle* has made durable what was sent."""
        if self.now == self._stored:
            return
        if self.unsettled:
            settle()
        with self._office.transactions.write() as store:
            self.save(store)

    def save(self, store: Store) -> None:
        """Write it down unless somebody moved it meanwhile."""
        if store.progresses.get(self._id) != self._stored:
            return
        store.progresses.save(self.now)
        self._stored, self._written = self.now, self._office.steady()
        self.unsettled = False

    def step_back(self, why: str) -> None:
        """Stand where it is written: what was sent since was lost."""
        self.unsettled = False
        if self._stored is not None:
            self.now = self._stored.failed(why, self._office.clock())

    def claim(self) -> bool:
        """Be the only process that moves it, for a while; false while another is."""
        begins = self._office.steady()
        if self._leased is not None and begins - self._leased < _RENEWED:
            return True
        now = self._office.clock()
        mine = self._claim(now, now + _LEASE)
        self._leased = begins if mine else None
        return mine

    def release(self) -> None:
        """Let another process move it."""
        if self._leased is not None:
            now = self._office.clock()
            self._claim(now, now)
            self._leased = None

    def _claim(self, now: datetime, until: datetime) -> bool:
        with self._office.transactions.write() as store:
            return store.progresses.claim(self._id, self._office.teller, now, until)
