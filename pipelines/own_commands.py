"""Barrier commands that the lane gives itself while it decides alone."""

import threading
from dataclasses import dataclass, field

from pipelines.gate_link import Command


@dataclass(slots=True)
class OwnCommands:
    """At most one command that waits. Any thread.

    It is claimed right before the barrier moves, or withdrawn, never both.
    """

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _waiting: Command | None = None

    def give(self, command: Command) -> None:
        """Let *command* wait; one that waits already is of a truck that has left."""
        with self._lock:
            self._waiting = command

    def waiting(self) -> Command | None:
        """Give the command that waits."""
        with self._lock:
            return self._waiting

    def claim(self, command: Command) -> bool:
        """Take *command* to obey it; false where it was withdrawn."""
        with self._lock:
            if self._waiting != command:
                return False
            self._waiting = None
            return True

    def withdraw(self, passage: str | None = None) -> Command | None:
        """Take back what waits, for *passage* or any; None where nothing does."""
        with self._lock:
            found = self._waiting
            if found is None or passage not in {None, found.passage}:
                return None
            self._waiting = None
            return found
