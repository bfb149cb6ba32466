"""Escalation: when an alert that nobody answers is told elsewhere, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Self

from gate_service.domain.safety import AlertId, Severity

MessageId = NewType("MessageId", str)

_FIRST_PAUSE = 5.0  # seconds
_LONGEST_PAUSE = 300.0


class ChannelName(StrEnum):
    """Ways to tell somebody who is not at the officers' page."""

    WEBHOOK = "webhook"
    MQTT = "mqtt"
    EMAIL = "e-mail"


class MessageState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One alert for one channel; ``next_try`` is when it is due."""

    id: MessageId
    alert: AlertId
    channel: ChannelName
    made: datetime
    next_try: datetime
    tries: int = 0
    state: MessageState = MessageState.WAITING

    def failed(self, now: datetime, give_up: timedelta) -> Self:
        """Count a try that failed: pause twice as long as before, up to minutes."""
        pause = min(_FIRST_PAUSE * 2**self.tries, _LONGEST_PAUSE)
        late = now - self.made >= give_up
        return replace(
            self,
            tries=self.tries + 1,
            next_try=now + timedelta(seconds=pause),
            state=MessageState.GIVEN_UP if late else MessageState.WAITING,
        )

    def sent(self) -> Self:
        """Count the try that went well."""
        return replace(self, tries=self.tries + 1, state=MessageState.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRules:
    """``after``: seconds without an answer, by severity; one without is never due.

    ``channels`` are those that are told. ``give_up``: seconds after which a message
    is tried no more.
    """

    after: Mapping[Severity, float] = field(default_factory=dict)
    channels: tuple[ChannelName, ...] = ()
    give_up: float = 86400.0

    def overdue(self, now: datetime) -> Mapping[Severity, datetime]:
        """Say until when an alert must have been raised to be escalated *now*."""
        return {
            severity: now - timedelta(seconds=patience)
            for severity, patience in self.after.items()
        }
