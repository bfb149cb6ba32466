"""The gate service over HTTP as lanes and yards see it: docs/*-events.md."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import httpx2

from pipelines.outbox import Event
from pipelines.proofs import Media, Proof
from pipelines.signed import keys_of

_PERMANENT = frozenset({400, 413, 415, 422})
_NOBODY_BEHIND = frozenset({502, 503, 504})
"""What a proxy answers in place of a gate that is away."""
_NO_ROOM = 507
_MEANT = frozenset({httpx2.codes.CONFLICT, httpx2.codes.NOT_MODIFIED})


class GateUnreachableError(Exception):
    """Not now: the network, the gate service or the key must be mended first."""


class RefusedError(Exception):
    """Never: what was sent is refused as it is."""


class Place(StrEnum):
    """What sends: the part of the address before its name."""

    LANE = "lanes"
    YARD = "yards"


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
class SentBundle:
    """The gate's answer: ``body`` None where the lane has the newest already."""

    body: bytes | None
    date: datetime | None

    def off(self, now: datetime, otherwise: float) -> float:
        """Seconds by which the lane's clock is ahead; *otherwise* where none says."""
        return otherwise if self.date is None else (now - self.date).total_seconds()


def _unheard(answered: bool) -> None:
    del answered


@dataclass(frozen=True, slots=True)
class GateLink:
    """The calls of one lane or yard; thread-safe, as the client is.

    ``heard`` is told of every call whether the gate answered.
    """

    client: httpx2.Client
    name: str
    place: Place = Place.LANE
    heard: Callable[[bool], None] = _unheard

    def put_evidence(self, proof: Proof) -> None:
        """Send a JPEG or MP4; raises GateUnreachableError or RefusedError.

        A gate service without room refuses: what names the evidence must not wait.
        """
        self._put(f"/api/v1/evidence/{proof.digest}", proof.body, proof.media)

    def put_picture(self, camera: str, jpeg: bytes) -> float:
        """Send a camera's newest picture; return the seconds until the next is due.

        Raises GateUnreachableError or RefusedError.
        """
        path = f"{self._path}/cameras/{quote(camera, safe='')}/picture"
        return float(_field(self._put(path, jpeg, Media.JPEG), "every"))

    def post_events(self, source: str, events: Sequence[Event]) -> int:
        """Send a batch; return the sequence up to which the gate service has all.

        Raises SequenceGapError, GateUnreachableError or RefusedError.
        """
        body = {"source": source, "events": [asdict(event) for event in events]}
        answer = self._call(lambda: self.client.post(f"{self._path}/events", json=body))
        if answer.status_code == httpx2.codes.CONFLICT:
            raise SequenceGapError(int(_field(answer, "expected")))
        return int(_field(answer, "acknowledged"))

    def commands(self) -> tuple[Command, ...]:
        """Return the barrier commands that wait; raises GateUnreachableError."""
        answer = self._call(lambda: self.client.get(f"{self._path}/commands"))
        try:
            return tuple(_command(item) for item in answer.json())
        except (KeyError, TypeError, ValueError) as error:
            message = f"the list of commands is not understood: {error}"
            raise GateUnreachableError(message) from error

    def take(self, command: Command) -> bool:
        """Claim a command; False when it was withdrawn, expired or taken before.

        Raises GateUnreachableError: it may then be taken or not, and stays shut.
        """
        path = f"{self._path}/commands/{command.id}/take"
        return self._call(lambda: self.client.post(path)).status_code == httpx2.codes.OK

    def bundle(self, version: str | None) -> SentBundle:
        """Ask for a bundle newer than *version*.

        Raises GateUnreachableError or RefusedError.
        """
        headers = {} if version is None else {"If-None-Match": f'"{version}"'}
        answer = self._call(
            lambda: self.client.get(f"{self._path}/bundle", headers=headers)
        )
        same = answer.status_code == httpx2.codes.NOT_MODIFIED
        return SentBundle(None if same else answer.content, _date(answer))

    def keys(self) -> dict[str, bytes]:
        """Return the public keys that sign now; raises GateUnreachableError."""
        answer = self._call(lambda: self.client.get("/api/v1/passes/keys"))
        try:
            return keys_of(_field(answer, "keys"))
        except (KeyError, TypeError, ValueError) as error:
            message = f"the list of keys is not understood: {error}"
            raise GateUnreachableError(message) from error

    @property
    def _path(self) -> str:
        return f"/api/v1/{self.place}/{quote(self.name, safe='')}"

    def _put(self, path: str, body: bytes, media: Media) -> httpx2.Response:
        headers = {"Content-Type": media}
        return self._call(
            lambda: self.client.put(path, content=body, headers=headers),
            refused=_PERMANENT | {_NO_ROOM},
        )

    def _call(
        self,
        send: Callable[[], httpx2.Response],
        refused: frozenset[int] = _PERMANENT,
    ) -> httpx2.Response:
        """Send; let 2xx, 304 and 409 through, name every other answer's meaning."""
        try:
            answer = send()
        except httpx2.HTTPError as error:
            self.heard(False)
            message = f"{type(error).__name__}: {error}"
            raise GateUnreachableError(message) from error
        self.heard(answer.status_code not in _NOBODY_BEHIND)
        if answer.is_success or answer.status_code in _MEANT:
            return answer
        said = f"{answer.status_code}: {answer.text[:300]}"
        if answer.status_code in refused:
            raise RefusedError(said)
        raise GateUnreachableError(said)


def _date(answer: httpx2.Response) -> datetime | None:
    """Give the gate's time of an answer, where it says one."""
    try:
        return parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError):
        return None


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
