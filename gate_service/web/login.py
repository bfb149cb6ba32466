"""Login for browsers: the key goes into a cookie that scripts cannot read."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.callers import Caller, Role
from gate_service.web.access import GateHere
from gate_service.web.doorkeeper import COOKIE, authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.rendering import page

_HOMES = {
    Role.OFFICER: "/officers",
    Role.CLERK: "/clerk",
    Role.CUSTOMS: "/customs",
    Role.ADMIN: "/visits",
    Role.HAULIER: "/declare",
    Role.CARRIER: "/rights",
}
_YEAR = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


@router.get("/login")
def ask(
    next_: Annotated[str, Query(alias="next", max_length=300)] = "/",
) -> HTMLResponse:
    """Ask for a key; a link's ``#key=...&next=...`` is posted by a small script."""
    return page("login.html", next=local_path(next_), refused=None)


@router.post("/login")
def enter(
    request: Request,
    gate: GateHere,
    key: Annotated[str, Form(max_length=300)],
    next_: Annotated[str, Form(alias="next", max_length=300)] = "/",
) -> Response:
    """Keep a known key in the cookie and go on."""
    target = local_path(next_)
    try:
        caller = authenticate(gate, key.strip())
    except UnauthenticatedError as error:
        return page("login.html", 401, next=target, refused=str(error))
    answer = RedirectResponse(target if target != "/" else home(caller), 303)
    answer.set_cookie(
        COOKIE,
        key.strip(),
        # A kiosk starts again after a power cut with nobody there to log in.
        max_age=_YEAR if caller.role is Role.KIOSK else None,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/logout")
def leave() -> RedirectResponse:
    """Forget the key."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def local_path(target: str) -> str:
    """Return *target* if it is a path of this site, else ``/``.

    Browsers take two slashes, or a slash and a backslash, for another site and drop
    control characters, so those are refused.
    """
    local = target.startswith("/") and target[1:2] not in {"/", "\\"}
    return target if local and target.isprintable() else "/"


def home(caller: Caller) -> str:
    """Return the page that *caller* works with."""
    if caller.role is Role.KIOSK:
        return f"/kiosk/{caller.scope}"
    return _HOMES.get(caller.role, "/docs")
