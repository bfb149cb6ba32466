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
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/drivers", include_in_schema=False)
_Terminal = Annotated[Caller, Depends(allow(Role.CLERK, Role.ADMIN))]
_Text = Annotated[str, Form(max_length=300)]


@router.get("")
def show_drivers(gate: GateHere, _: _Terminal) -> HTMLResponse:
    """List the newest drivers of all hauliers."""
    return _page(gate)


@router.post("/{driver}")
def set_standing(
    driver: Id,
    gate: GateHere,
    caller: _Terminal,
    inducted: _Text = "",
    banned: _Text = "",
) -> Response:
    """Write down one driver's induction and ban."""
    try:
        at = _day(gate, inducted)
        gate.declarations.set_standing(
            DriverId(driver), inducted=at, banned=banned or None, by=caller
        )
    except InvalidFaultsError as error:
        return _page(gate, driver, [each.message for each in error.faults])
    except (ValueError, OverflowError):
        return _page(gate, driver, [f"{inducted[:30]!r} is no date"])
    return RedirectResponse("/drivers", 303)


def _page(gate: Gate, wrong: str = "", faults: list[str] | None = None) -> HTMLResponse:
    return page(
        "declare/drivers.html",
        422 if faults else 200,
        drivers=gate.declarations.drivers(None, 500),
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
