"""A little gate service over real HTTP that keeps what lanes send."""

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(slots=True)
class GateDouble:
    """Stores events by the wire's rules. Enter to serve; enter again to restart."""

    port: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    reached: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    commands: list[dict[str, Any]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    every: float = 10.0
    full: bool = False
    refuse_types: set[str] = field(default_factory=set)
    status: int | None = None
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def types(self) -> list[str]:
        return [event["type"] for event in self.events]

    def of(self, type_: str) -> list[dict[str, Any]]:
        return [event["data"] for event in self.events if event["type"] == type_]

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"double": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def receive(self, batch: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        source, events = batch["source"], batch["events"]
        expected = self.reached.get(source, 0) + 1
        if events[0]["sequence"] > expected:
            return 409, {"expected": expected}
        if any(event["type"] in self.refuse_types for event in events):
            return 422, {"title": "refused"}
        known = {event["event_id"] for event in self.events}
        fresh = [event for event in events if event["event_id"] not in known]
        self.events += fresh
        self.reached[source] = max(expected - 1, events[-1]["sequence"])
        stored = {"stored": len(fresh), "duplicates": len(events) - len(fresh)}
        return 200, {"acknowledged": self.reached[source], **stored}


class _Handler(BaseHTTPRequestHandler):
    double: GateDouble

    def do_PUT(self) -> None:
        body = self._body()
        if self.path.endswith("/picture"):
            self.double.pictures[self.path] = body
            return self._answer(200, {"every": self.double.every})
        digest = self.path.rpartition("/")[2]
        if hashlib.sha256(body).hexdigest() != digest:
            return self._answer(422, {})
        if self.double.full:
            return self._answer(507, {})
        self.double.evidence[digest] = body
        return self._answer(201, {})

    def do_GET(self) -> None:
        waiting = [c for c in self.double.commands if c["id"] not in self.double.taken]
        self._answer(200, waiting)

    def do_POST(self) -> None:
        body = self._body()
        if match := re.search(r"/commands/([^/]+)/take$", self.path):
            if match[1] in self.double.taken:
                return self._answer(409, {})
            self.double.taken.append(match[1])
            return self._answer(200, {})
        return self._answer(*self.double.receive(json.loads(body)))

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, content: object) -> None:
        payload = json.dumps(content).encode()
        self.send_response(self.double.status or status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        pass
