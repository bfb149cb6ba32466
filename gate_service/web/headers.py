"""Security headers on every answer, and no caching of anything but static files."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SELF_ALONE = (
    b"default-src 'self'; base-uri 'none'; form-action 'self'; "
    b"frame-ancestors 'none'; object-src 'none'"
)
_LANE_S_OWN = _SELF_ALONE + b"; frame-src http://127.0.0.1:*"
"""A kiosk shows the page of its lane, on its own machine, while the gate is away."""
_POLICY = b"content-security-policy"
_ALWAYS = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": that makes browsers send "Origin: null" with a form,
    # and the check against forged posts needs the origin. Nothing leaves the site.
    (b"referrer-policy", b"same-origin"),
)
_DEVICES, _CACHE = b"permissions-policy", b"cache-control"
_OURS = {_POLICY, _DEVICES, *(name for name, _ in _ALWAYS)}
_NO_DEVICE = b"camera=(), geolocation=(), microphone=()"
_MICROPHONE = b"camera=(), geolocation=(), microphone=(self)"
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
        kiosk = scope["path"].startswith("/kiosk/")
        policy = _LANE_S_OWN if kiosk else _SELF_ALONE
        static = scope["path"].startswith("/static/")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = [each for each in message["headers"] if each[0] not in _OURS]
                if all(name != _CACHE for name, _ in told):
                    told.append((_CACHE, b"no-cache" if static else b"no-store"))
                message["headers"] = [
                    *told,
                    (_POLICY, policy),
                    *_ALWAYS,
                    (_DEVICES, devices),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)
