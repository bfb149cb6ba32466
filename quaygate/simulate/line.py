"""One party's line to the gate: one kept-alive connection, one API key."""

import http.client
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_TIMEOUT = 60.0
_IDLE = 3.0  # seconds after which the server may be about to hang up
_TOOK = re.compile(r"dur=([0-9.]+)")


class RefusedError(Exception):
    """The gate refused what had to work; the message is its answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate answered. ``seconds`` there and back, ``served`` at the gate."""

    status: int
    body: Any
    seconds: float
    served: float | None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """Calls the gate on loopback at *port*; used by one thread at a time."""

    port: int
    key: str
    _connection: http.client.HTTPConnection | None = None
    _used: float = 0.0

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call, whatever the answer; OSError where the gate is gone."""
        connection = self._connected()
        told = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        text = None if body is None else json.dumps(body).encode()
        if text is not None:
            told["Content-Type"] = "application/json"
        began = time.perf_counter()
        connection.request(method, path, text, told)
        answer = connection.getresponse()
        said = answer.read()
        self._used = time.perf_counter()
        took = _TOOK.search(answer.headers.get("server-timing", ""))
        return Answer(
            status=answer.status,
            body=_read(said, answer.headers.get("content-type", "")),
            seconds=self._used - began,
            served=float(took[1]) / 1000 if took else None,
            headers={name.lower(): value for name, value in answer.headers.items()},
        )

    def _connected(self) -> http.client.HTTPConnection:
        """Give the open connection, or a new one where it lay idle."""
        if time.perf_counter() - self._used > _IDLE:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=_TIMEOUT
            )
        return self._connection

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Read what must be there."""
        return self._done("GET", path, None).body

    def post(self, path: str, body: object = None) -> Answer:
        """Send what must be taken; RefusedError says why it was not."""
        return self._done("POST", path, body)

    def put(self, path: str, body: object) -> Answer:
        """Put what must be taken."""
        return self._done("PUT", path, body)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _done(self, method: str, path: str, body: object) -> Answer:
        answer = self.send(method, path, body)
        if answer.status >= 300:
            msg = f"{method} {path} was refused with {answer.status}: {answer.body}"
            raise RefusedError(msg)
        return answer


def _read(said: bytes, kind: str) -> Any:  # noqa: ANN401 - JSON
    if "json" in kind and said:
        return json.loads(said)
    return said.decode(errors="replace")
