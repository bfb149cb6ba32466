"""``python -m quaygate.simulate.served SITE``: the real gate, watched or hurried.

It is `quaygate serve` with two things for measuring that no site needs: a clock that
another process steers, and a ``Server-Timing`` header on every answer.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gate_service.main import open_gate, utc_now
from gate_service.web.app import create_app
from gate_service.web.server import gate_server
from quaygate.simulate.counting import SqliteCount
from quaygate.simulate.steered import SteeredClock
from quaygate.site import load_site

COUNTS = "/-/counts"


class Measured:
    """ASGI middleware: tells how long each answer took, and what SQLite did.

    Counts come with the seconds of processor time that the gate has used so far.
    """

    def __init__(self, app: ASGIApp, counts: SqliteCount) -> None:
        """Measure *app*."""
        self._app, self._counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and put ``Server-Timing: app;dur=MILLISECONDS`` into the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == COUNTS:
            await self._count(scope)(scope, receive, send)
            return
        began = time.perf_counter()

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                spent = (time.perf_counter() - began) * 1000
                MutableHeaders(scope=message)["server-timing"] = f"app;dur={spent:.3f}"
            await send(message)

        await self._app(scope, receive, timed)

    def _count(self, scope: Scope) -> JSONResponse:
        if "start" in parse_qs(scope["query_string"].decode(), keep_blank_values=True):
            self._counts.start()
            return JSONResponse({"cpu": time.process_time()})
        return JSONResponse({**self._counts.stop(), "cpu": time.process_time()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="quaygate.simulate.served")
    parser.add_argument("site", type=Path)
    parser.add_argument("--clock", type=Path, metavar="FILE")
    parser.add_argument("--count", action="store_true", help="what SQLite does")
    chosen = parser.parse_args(arguments)
    counts = SqliteCount()
    if chosen.count:
        counts.install()
    settings = load_site(chosen.site).gate
    clock = SteeredClock(chosen.clock) if chosen.clock else utc_now
    gate = open_gate(settings, clock=clock)
    try:
        app = create_app(gate)
        server = gate_server(app, host=settings.host, port=settings.port)
        server.config.app = Measured(app, counts)
        server.run()
    finally:
        gate.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
