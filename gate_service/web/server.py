"""The HTTP server: uvicorn, which ends the live streams before it waits for them."""

import gc
import socket
import sys

import uvicorn
from fastapi import FastAPI

from gate_service.web.live import Hub

_TURN = 0.02
"""Seconds that a thread keeps the interpreter while others wait for it.

Python's own 0.005 has them change places in the middle of every decision.
"""
_PATIENCE = 5  # seconds for requests in flight when stopping


class GateServer(uvicorn.Server):
    """Serves one app; stop it with ``should_exit = True`` or a signal."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        """Serve as *config* says; *hub* holds the app's open streams."""
        super().__init__(config)
        self._hub = hub

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Set aside what lives as long as the server: its walk took 100 ms each time.

        https://docs.python.org/3/library/gc.html#gc.freeze
        """
        sys.setswitchinterval(_TURN)
        gc.collect()
        gc.freeze()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams first: uvicorn would wait for them for ever."""
        self._hub.close()
        await super().shutdown(sockets)


def gate_server(app: FastAPI, *, host: str, port: int) -> GateServer:
    """Return a server for *app* that is not started; ``run()`` starts it."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    return GateServer(config, app.state.hub)
