"""An alert as the officers' pages show it: one row of a list, or the whole of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gate_service.domain.safety import Alert, AlertState, Severity, Step
from gate_service.domain.visits import Evidence
from gate_service.web.texts import Wording

_RANK = {Severity.LOW: 0, Severity.MEDIUM: 1, Severity.SEVERE: 2}
_ABOVE = 100_000_000_000
"""Seconds between two ranks of severity, more than any time since 1970."""
_ANSWERS = {
    AlertState.OPEN: ("acknowledge", "false-alarm", "escalate"),
    AlertState.ESCALATED: ("acknowledge", "false-alarm"),
    AlertState.ACKNOWLEDGED: ("false-alarm", "escalate"),
    AlertState.CLOSED: ("false-alarm",),
    AlertState.FALSE_ALARM: (),
}
_DECIMALS = {"people": 0, "dwell": 0, "distance": 1, "speed": 1, "contact": 1}


@dataclass(frozen=True, slots=True)
class Card:
    """What templates ask of an alert."""

    alert: Alert

    @property
    def waits(self) -> bool:
        """Whether an officer is needed."""
        return self.alert.waiting

    @property
    def order(self) -> int:
        """Rows with a higher number stand above: severe first, then the newest."""
        opened = int(self.alert.incident.opened.timestamp())
        rank = _RANK[self.alert.incident.severity] if self.waits else 0
        return rank * _ABOVE + opened

    @property
    def place(self) -> str:
        """Zone and camera, as far as they are known."""
        incident = self.alert.incident
        return (
            f"{incident.zone}, {incident.camera}" if incident.zone else incident.camera
        )

    @property
    def still(self) -> str | None:
        """The digest of the newest still; None before it has come."""
        return self._newest("still")

    @property
    def clip(self) -> str | None:
        """The digest of the newest clip; None before it has come."""
        return self._newest("clip")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence, the order in which it was made."""
        return tuple(sorted(self.alert.incident.evidence, key=lambda e: e.at))

    @property
    def answers(self) -> tuple[str, ...]:
        """The buttons that the state allows."""
        return _ANSWERS[self.alert.state]

    @property
    def ended(self) -> datetime | None:
        """When the incident was over; None while it goes on."""
        return self.alert.incident.closed

    @property
    def history(self) -> tuple[Step, ...]:
        """What was done, the newest first."""
        return tuple(reversed(self.alert.history))

    def measured(self, say: Wording) -> Iterator[tuple[str, str]]:
        """Yield name and value with unit of each measure that has words."""
        for name, value in self.alert.incident.measures.items():
            if name in _DECIMALS:
                number = f"{value:.{_DECIMALS[name]}f}"
                # A number and its unit stay on one line.
                unit = say(f"unit.{name}")
                yield (
                    say(f"measure.{name}"),
                    f"{number}\N{NO-BREAK SPACE}{unit}".strip(),
                )

    def _newest(self, kind: str) -> str | None:
        found = [e for e in self.alert.incident.evidence if e.kind == kind]
        return max(found, key=lambda e: e.at).digest if found else None
