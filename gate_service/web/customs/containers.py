"""All that is known of one container: its holds, its manifest lines, its visits."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from gate_service.domain.customs import HoldFilter
from gate_service.domain.errors import InvalidInputError
from gate_service.domain.pages import Cut
from gate_service.domain.visits import VisitFilter
from gate_service.web.customs.office import OfficeHere, refused_by
from vision.identifiers import ContainerNumber

router = APIRouter(prefix="/customs/containers", include_in_schema=False)


@router.get("")
def look_up(
    office: OfficeHere, number: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """Ask for a container number, and show what is known of it."""
    try:
        box = ContainerNumber.parse(number).text if number.strip() else None
    except ValueError as error:
        refused = refused_by(InvalidInputError(field="number", message=str(error)))
        return office.page(
            "containers.html", "containers", refused, typed=number, box=None
        )
    if box is None:
        return office.page("containers.html", "containers", typed="", box=None)
    mine = HoldFilter(authority=office.authority, container=box)
    look = office.gate.customs.look
    return office.page(
        "containers.html",
        "containers",
        typed=box,
        box=box,
        holds=look.holds(mine, Cut(50)).values,
        lines=[x for x in look.lines_on(box) if x.authority == office.authority],
        visits=look.visits(VisitFilter(container=box), Cut(50)).values,
    )
