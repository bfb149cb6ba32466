"""The archive: stays by plate, container, time, decision, haulier and lane."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import DriverId
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.archive.csv_report import COLUMNS
from gate_service.web.archive.pages import csv_answer, day_at
from gate_service.web.archive.search import SearchHere, place_of
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.archive import ForgottenAnswer, StaysAnswer
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/api/v1", tags=["archive"], responses=ALWAYS)
_STAFF = [Depends(allow(*STAFF))]
_CSV = "text/csv"
_DAY = "A date of the site's calendar, such as 2026-05-04"
_EXAMPLE = ",".join(COLUMNS) + "\r\n"


@router.get("/archive", dependencies=_STAFF)
def search_the_archive(
    gate: GateHere,
    response: Response,
    search: SearchHere,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> StaysAnswer:
    """List visits, newest first, by the beginnings of plate and container and more.

    `behind` of the answer, sent back, gives the next page; so does its `Link`.
    """
    found = gate.archive.back.search(search.asked(), limit + 1)
    stays = found[:limit]
    behind = place_of(stays[-1]) if len(found) > limit else None
    if behind is not None:
        following = search.link("/api/v1/archive", behind=behind)
        response.headers["Link"] = f'<{following}&limit={limit}>; rel="next"'
    return StaysAnswer.of(stays, behind)


@router.get(
    "/reports/day",
    dependencies=_STAFF,
    response_class=Response,
    responses={
        200: {
            "description": "The day's visits",
            "content": {_CSV: {"example": _EXAMPLE}},
        }
    },
)
def report_a_day(
    day: Annotated[str, Query(max_length=40, description=_DAY)],
    gate: GateHere,
    form: Annotated[Literal["csv"], Query(alias="format")] = "csv",
) -> Response:
    """Give the visits whose truck came on a day, one a line, oldest first."""
    del form
    begins, told = day_at(gate, day)
    return csv_answer(told, begins.isoformat())


@router.post("/drivers/{driver}/forget", responses=refusals(404, 409))
def forget_a_driver(
    driver: Id, gate: GateHere, caller: Annotated[Caller, Depends(allow(Role.ADMIN))]
) -> ForgottenAnswer:
    """Delete a driver, and plates and images of the driver's visits that have ended.

    Refused while one of the visits is open. The audit chain stays whole.
    """
    return ForgottenAnswer.of(gate.archive.forget.driver(DriverId(driver), caller))
