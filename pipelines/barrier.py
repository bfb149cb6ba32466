"""Opening the barrier: a port, and the two ways that Quaygate brings."""

import logging
from dataclasses import dataclass
from typing import Protocol

import httpx2

from pipelines.gate_link import Command

_log = logging.getLogger(__name__)


class BarrierError(Exception):
    """The barrier did not do as told; it is taken to be shut."""


class Barrier(Protocol):
    """Whatever lifts the boom of one lane."""

    def open(self, command: Command) -> None:
        """Open for one truck; raises BarrierError when it may not have opened."""


@dataclass(frozen=True, slots=True)
class LogBarrier:
    """Writes what it would do: for lanes without a boom."""

    lane: str

    def open(self, command: Command) -> None:
        """Log the command."""
        _log.info("barrier opens: lane=%s command=%s", self.lane, command.id)


@dataclass(frozen=True, slots=True)
class RelayBarrier:
    """A relay that opens when its URL is posted to."""

    client: httpx2.Client
    url: str

    def open(self, command: Command) -> None:
        """Post; any answer but 2xx raises BarrierError."""
        try:
            answer = self.client.post(self.url, json={"command": command.id})
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            message = f"the relay {self.url} did not open: {error}"
            raise BarrierError(message) from error
