"""A real HTTP server on a free loopback port, for streams and browsers."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI

from gate_service.web.server import gate_server


@contextmanager
def serving(app: FastAPI, port: int | None = None) -> Iterator[str]:
    """Serve *app* in a thread and yield its address; stop it at the end."""
    server = gate_server(app, host="127.0.0.1", port=port or free_port())
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.config.port}"
    finally:
        server.should_exit = True
        thread.join()


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
