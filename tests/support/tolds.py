"""Receivers of events that behave as a test says, and keep what came."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Any

from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling import Subscriber
from gate_service.domain.telling_ports import OutletError


@dataclass
class ListOutlet:
    """Outlet port over a list; ``answers`` are raised in turn, None is a receipt."""

    came: list[CanonicalEvent] = field(default_factory=list)
    answers: Iterator[OutletError | None] = field(default_factory=lambda: cycle([None]))
    settled: int = 0
    closed: int = 0
    whom: list[Subscriber] = field(default_factory=list)

    def open(self, subscriber: Subscriber) -> "ListOutlet":
        self.whom.append(subscriber)
        return self

    def send(self, event: CanonicalEvent) -> bool:
        answer = next(self.answers)
        if answer is not None:
            raise answer
        self.came.append(event)
        return True

    def settle(self) -> None:
        self.settled += 1

    def close(self) -> None:
        self.closed += 1

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.came]


@dataclass
class Receiver:
    """An HTTP receiver on loopback; ``answer`` is asked for each post's status."""

    answer: Callable[[], int]
    port: int = 0
    heads: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0
    came: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/events"

    @property
    def ids(self) -> list[str]:
        return [head["webhook-id"] for head in self.heads]

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    def wait(self, enough: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until *enough* is true; TimeoutError."""
        with self.came:
            if not self.came.wait_for(enough, seconds):
                msg = f"{len(self.bodies)} events came, which is not enough"
                raise TimeoutError(msg)


@contextmanager
def receiver(
    answer: Callable[[], int] = lambda: 204, port: int = 0
) -> Iterator[Receiver]:
    """Serve until the block ends, on *port* or any."""
    kept = Receiver(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            kept.connections += 1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.answer()
            with kept.came:
                kept.heads.append({k.lower(): v for k, v in self.headers.items()})
                kept.bodies.append(body)
                kept.came.notify_all()
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
