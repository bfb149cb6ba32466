"""Barrier commands: asked for while a truck is in the lane, taken once, then obeyed.

A command counts only for the passage that is open; one of an earlier truck is left to
expire. Whatever goes wrong, the barrier stays shut.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.barrier import Barrier, BarrierError
from pipelines.clock import Clock
from pipelines.gate_link import Command, GateLink, GateUnreachableError, RefusedError
from pipelines.messages import BarrierOpened

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class CommandWatch:
    """Polls for one lane; ``passage`` tells the open passage's id or None."""

    link: GateLink
    barrier: Barrier
    clock: Clock
    passage: Callable[[], str | None]
    tell: Callable[[BarrierOpened], None]
    every: float = 0.3

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
        passage = self.passage()
        if passage is None:
            return
        now = self.clock.utc(self.clock.monotonic())
        for command in self.link.commands():
            due = command.not_before <= now < command.expires
            if due and command.passage == passage:
                self._obey(command)

    def _obey(self, command: Command) -> None:
        """Open for a command that could be taken and whose truck is still there."""
        if not self.link.take(command):
            _log.info("command withdrawn: command=%s", command.id)
            return
        if self.passage() != command.passage:
            _log.error("truck left, barrier stays shut: command=%s", command.id)
            return
        try:
            self.barrier.open(command)
        except BarrierError as error:
            _log.error("barrier failed: command=%s error=%s", command.id, error)
            return
        self.tell(BarrierOpened(command, self.clock.monotonic()))

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
