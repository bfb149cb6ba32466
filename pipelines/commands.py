"""Barrier commands: asked for while a truck is in the lane, taken once, then obeyed.

A command counts only for the passage that is open; one of an earlier truck is left to
expire. While somebody stands in the barrier's zone, or nobody knows, a command is not
taken: it can still be withdrawn. One that was taken when somebody stepped in waits here
until the zone is clear or it expires. Whatever goes wrong, the barrier stays shut.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pipelines.barrier import Barrier, BarrierError
from pipelines.clock import Clock
from pipelines.gate_link import Command, GateLink, GateUnreachableError, RefusedError
from pipelines.messages import BarrierHeld, BarrierOpened
from pipelines.own_commands import OwnCommands
from vision.clearance import Clearance

_log = logging.getLogger(__name__)


def no_zone() -> Clearance:
    """Say that nothing has to be clear: the lane has no barrier zone."""
    return Clearance.CLEAR


@dataclass(slots=True)
class CommandWatch:
    """Polls for one lane; ``passage`` tells the open passage's id or None.

    ``zone`` says whether the barrier may move. ``own`` has the command that the lane
    gave itself, if it may; a truck that it let through is not let through again.
    """

    link: GateLink
    barrier: Barrier
    clock: Clock
    passage: Callable[[], str | None]
    tell: Callable[[BarrierOpened | BarrierHeld], None]
    every: float = 0.3
    zone: Callable[[], Clearance] = no_zone
    own: OwnCommands = field(default_factory=OwnCommands)
    _taken: Command | None = None
    """Taken, and not obeyed yet."""
    _told: tuple[str, Clearance] | None = None
    _let_through: str | None = None
    """The passage that the barrier opened for on the lane's own command."""

    def start(self, stop: threading.Event) -> threading.Thread:
        """Poll in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self._run, args=(stop,), name="commands", daemon=True
        )
        thread.start()
        return thread

    def poll(self) -> None:
        """Obey the commands that are due for the open passage, if there is one.

        Raises GateUnreachableError when the gate service cannot be asked.
        """
        self._move()
        passage = self.passage()
        if passage is None:
            return
        self._move_alone(passage)
        if passage == self._let_through:
            return
        now = self._now()
        for command in self.link.commands():
            due = command.not_before <= now < command.expires
            if due and command.passage == passage and self._taken is None:
                self._obey(command)

    def _obey(self, command: Command) -> None:
        """Take a command once the barrier may move, and move it."""
        if not self._clear(command):
            return
        if not self.link.take(command):
            _log.info("command withdrawn: command=%s", command.id)
            return
        self._taken = command
        self._move()

    def _move_alone(self, passage: str) -> None:
        """Open on the lane's own command for *passage*, under the same interlock."""
        command = self.own.waiting()
        if command is None or command.passage != passage:
            return
        if self._now() >= command.expires or not self._clear(command):
            return
        if self.own.claim(command) and self._open(command):
            self._let_through = passage

    def _move(self) -> None:
        """Open for the command that was taken, if its truck is still there."""
        command = self._taken
        if command is None:
            return
        if self.passage() != command.passage:
            _log.error("truck left, barrier stays shut: command=%s", command.id)
        elif self._now() >= command.expires:
            _log.error("expired, barrier stays shut: command=%s", command.id)
        elif not self._clear(command):
            return
        else:
            self._open(command)
        self._taken = None

    def _open(self, command: Command) -> bool:
        try:
            self.barrier.open(command)
        except BarrierError as error:
            _log.error("barrier failed: command=%s error=%s", command.id, error)
            return False
        self.tell(BarrierOpened(command, self.clock.monotonic()))
        return True

    def _clear(self, command: Command) -> bool:
        """Whether the barrier may move; tell once, for each reason, that it may not."""
        clearance = self.zone()
        if clearance is Clearance.CLEAR:
            self._told = None
            return True
        if self._told != (command.id, clearance):
            self._told = command.id, clearance
            _log.warning("barrier held: command=%s why=%s", command.id, clearance)
            self.tell(BarrierHeld(command, clearance, self.clock.monotonic()))
        return False

    def _now(self) -> datetime:
        return self.clock.utc(self.clock.monotonic())

    def _run(self, stop: threading.Event) -> None:
        fault = ""
        while not stop.wait(self.every):
            try:
                self.poll()
                fault = ""
            except (GateUnreachableError, RefusedError) as error:
                if fault != (fault := str(error)):  # else a log line every poll
                    _log.warning("commands cannot be asked for: error=%s", error)
            except Exception:  # noqa: BLE001  # a bug must not end the thread
                _log.exception("commands failed")
