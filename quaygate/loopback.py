"""A small HTTP server on a free port of loopback, for as long as it is entered."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class Loopback:
    """Answers with *handler* at *path*; where it listens is known while entered."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], path: str) -> None:
        self._handler, self._path = handler, path
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """Where to send to. Raises RuntimeError where it does not listen."""
        if self._server is None:
            msg = "it listens only while entered"
            raise RuntimeError(msg)
        return f"http://127.0.0.1:{self._server.server_port}{self._path}"

    def __enter__(self) -> Self:
        """Listen on a free port."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
