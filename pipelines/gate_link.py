"""The gate service as a lane sees it over HTTP: docs/passage-events.md."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import httpx2

from pipelines.outbox import Event, Image

_PERMANENT = frozenset({400, 413, 415, 422})


class GateUnreachableError(Exception):
    """Not now: the network, the gate service or the lane's key must be mended first."""


class RefusedError(Exception):
    """Never: what was sent is refused as it is."""


class SequenceGapError(Exception):
    """The gate service waits for another sequence number, ``expected``."""

    def __init__(self, expected: int) -> None:
        """Keep the number."""
        super().__init__(f"expects sequence {expected}")
        self.expected = expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A barrier command that waits to be taken."""

    id: str
    visit: str
    passage: str | None
    not_before: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class GateLink:
    """The calls of one lane; thread-safe, as the client is."""

    client: httpx2.Client
    lane: str

    def put_evidence(self, image: Image) -> None:
        """Send one JPEG; raises GateUnreachableError or RefusedError."""
        self._call(
            lambda: self.client.put(
                f"/api/v1/evidence/{image.digest}",
                content=image.body,
                headers={"Content-Type": "image/jpeg"},
            )
        )

    def post_events(self, source: str, events: Sequence[Event]) -> int:
        """Send a batch; return the sequence up to which the gate service has all.

        Raises SequenceGapError, GateUnreachableError or RefusedError.
        """
        body = {"source": source, "events": [asdict(event) for event in events]}
        answer = self._call(
            lambda: self.client.post(f"/api/v1/lanes/{self.lane}/events", json=body)
        )
        if answer.status_code == httpx2.codes.CONFLICT:
            raise SequenceGapError(int(_field(answer, "expected")))
        return int(_field(answer, "acknowledged"))

    def commands(self) -> tuple[Command, ...]:
        """Return the barrier commands that wait; raises GateUnreachableError."""
        answer = self._call(
            lambda: self.client.get(f"/api/v1/lanes/{self.lane}/commands")
        )
        try:
            return tuple(_command(item) for item in answer.json())
        except (KeyError, TypeError, ValueError) as error:
            message = f"the list of commands is not understood: {error}"
            raise GateUnreachableError(message) from error

    def take(self, command: Command) -> bool:
        """Claim a command; False when it was withdrawn, expired or taken before.

        Raises GateUnreachableError: it may then be taken or not, and stays shut.
        """
        path = f"/api/v1/lanes/{self.lane}/commands/{command.id}/take"
        return self._call(lambda: self.client.post(path)).status_code == httpx2.codes.OK

    def _call(self, send: Callable[[], httpx2.Response]) -> httpx2.Response:
        """Send; let 2xx and 409 through and name every other answer's meaning."""
        try:
            answer = send()
        except httpx2.HTTPError as error:
            message = f"{type(error).__name__}: {error}"
            raise GateUnreachableError(message) from error
        if answer.is_success or answer.status_code == httpx2.codes.CONFLICT:
            return answer
        said = f"{answer.status_code}: {answer.text[:300]}"
        if answer.status_code in _PERMANENT:
            raise RefusedError(said)
        raise GateUnreachableError(said)


def _field(answer: httpx2.Response, name: str) -> Any:  # noqa: ANN401  # JSON
    try:
        return answer.json()[name]
    except (KeyError, TypeError, ValueError) as error:
        message = f"{answer.status_code} without {name}: {answer.text[:300]}"
        raise GateUnreachableError(message) from error


def _command(item: dict[str, Any]) -> Command:
    return Command(
        id=str(item["id"]),
        visit=str(item["visit"]),
        passage=item["passage"],
        not_before=datetime.fromisoformat(item["not_before"]),
        expires=datetime.fromisoformat(item["expires"]),
    )
