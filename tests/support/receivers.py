"""Little servers that keep what escalation channels send: HTTP, SMTP and MQTT."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Received:
    """What came in. ``answer`` is the status or code that the server gives."""

    answer: int
    port: int = 0
    heads: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


@contextmanager
def webhook(answer: int = 204) -> Iterator[Received]:
    """Serve HTTP that keeps headers and bodies of posts."""
    received = Received(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.heads.append({k.lower(): v for k, v in self.headers.items()})
            received.bodies.append(body)
            self.send_response(received.answer)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
            pass

    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler), received):
        yield received


@contextmanager
def mail_server(answer: int = 250) -> Iterator[Received]:
    """Serve just enough SMTP; *answer* is what recipients are answered with."""
    received = Received(answer)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(220, "ready")
            while line := self.rfile.readline().strip():
                verb = line[:4].upper()
                if verb == b"QUIT":
                    self._say(221, "bye")
                    return
                if verb == b"DATA":
                    self._say(354, "go on")
                    received.bodies.append(self._letter())
                self._say(received.answer if verb == b"RCPT" else 250, "well")

        def _letter(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            return b"".join(lines)

        def _say(self, code: int, text: str) -> None:
            self.wfile.write(f"{code} {text}\r\n".encode())

    with _serving(_Server(("127.0.0.1", 0), Handler), received):
        yield received


@contextmanager
def broker(answer: int = 0) -> Iterator[Received]:
    """Serve just enough MQTT 3.1.1; *answer* is the code of CONNACK.

    A broker that answers -1 takes the message and never acknowledges it.
    """
    received = Received(answer)

    handler = type("Handler", (_Broker,), {"received": received})
    with _serving(_Server(("127.0.0.1", 0), handler), received):
        yield received


class _Broker(socketserver.StreamRequestHandler):
    received: Received

    def handle(self) -> None:
        while head := self.rfile.read(1):
            body = self.rfile.read(self._length())
            kind = head[0] >> 4
            if kind == 1:
                self.wfile.write(bytes([0x20, 2, 0, max(self.received.answer, 0)]))
            if kind == 3:
                self._keep(body)
            if kind == 14:
                return

    def _keep(self, body: bytes) -> None:
        size = int.from_bytes(body[:2], "big")
        topic, rest = body[2 : 2 + size], body[2 + size :]
        self.received.heads.append({"topic": topic.decode()})
        self.received.bodies.append(rest[2:])
        if self.received.answer == 0:
            self.wfile.write(bytes([0x40, 2]) + rest[:2])

    def _length(self) -> int:
        length, shift = 0, 0
        while True:
            byte = self.rfile.read(1)[0]
            length |= (byte & 127) << shift
            shift += 7
            if not byte & 128:
                return length


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def _serving(server: Any, received: Received) -> Iterator[None]:
    received.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
