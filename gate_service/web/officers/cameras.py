"""Cameras as officers see them: newest pictures, live views, zones and heat maps."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from gate_service.domain.errors import UnknownCameraError
from gate_service.domain.safety import YardName
from gate_service.web.officers.desk import Desk, DeskHere
from gate_service.web.officers.maps import View, heat_paths, views_of
from gate_service.web.schemas.base import LaneId, Name

router = APIRouter(prefix="/officers/cameras", include_in_schema=False)


@router.get("")
def list_cameras(desk: DeskHere) -> HTMLResponse:
    """Show every camera's newest picture with its zones."""
    return desk.page("cameras.html", "cameras", views=views_here(desk))


@router.get("/{yard}/{camera}")
def show_camera(
    yard: LaneId,
    camera: Name,
    desk: DeskHere,
    heat: Annotated[int, Query(ge=0, le=24 * 31)] = 0,
) -> HTMLResponse:
    """Show one camera live; over it where people stood in the last *heat* hours."""
    view = view_here(desk, yard, camera)
    cells = _stood(desk, yard, camera, heat) if heat else {}
    most = timedelta(seconds=round(max(cells.values(), default=0.0)))
    return desk.page(
        "camera.html",
        "cameras",
        view=view,
        heat=heat_paths(cells),
        chosen=heat,
        most=str(most),
    )


def views_here(desk: Desk) -> list[View]:
    """Give every camera of the site as it may be believed now."""
    safety = desk.gate.safety
    return views_of(safety.look.yards(), safety.clock())


def view_here(desk: Desk, yard: str, camera: str) -> View:
    """Give one camera; UnknownYardError, UnknownCameraError."""
    desk.gate.site.yard(YardName(yard))
    for view in views_here(desk):
        if (view.yard, view.camera.camera) == (yard, camera):
            return view
    msg = f"yard {yard} has told of no camera {camera[:40]!r}"
    raise UnknownCameraError(msg)


def _stood(
    desk: Desk, yard: str, camera: str, hours: int
) -> Mapping[tuple[int, int], float]:
    """Give seconds by cell, of whole hours: the one that began and those before."""
    safety = desk.gate.safety
    until: datetime = safety.clock()
    since = until - timedelta(hours=hours)
    return safety.look.heat(YardName(yard), camera, since, until).cells
