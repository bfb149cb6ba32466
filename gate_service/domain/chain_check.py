"""Checking the audit chain: link by link, in memory for one, and against a noted head.

A chain that was cut off at its end, or written anew from some event on, is whole in
itself: only a head that was noted elsewhere shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gate_service.domain.audit import GENESIS, AuditEvent, Happening, chained


@dataclass(frozen=True, slots=True)
class Head:
    """The hash of event *number*, as somebody noted it: ``HASH@N``."""

    hash: str
    number: int

    def __str__(self) -> str:
        return f"{self.hash}@{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read ``HASH@N``; ValueError in one line."""
        digest, _, number = text.strip().lower().partition("@")
        whole = len(digest) == len(GENESIS) and set(digest) <= set("0123456789abcdef")
        if not (whole and number.isascii() and number.isdecimal() and int(number)):
            msg = f"{text[:80]!r} is no head: write 64 hex digits, @, and its number"
            raise ValueError(msg)
        return cls(digest, int(number))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event that does not fit, and why."""

    event: int
    why: str


@dataclass
class ChainCheck:
    """Takes events in their order, from the first one, and remembers the last."""

    noted: Head | None = None
    last: AuditEvent | None = None
    broken: Broken | None = None
    count: int = 0

    def take(self, events: Iterable[AuditEvent]) -> None:
        """Check further events, up to the first that is broken."""
        for event in events:
            if self.broken is not None:
                return
            why = self._why(event)
            if why:
                self.broken = Broken(event.id, why)
                return
            self.last, self.count = event, self.count + 1

    def end(self) -> Broken | None:
        """Say what is broken once all events were taken; None for a whole chain."""
        if self.broken is None and self.noted and self.count < self.noted.number:
            why = f"the chain ends at {self.count}: events were cut off at its end"
            return Broken(self.noted.number, why)
        return self.broken

    def _why(self, event: AuditEvent) -> str | None:
        """Say what is wrong with *event* behind the last one; None if nothing is."""
        expected = self.count + 1
        if event.id != expected:
            return f"event {expected} is missing: {event.id} follows {self.count}"
        previous = self.last.hash if self.last else GENESIS
        if event.previous != previous:
            return f"it does not name the hash of event {self.count} before it"
        if chained(_happening(event), self.last).hash != event.hash:
            return "its content does not give its hash: it was changed"
        noted = self.noted
        if noted and noted.number == event.id and noted.hash != event.hash:
            return "its hash is not the one that was noted: the chain was written anew"
        return None


def _happening(event: AuditEvent) -> Happening:
    return Happening(
        at=event.at,
        kind=event.kind,
        visit=event.visit,
        lane=event.lane,
        yard=event.yard,
        data=event.data,
    )
