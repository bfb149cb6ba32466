"""The demo's barrier: an HTTP relay on loopback, as ports have on a pole."""

import threading
from http.server import BaseHTTPRequestHandler

from quaygate.loopback import Loopback


class Relay(Loopback):
    """Listens while entered; ``opened`` is set by the lane's POST."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        super().__init__(_handler(self.opened), "/open")


def _handler(opened: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            opened.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay silent: the demo says what happens."""

    return Handler
