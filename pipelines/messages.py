"""What the threads of a lane tell its one deciding thread."""

from dataclasses import dataclass

from pipelines.frames import Frame
from pipelines.gate_link import Command
from vision.clearance import Clearance
from vision.presence import Occupancy
from vision.results import Readings


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """A trigger camera sees something else; ``seconds`` is when that began."""

    camera: str
    occupancy: Occupancy
    seconds: float


@dataclass(frozen=True, slots=True)
class FrameRead:
    """A look at a frame has ended; ``readings`` is None when the look failed."""

    frame: Frame
    readings: Readings | None


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """The kiosk camera sees a QR code."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class BarrierOpened:
    """The barrier moved on a command."""

    command: Command
    seconds: float


@dataclass(frozen=True, slots=True)
class BarrierHeld:
    """The barrier stays shut on a command that is due, and why."""

    command: Command
    reason: Clearance
    seconds: float


Message = PresenceChanged | FrameRead | CodeSeen | BarrierOpened | BarrierHeld
