"""The drawing board: a zone drawn on a camera's newest picture, written as TOML."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from gate_service.web.officers.cameras import view_here
from gate_service.web.officers.desk import DeskHere
from gate_service.web.officers.drafts import Draft, draft_faults, draft_toml
from gate_service.web.officers.maps import outline
from gate_service.web.schemas.base import LaneId, Name

_USUAL = {"cooldown": "60", "inertia": "3"}
"""What the site file takes where nothing is said."""

router = APIRouter(prefix="/officers/zones", include_in_schema=False)


@router.get("/{yard}/{camera}")
def draw_zone(
    yard: LaneId,
    camera: Name,
    desk: DeskHere,
    draft: Annotated[Draft, Query()],
    request: Request,
) -> HTMLResponse:
    """Show the drawing board; with a draft, its faults or its TOML.

    Nothing is kept: the site file is the one place where zones are set up.
    """
    begun = bool(request.query_params)
    faults = draft_faults(draft) if begun else []
    return desk.page(
        "zones.html",
        "cameras",
        view=view_here(desk, yard, camera),
        draft=draft,
        drawn=_drawn(draft),
        faults=faults,
        toml=draft_toml(draft, yard, camera) if begun and not faults else None,
        usual=_USUAL,
    )


def _drawn(draft: Draft) -> str:
    try:
        return outline(draft.points())
    except ValueError:
        return ""
