"""What telling needs from outside: its part of the store, and outlets."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling import (
    DeadLetter,
    Progress,
    Subscriber,
    SubscriberId,
)


class Subscribers(Protocol):
    """Subscribers."""

    def save(self, subscriber: Subscriber) -> None:
        """Keep a new or changed one."""

    def find(self, wanted: SubscriberId) -> Subscriber | None:
        """Find by id."""

    def listed(self) -> tuple[Subscriber, ...]:
        """List all, oldest first."""

    def remove(self, wanted: SubscriberId) -> None:
        """Forget one with its progress and dead letters."""


class Progresses(Protocol):
    """How far each subscriber is, and which process tells it."""

    def get(self, wanted: SubscriberId) -> Progress:
        """Give a subscriber's progress; at the beginning for a new one."""

    def save(self, progress: Progress) -> None:
        """Keep it; nothing happens where the subscriber was removed."""

    def claim(
        self, wanted: SubscriberId, teller: str, now: datetime, until: datetime
    ) -> bool:
        """Be its only teller until then; false while another is."""


class DeadLetters(Protocol):
    """Events that subscribers were not told of."""

    def save(self, letter: DeadLetter) -> None:
        """Keep a new or changed one."""

    def of(self, subscriber: SubscriberId, limit: int) -> tuple[DeadLetter, ...]:
        """List a subscriber's newest *limit*."""

    def again(self, subscriber: SubscriberId, limit: int) -> tuple[DeadLetter, ...]:
        """List the oldest *limit* that are to be sent again."""

    def ask_again(self, subscriber: SubscriberId, letter: str | None) -> int:
        """Ask for one or (None) all to be sent again; give how many those are."""

    def count(self, subscriber: SubscriberId) -> int:
        """Count a subscriber's."""

    def remove(self, letter: str) -> None:
        """Forget one."""


class TellingStore(Protocol):
    """The part of the store that telling is about."""

    @property
    def subscribers(self) -> Subscribers:
        """Give the subscribers."""

    @property
    def progresses(self) -> Progresses:
        """Give how far each is."""

    @property
    def dead_letters(self) -> DeadLetters:
        """Give the dead letters."""


class Fault(StrEnum):
    """Whose fault a failed delivery is."""

    AWAY = "away"
    """The receiver's: it does not answer, or not yet. Tried again for hours."""
    EVENT = "event"
    """This event's: the receiver does not take it. Tried again a few times."""
    GONE = "gone"
    """The receiver wants no more events."""


class OutletError(Exception):
    """An event was not delivered; the message says why in one line."""

    def __init__(self, message: str, fault: Fault = Fault.AWAY) -> None:
        """Keep whose *fault* it is."""
        super().__init__(message)
        self.fault = fault


class Outlet(Protocol):
    """The way to one subscriber. Used by one thread at a time."""

    def send(self, event: CanonicalEvent) -> bool:
        """Deliver; false where this form says nothing of such events. OutletError."""

    def settle(self) -> None:
        """Make durable what was sent; the cursor is written after it. OutletError."""

    def close(self) -> None:
        """Give back what is open."""


Outlets = Callable[[Subscriber], Outlet]
"""Opens the way to a subscriber, who is as he was when it was opened."""
