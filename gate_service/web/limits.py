"""Caps on request bodies, then 413: 64 MiB for clips, 4 for images and manifests.

All else has 1 MiB.
"""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gate_service.web.problems import Problem, ProblemResponse

_MIB = 1024 * 1024
_EVIDENCE = "/api/v1/evidence/"
_MANIFESTS = {"/api/v1/customs/manifests", "/customs/manifests"}
_CLIP = "video/mp4"


class BodyCap:
    """ASGI middleware that refuses a body before it is held in memory.

    A declared length is believed when it is too long; a body without one, or
    longer than declared, is counted while it comes in.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass requests on with a body that cannot grow beyond its cap."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cap = _mib(scope["path"], headers.get("content-type", "")) * _MIB
        declared = headers.get("content-length", "0")
        if declared.isdecimal() and int(declared) > cap:
            problem = Problem(413, "too-large", _sentence(cap))
            await ProblemResponse(problem)(scope, receive, send)
            return
        await self._app(scope, _counting(receive, cap), send)


def _mib(path: str, kind: str) -> int:
    if path in _MANIFESTS:
        return 4
    if not path.startswith(_EVIDENCE):
        return 1
    return 64 if kind == _CLIP else 4


def _counting(receive: Receive, cap: int) -> Receive:
    held = 0

    async def counted() -> Message:
        nonlocal held
        message = await receive()
        held += len(message.get("body", b""))
        if held > cap:
            raise HTTPException(413, _sentence(cap))
        return message

    return counted


def _sentence(cap: int) -> str:
    return f"The body is too large: at most {cap // _MIB} MiB."
