"""Lanes that decide alone: the bundle they go by, and what they decided with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.domain.decisions import Verdict
from gate_service.domain.passes import PassId, PublicKey
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.visits import (
    Direction,
    ExpectedContainer,
    LaneName,
    PassageId,
    VisitId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRules:
    """How bundles are made.

    ``minutes``: how long one is good and looks ahead; ``every``: seconds for which the
    one that was made is given out; ``most``: trucks that are looked at for one.
    """

    minutes: float = 60.0
    every: float = 20.0
    most: int = 2000

    @property
    def good_for(self) -> timedelta:
        """How long a bundle is good."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A truck that a lane may let go alone, if it reads exactly this.

    ``code`` is the SHA-256 of its arrival code in hex; ``passes`` are clearance
    passes that would be honoured for it.
    """

    code: str
    passes: tuple[PassId, ...]
    plate: str
    containers: tuple[ExpectedContainer, ...]
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that one lane needs to decide alone until ``until``. No personal data."""

    lane: LaneName
    direction: Direction
    made: datetime
    until: datetime
    allowed: tuple[Allowed, ...]
    held: tuple[str, ...]
    """Containers of trucks to come on which a hold stands."""
    revoked: tuple[PassId, ...]
    keys: tuple[PublicKey, ...]
    rules: RuleSet
    rules_hash: str


@dataclass(frozen=True, slots=True)
class SignedBundle:
    """A bundle as it goes over the wire; ``version`` names it."""

    version: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A lane that decides alone: by the bundle of that version, and since when."""

    bundle: str | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDecision:
    """What a lane decided alone of one passage, and what the gate made of it later.

    ``code`` is the SHA-256 of the arrival code or pass that was shown, in hex.
    ``opened``: the barrier moved on it. ``against`` is what the gate had said of the
    truck, if anything. ``twice`` are the other visits that used the same code.
    """

    passage: PassageId
    lane: LaneName
    at: datetime
    verdict: Verdict
    reasons: tuple[str, ...]
    bundle: str | None
    code: str | None
    command: str | None = None
    opened: bool = False
    withdrawn: bool = False
    visit: VisitId | None = None
    against: Verdict | None = None
    twice: tuple[VisitId, ...] = ()
