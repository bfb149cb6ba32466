"""Drivers on file: the terminal writes down inductions and bans."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import DriverId
from gate_service.domain.errors import InvalidFaultsError
from gate_service.web.access import GateHere, allow
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/drivers", include_in_schema=False)
_Terminal = Annotated[Caller, Depends(allow(Role.CLERK, Role.ADMIN))]
_Text = Annotated[str, Form(max_length=300)]


@router.get("")
def show_drivers(gate: GateHere, _: _Terminal, cursor: CursorHere = "") -> HTMLResponse:
    """List the drivers of all hauliers, newest first."""
    return _page(gate, cursor)


@router.post("/{driver}")
def set_standing(
    driver: Id,
    gate: GateHere,
    caller: _Terminal,
    inducted: _Text = "",
    banned: _Text = "",
    cursor: CursorHere = "",
) -> Response:
    """Write down one driver's induction and ban."""
    try:
        at = _day(gate, inducted)
        gate.declarations.set_standing(
            DriverId(driver), inducted=at, banned=banned or None, by=caller
        )
    except InvalidFaultsError as error:
        return _page(gate, cursor, driver, [each.message for each in error.faults])
    except (ValueError, OverflowError):
        return _page(gate, cursor, driver, [f"{inducted[:30]!r} is no date"])
    return RedirectResponse(f"/drivers?cursor={cursor}" if cursor else "/drivers", 303)


def _page(
    gate: Gate, cursor: str, wrong: str = "", faults: list[str] | None = None
) -> HTMLResponse:
    shown = gate.declarations.drivers.page(None, cut_of(cursor))
    return page(
        "declare/drivers.html",
        422 if faults else 200,
        drivers=shown.values,
        older=older("/drivers", shown),
        newest="/drivers" if cursor else None,
        cursor=cursor,
        zone=gate.site.declarations.slots.zone,
        wrong=wrong,
        faults=faults or [],
    )


def _day(gate: Gate, text: str) -> datetime | None:
    """Read a date of the site's as the moment that it begins."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    zone = gate.site.declarations.slots.zone
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
