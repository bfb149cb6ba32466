"""What a lane does at the gate's API: events in order, codes, barrier commands."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quaygate.simulate.line import Answer, Line

Event = tuple[str, Mapping[str, object]]
"""Its type and data, as docs/passage-events.md has them."""


@dataclass(slots=True)
class SimulatedLane:
    """One lane with its kiosk; its events are numbered and never left out."""

    name: str
    line: Line
    kiosk: Line
    clock: Callable[[], datetime]
    source: str = field(default_factory=lambda: f"simulated/{uuid.uuid4()}")
    _sent: int = 0

    @property
    def path(self) -> str:
        """Where the lane is at the gate."""
        return f"/api/v1/lanes/{self.name}"

    def tell(self, *events: Event) -> Answer:
        """Send events as one batch."""
        at = self.clock().isoformat()
        batch = []
        for kind, data in events:
            self._sent += 1
            batch.append(
                {
                    "sequence": self._sent,
                    "event_id": str(uuid.uuid4()),
                    "type": kind,
                    "at": at,
                    "data": data,
                }
            )
        body = {"source": self.source, "events": batch}
        return self.line.post(f"{self.path}/events", body)

    def show(self, code: str) -> Answer:
        """Hold a code under the kiosk's scanner, whatever comes of it."""
        return self.kiosk.send("POST", f"{self.path}/code", {"text": code})

    def view(self) -> Any:  # noqa: ANN401 - JSON
        """Read what the kiosk shows."""
        return self.kiosk.get(self.path)

    def take_command(self) -> str | None:
        """Claim the barrier command that waits; None where none does."""
        waiting = self.line.get(f"{self.path}/commands")
        if not waiting:
            return None
        command: str = waiting[0]["id"]
        self.line.post(f"{self.path}/commands/{command}/take")
        return command

    def raise_barrier(self) -> bool:
        """Follow the command that waits, as the lane does; false where none does."""
        command = self.take_command()
        if command is not None:
            self.tell(("barrier.opened", {"command": command}))
        return command is not None
