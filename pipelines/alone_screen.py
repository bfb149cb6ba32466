"""What the driver is shown while the lane decides alone."""

from dataclasses import dataclass, field
from enum import StrEnum


class Phase(StrEnum):
    """Which words the kiosk shows; ``GATE``: the gate's own page is there."""

    GATE = "gate"
    WAITING = "waiting"
    SCAN_CODE = "scan_code"
    READING = "reading"
    GO = "go"
    REFER = "refer"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown now. ``reasons`` are codes for clerks, not for the driver."""

    phase: Phase
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Display:
    """The newest screen; set by the lane's thread, read by any."""

    screen: Screen = field(default_factory=lambda: Screen(Phase.GATE))

    def show(self, screen: Screen) -> None:
        """Show *screen* from now on."""
        self.screen = screen
