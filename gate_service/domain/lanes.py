"""A lane: how it is set up, what stands in it, what its barrier and kiosk are told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from gate_service.domain.decisions import Decision
from gate_service.domain.offline import Alone
from gate_service.domain.seen import SeenCamera
from gate_service.domain.sensors import Instrument
from gate_service.domain.visits import Direction, LaneName, PassageId, Visit, VisitId

CommandId = NewType("CommandId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How a lane is set up. ``barrier_delay`` is seconds from decision to barrier.

    What one of its ``instruments`` does not tell is missing, and REFERs; what it has
    not is not asked for. ``block`` is the block of the yard that it leads to, None
    where it leads to all. ``reads_trailers``: whether a camera sees trailers' plates.
    ``instrument_wait``: seconds that instruments have to tell once the cameras have.
    ``own_page``: port, on the kiosk's machine, of the page that the lane itself serves
    while the gate is away; None where it serves none.
    """

    name: LaneName
    direction: Direction
    closed: bool = False
    route: str = ""
    barrier_delay: float = 0.0
    instruments: frozenset[Instrument] = frozenset()
    block: str | None = None
    reads_trailers: bool = True
    instrument_wait: float = 10.0
    own_page: int | None = None


class CommandState(StrEnum):
    """What became of a barrier command."""

    WAITING = "waiting"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierCommand:
    """The permission to raise a lane's barrier once, between two times."""

    id: CommandId
    lane: LaneName
    visit: VisitId
    passage: PassageId
    not_before: datetime
    expires: datetime
    state: CommandState = CommandState.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneState:
    """What the gate remembers of a lane between calls.

    ``code`` is a code shown before any truck was seen: it came in at ``code_at``,
    and a lane's camera saw it at ``code_seen`` by the lane's own clock. ``notice``
    says why the last code was refused, at ``notice_at``.
    """

    lane: LaneName
    passage: PassageId | None = None
    code: str | None = None
    code_at: datetime | None = None
    code_seen: datetime | None = None
    notice: str | None = None
    notice_at: datetime | None = None
    clerk_called: bool = False
    cameras: tuple[SeenCamera, ...] = ()
    alone: Alone | None = None
    """Set while what comes in was decided by the lane alone: it is not judged."""


class KioskPhase(StrEnum):
    """Which of its pages the kiosk shows."""

    WAITING = "WAITING"
    SCAN_CODE = "SCAN_CODE"
    READING = "READING"
    GO = "GO"
    REFER = "REFER"
    STOP = "STOP"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneView:
    """What a lane's kiosk shows; ``version`` grows with every change.

    ``notice`` is None or one of ``not_ours``, ``malformed``, ``unknown_code``.
    ``pass_text`` and ``route`` stand beside GO alone. ``attended`` says
    that a clerk looks at it.
    """

    lane: LaneName
    version: int
    phase: KioskPhase
    direction: Direction
    visit: Visit | None = None
    decision: Decision | None = None
    pass_text: str | None = None
    route: str | None = None
    notice: str | None = None
    clerk_called: bool = False
    attended: bool = False
    cameras: tuple[SeenCamera, ...] = ()
