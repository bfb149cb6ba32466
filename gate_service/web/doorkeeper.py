"""The door: nothing but health, login and static files passes it without a key.

It stands in front of routing, so a route that forgot to ask for a role still does
not answer strangers, and a stranger's body is never read.
"""

from contextlib import ExitStack
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gate_service.application.gate import Gate
from gate_service.application.tokens import PREFIX
from gate_service.domain.callers import Caller, Role
from gate_service.domain.calls import Grant
from gate_service.domain.errors import GateError, NotYoursError
from gate_service.web.errors import (
    InsufficientScopeError,
    UnauthenticatedError,
    refusal,
)
from gate_service.web.menu import Visitor, visited
from gate_service.web.scopes import ANY, needed

COOKIE = "quaygate_key"
_OPEN = (
    "/healthz",
    "/login",
    "/oauth/token",
    "/.well-known/oauth-authorization-server",
)
_METRICS = "/metrics"
_SCRAPER = Caller("a scraper on this machine", Role.OFFICER)
_PASSED_ON = ("forwarded", "x-forwarded-for", "via")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_BEARER = "bearer "


class Doorkeeper:
    """ASGI middleware; ``request.state`` gets the ``caller`` and its ``secret``."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Guard *app* with the keys of *gate*."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in who has a key, or whatever is open to all."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            caller = await self._admit(request)
        except GateError as error:
            await refusal(request, error)(scope, receive, send)
            return
        with ExitStack() as stack:
            if caller is not None:
                stack.enter_context(visited(Visitor(caller.role, scope["path"])))
            await self._app(scope, receive, send)

    async def _admit(self, request: Request) -> Caller | None:
        path: str = request.scope["path"]
        if path in _OPEN or path.startswith("/static/"):
            if path != "/oauth/token":  # counts on no cookie
                require_same_origin(request)
            return None
        secret = _bearer(request)
        if secret is None:
            secret = request.cookies.get(COOKIE)
            if secret is not None:
                require_same_origin(request)
        if secret is None and path == _METRICS and self._is_here(request):
            request.state.caller = _SCRAPER
            return _SCRAPER
        caller = self._gate.keys.at_a_lane(secret) if secret else None
        if caller is None:
            caller = await run_in_threadpool(self._known, secret, request.method, path)
        request.state.caller, request.state.secret = caller, secret
        return caller

    def _known(self, secret: str | None, method: str, path: str) -> Caller:
        """Return who calls; an authority's call is a sign of its life."""
        grant = granted(self._gate, secret)
        if grant.scopes is not None:
            require_scope(grant.scopes, method, path)
        if grant.caller.role is Role.CUSTOMS:
            self._gate.customs.hear(grant.caller)
        return grant.caller

    def _is_here(self, request: Request) -> bool:
        """Tell a scraper on this machine, where the site lets it in without a key.

        What a proxy passed on is somebody else's request.
        """
        if not self._gate.site.metrics_from_here or request.client is None:
            return False
        if any(name in request.headers for name in _PASSED_ON):
            return False
        try:
            return ip_address(request.client.host).is_loopback
        except ValueError:
            return False


def authenticate(gate: Gate, secret: str | None) -> Caller:
    """Return the owner of *secret*; raises UnauthenticatedError."""
    return granted(gate, secret).caller


def granted(gate: Gate, secret: str | None) -> Grant:
    """Return the owner of an API key or token, and what limits it."""
    if not secret:
        msg = "This needs an API key: send it as 'Authorization: Bearer KEY'."
        raise UnauthenticatedError(msg)
    if secret.startswith(PREFIX):
        grant = gate.customs.tokens.authenticate(secret)
        if grant is None:
            msg = "This token is not known or has expired: ask for a new one."
            raise UnauthenticatedError(msg)
        return grant
    caller = gate.keys.authenticate(secret)
    if caller is None:
        msg = "This API key is not known or was revoked."
        raise UnauthenticatedError(msg)
    return Grant(caller)


def require_scope(scopes: frozenset[str], method: str, path: str) -> None:
    """Refuse a token at what its scopes do not open."""
    scope = needed(method, path)
    if scope is None:
        msg = "A token opens the API alone, and of that what has a scope."
        raise InsufficientScopeError(msg)
    if scope != ANY and scope not in scopes:
        msg = f"This token lacks the scope {scope}."
        raise InsufficientScopeError(msg)


def require_same_origin(request: Request) -> None:
    """Refuse a browser's post that another site made it send.

    Where a browser says neither ``Sec-Fetch-Site`` nor ``Origin``, a post that
    counts on a cookie is refused as well.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is None:
        origin = urlsplit(request.headers.get("origin", ""))
        same = origin.netloc == request.headers.get("host")
    else:
        same = site in {"same-origin", "none"}
    if not same:
        msg = "This post did not come from a page of this gate."
        raise NotYoursError(msg)


def _bearer(request: Request) -> str | None:
    header = request.headers.get("authorization", "")
    if header[: len(_BEARER)].lower() != _BEARER:
        return None
    return header[len(_BEARER) :].strip()
