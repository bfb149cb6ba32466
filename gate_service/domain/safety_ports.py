"""What the use cases of yard safety need from outside: a store, and channels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gate_service.domain.escalation import ChannelName, Message, MessageId
from gate_service.domain.safety import (
    Alert,
    AlertId,
    AlertState,
    Cause,
    Severity,
    YardName,
)
from gate_service.domain.yards import YardState


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts are asked for; what is empty or None does not matter.

    ``since`` and ``until`` bound the time when the incident was opened. ``before``
    is a number: older alerts alone.
    """

    states: Collection[AlertState] = ()
    severities: Collection[Severity] = ()
    causes: Collection[Cause] = ()
    yards: Collection[YardName] = ()
    cameras: Collection[str] = ()
    zones: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


EVERY = AlertFilter()


class Alerts(Protocol):
    """Alerts of all yards."""

    def save(self, alert: Alert) -> None:
        """Keep a new or changed one."""

    def find(self, wanted: AlertId) -> Alert | None:
        """Find by id."""

    def get(self, wanted: AlertId) -> Alert:
        """Find by id; UnknownAlertError."""

    def listed(self, asked: AlertFilter, limit: int) -> tuple[Alert, ...]:
        """List the newest *limit* that were asked for, newest first."""

    def changed_after(self, change: int, limit: int) -> tuple[Alert, ...]:
        """List at most *limit* that changed behind audit event *change*, in order."""

    def last_change(self) -> int:
        """Give the highest change of all; 0 without alerts."""

    def unanswered(
        self, severity: Severity, raised_until: datetime
    ) -> tuple[Alert, ...]:
        """List the open ones of a severity that were raised at or before a time."""

    def evidence_due(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """List the oldest *limit* whose evidence is there and was kept long enough."""

    def with_evidence(self, after: int, limit: int) -> tuple[Alert, ...]:
        """List *limit* behind number *after* whose evidence is there, oldest first."""


class Yards(Protocol):
    """What each yard told last."""

    def get(self, yard: YardName) -> YardState:
        """Give a yard's state; a silent one for a yard without."""

    def save(self, state: YardState) -> None:
        """Keep a yard's state; those who watch it are told."""


class HeatMaps(Protocol):
    """Seconds that people stood, by yard, camera, hour and cell."""

    def add(
        self,
        yard: YardName,
        camera: str,
        hour: datetime,
        cells: Mapping[tuple[int, int], float],
    ) -> None:
        """Add seconds to the cells of one hour."""

    def between(
        self, yard: YardName, camera: str, since: datetime, until: datetime
    ) -> Mapping[tuple[int, int], float]:
        """Add up the hours that begin from *since* to before *until*."""

    def forget(self, before: datetime) -> None:
        """Drop the hours that began before that time."""


class Messages(Protocol):
    """Messages to escalation channels."""

    def save(self, message: Message) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: MessageId) -> Message:
        """Find by id; NotFoundError."""

    def due(
        self, channel: ChannelName, now: datetime, limit: int
    ) -> tuple[Message, ...]:
        """List the oldest *limit* of a channel that wait and are due."""


class SafetyStore(Protocol):
    """What is stored of yards, seen from inside one transaction."""

    @property
    def alerts(self) -> Alerts:
        """Give the alerts."""

    @property
    def yards(self) -> Yards:
        """Give what each yard told last."""

    @property
    def heat(self) -> HeatMaps:
        """Give the heat maps."""

    @property
    def messages(self) -> Messages:
        """Give the messages to escalation channels."""


class ChannelError(Exception):
    """A channel did not take a message; the text says why, in one line."""


class Channel(Protocol):
    """A way to tell somebody who is not at the officers' page."""

    @property
    def name(self) -> ChannelName:
        """Say which it is."""

    def send(self, message: MessageId, alert: Alert, at: datetime) -> None:
        """Send; ChannelError. May take seconds, and may be repeated with one id."""
