"""Security headers on every answer, and no caching of anything but static files."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": that makes browsers send "Origin: null" with a form,
    # and the check against forged posts needs the origin. Nothing leaves the site.
    "Referrer-Policy": "same-origin",
}
_NO_DEVICE = "camera=(), geolocation=(), microphone=()"
_MICROPHONE = "camera=(), geolocation=(), microphone=(self)"
_FRAMING = "; frame-src http://127.0.0.1:*"
"""A kiosk shows the page of its lane, on its own machine, while the gate is away."""
_TALKING = re.compile(r"/clerk(/.*)?|/kiosk/[^/]+")
"""The two pages that talk to each other; no other may listen."""


class SecurityHeaders:
    """ASGI middleware that adds the headers; pages and data are never cached."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added when the answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        talks = _TALKING.fullmatch(scope["path"]) is not None
        devices = _MICROPHONE if talks else _NO_DEVICE
        static = scope["path"].startswith("/static/")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                headers["Permissions-Policy"] = devices
                if scope["path"].startswith("/kiosk/"):
                    headers["Content-Security-Policy"] += _FRAMING
                headers.setdefault(
                    "Cache-Control", "no-cache" if static else "no-store"
                )
            await send(message)

        await self._app(scope, receive, with_headers)
