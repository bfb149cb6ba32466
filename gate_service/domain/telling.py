"""Subscribers: who is told, of what, in which form, and how far the telling is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NewType, Self

from gate_service.domain.callers import Role
from gate_service.domain.canonical import CanonicalEvent

SubscriberId = NewType("SubscriberId", str)

_RISK = "risk"
_CUSTOMS = frozenset({"visit", "appointment", "passage"})
"""The families that concern every customs authority."""
_ITS_OWN = frozenset({"hold", _RISK})
"""The families that concern a customs authority under its own name alone."""
_LONGEST_PAUSE = 3600.0  # seconds


class Form(StrEnum):
    """In which form a subscriber is told."""

    CLOUDEVENTS = "cloudevents"
    DCSA = "dcsa"
    EPCIS = "epcis"
    CODECO = "codeco"


class Means(StrEnum):
    """By which means: a webhook is added over the API, the others by site.toml."""

    WEBHOOK = "webhook"
    CODECO_FILES = "codeco-files"
    CSV_FILES = "csv-files"
    MQTT = "mqtt"


class Standing(StrEnum):
    """Whether a subscriber is told. ``gone``: it answered 410 and wants no more."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that signs until ``until``; None means until it is rotated."""

    text: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Who is told. ``types`` are names or patterns such as ``visit.*``; none is all.

    ``authority`` is the customs authority that it belongs to; None is a subscriber
    of the terminal, which is told everything that it asks for.
    """

    id: SubscriberId
    name: str
    means: Means
    added: datetime
    by: str
    url: str = ""
    form: Form = Form.CLOUDEVENTS
    types: tuple[str, ...] = ()
    secrets: tuple[Secret, ...] = ()
    authority: str | None = None
    standing: Standing = Standing.ACTIVE

    def wants(self, event: CanonicalEvent) -> bool:
        """Whether it asked for events like this one, and may be told."""
        return self._may(event) and self.asks_for(event.name)

    def asks_for(self, name: str) -> bool:
        """Whether it asked for events of that short name."""
        return not self.types or any(fnmatchcase(name, each) for each in self.types)

    def _may(self, event: CanonicalEvent) -> bool:
        """Whether it concerns them: what customs looks for concerns nobody else."""
        family = event.name.partition(".")[0]
        if self.authority is None:
            return family != _RISK
        mine = event.authority == self.authority
        return family in _CUSTOMS or (family in _ITS_OWN and mine)

    def signing(self, now: datetime) -> tuple[str, ...]:
        """Give the secrets that sign now, the newest first."""
        return tuple(s.text for s in self.secrets if s.until is None or now < s.until)

    def rotated(self, text: str, now: datetime, overlap: timedelta) -> Self:
        """Sign with *text* from now on, and with the one before for *overlap* more."""
        before = [Secret(s.text, now + overlap) for s in self.secrets[:1]]
        return replace(self, secrets=(Secret(text), *before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a subscriber was told: everything up to number ``cursor`` of the chain.

    ``tries`` counts failures of the event that comes next, ``refusals`` those that
    blame the event itself; it is tried again at ``next_try``. Nothing went well since
    ``failing_since``. ``trouble`` is the last failure in words.
    """

    subscriber: SubscriberId
    cursor: int
    tries: int = 0
    refusals: int = 0
    failing_since: datetime | None = None
    next_try: datetime | None = None
    trouble: str = ""
    told: datetime | None = None
    """When the last delivery went well."""

    def delivered(self, cursor: int, now: datetime) -> Self:
        """Have been told everything up to *cursor*."""
        return replace(
            self,
            cursor=cursor,
            tries=0,
            refusals=0,
            failing_since=None,
            next_try=None,
            trouble="",
            told=now,
        )

    def failed(self, why: str, now: datetime, *, refused: bool = False) -> Self:
        """Try again after a pause: 1 s, 2 s, 4 s ... up to an hour."""
        pause = min(2.0 ** min(self.tries, 12), _LONGEST_PAUSE)
        return replace(
            self,
            tries=self.tries + 1,
            refusals=self.refusals + refused,
            failing_since=self.failing_since or now,
            next_try=now + timedelta(seconds=pause),
            trouble=why[:300],
        )

    def skipped(self, cursor: int) -> Self:
        """Go on behind *cursor*, which nobody was told of; the trouble stays known."""
        return replace(self, cursor=cursor, tries=0, refusals=0, next_try=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """An event that a subscriber was not told of, and why.

    ``again`` is true from when somebody asks to send it again until that was tried.
    """

    id: str
    subscriber: SubscriberId
    event: int
    name: str
    subject: str
    at: datetime
    why: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a subscriber fares; ``seconds`` is the age of the oldest event it waits for.

    ``events`` counts events of the chain behind its cursor, told or not.
    """

    subscriber: Subscriber
    progress: Progress
    events: int
    seconds: float
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRules:
    """What the operator set. Times in seconds.

    ``give_up``: how old an event may get while a subscriber fails; then it becomes a
    dead letter. ``overlap``: how long the secret before a rotation still signs.
    """

    un_locode: str | None = None
    smdg: str | None = None
    facility: str = ""
    give_up: float = 86400.0
    overlap: float = 86400.0


def owner(role: Role, scope: str | None) -> str | None:
    """Give the authority whose subscribers a caller has to do with; None is all."""
    return scope if role is Role.CUSTOMS else None
