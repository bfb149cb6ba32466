"""What a lane reports, as docs/passage-events.md puts it on the wire."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gate_service.domain.decisions import Verdict
from gate_service.domain.lanes import CommandId
from gate_service.domain.seen import SeenCamera, SeenContainer, SeenLoad, SeenPlate
from gate_service.domain.visits import Evidence, PassageId


@dataclass(frozen=True, slots=True)
class PassageOpened:
    """A truck drives in (``passage.opened``)."""

    passage: PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCaptured:
    """The readings have settled (``passage.captured``); may come again, better."""

    passage: PassageId
    opened: datetime
    stopped: datetime | None
    plates: tuple[SeenPlate, ...] = ()
    containers: tuple[SeenContainer, ...] = ()
    load: SeenLoad | None = None
    cameras: tuple[SeenCamera, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageClosed:
    """The truck has left (``passage.closed``), *through* the barrier or backing out."""

    passage: PassageId
    through: bool


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """The kiosk camera read a QR (``code.seen``)."""

    text: str
    passage: PassageId | None = None


@dataclass(frozen=True, slots=True)
class BarrierOpened:
    """The barrier moved on a command (``barrier.opened``)."""

    command: CommandId


class Held(StrEnum):
    """Why a barrier stays shut on a command that is due."""

    PERSON = "person-in-lane"
    UNKNOWN = "unknown"
    """The barrier's zone cannot be seen."""


@dataclass(frozen=True, slots=True)
class BarrierHeld:
    """The barrier may not move on a command yet (``barrier.held``)."""

    command: CommandId
    reason: Held


@dataclass(frozen=True, slots=True)
class LaneHealth:
    """How the lane's cameras fare (``lane.health``)."""

    cameras: tuple[SeenCamera, ...]


@dataclass(frozen=True, slots=True)
class WentAlone:
    """The lane decides alone from here on (``lane.offline``), by that bundle."""

    bundle: str | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAlone:
    """What the lane decided of a truck alone (``offline.decided``).

    ``code`` is the SHA-256 of what the driver showed, in hex.
    """

    passage: PassageId
    bundle: str | None
    verdict: Verdict
    reasons: tuple[str, ...]
    code: str | None
    command: str | None


@dataclass(frozen=True, slots=True)
class CameBack:
    """The gate decides again (``lane.online``); *withdrawn* GOs had opened nothing."""

    withdrawn: tuple[PassageId, ...] = ()


EVENT_TYPES = {
    PassageOpened: "passage.opened",
    PassageCaptured: "passage.captured",
    PassageClosed: "passage.closed",
    CodeSeen: "code.seen",
    BarrierOpened: "barrier.opened",
    BarrierHeld: "barrier.held",
    LaneHealth: "lane.health",
    WentAlone: "lane.offline",
    DecidedAlone: "offline.decided",
    CameBack: "lane.online",
}

Report = (
    PassageOpened
    | PassageCaptured
    | PassageClosed
    | CodeSeen
    | BarrierOpened
    | BarrierHeld
    | LaneHealth
    | WentAlone
    | DecidedAlone
    | CameBack
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneEvent:
    """One report with its place in its source; ``at`` is UTC, taken at capture."""

    sequence: int
    event_id: str
    at: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class BatchReceipt:
    """Every event up to *acknowledged* is stored."""

    acknowledged: int
    stored: int
    duplicates: int
