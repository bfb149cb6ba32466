"""The shift report and the heat map."""

import csv
import io
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from gate_service.domain.safety import Cause, YardName
from gate_service.domain.shift import ShiftReport, ShiftRow
from gate_service.web.access import GateHere, allow
from gate_service.web.api.alerts import WATCHING
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import At, LaneId, Name
from gate_service.web.schemas.yards import HeatAnswer, ShiftAnswer

router = APIRouter(
    prefix="/api/v1",
    tags=["reports"],
    responses=ALWAYS,
    dependencies=[Depends(allow(*WATCHING))],
)
From = Annotated[At, Query(alias="from", description="The first moment")]
To = Annotated[At, Query(alias="to", description="The moment after the last")]
_CSV = "text/csv"
_COLUMNS = (
    "hour",
    "yard",
    "zone",
    "haulier",
    "incidents",
    *Cause,
    "acknowledged",
    "false_alarms",
    "escalated",
    "unanswered",
    "mean_wait_s",
    "longest_wait_s",
)
_EXAMPLE = ",".join(_COLUMNS) + "\r\n"


@router.get(
    "/reports/shift",
    response_model=ShiftAnswer,
    responses={200: {"content": {_CSV: {"example": _EXAMPLE}}}},
)
def report_a_shift(
    gate: GateHere,
    since: From,
    until: To,
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> ShiftAnswer | Response:
    """Count incidents by zone, hour and haulier, over at most 31 days."""
    report = gate.safety.look.shift(since, until)
    if form == "json":
        return ShiftAnswer.of(report)
    name = f"shift-{since:%Y%m%dT%H%M}-{until:%Y%m%dT%H%M}.csv"
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(shift_csv(report), media_type=_CSV, headers=saved)


@router.get("/heat", responses=refusals(404))
def map_the_heat(
    gate: GateHere,
    camera: Name,
    since: From,
    until: To,
    yard: LaneId | None = None,
) -> HeatAnswer:
    """Add up where people stood before a camera, in whole hours.

    `yard` may be left out where only one yard has a camera of that name.
    """
    look = gate.safety.look
    name = YardName(yard) if yard else look.yard_of(camera)
    return HeatAnswer.of(look.heat(name, camera, since, until))


def shift_csv(report: ShiftReport) -> str:
    """Write the rows of *report* with a heading, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(row) for row in report.rows)
    return out.getvalue()


def _cells(row: ShiftRow) -> list[object]:
    tally = row.tally
    return [
        row.hour.strftime("%Y-%m-%dT%H:%MZ"),
        _text(row.yard),
        _text(row.zone),
        _text(row.haulier),
        tally.incidents,
        *(tally.causes.get(cause, 0) for cause in Cause),
        tally.acknowledged,
        tally.false_alarms,
        tally.escalated,
        tally.unanswered,
        _seconds(tally.mean_wait),
        _seconds(tally.longest_wait),
    ]


def _text(name: str | None) -> str:
    """Give a name that no spreadsheet takes for a formula."""
    name = name or ""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t")) else name


def _seconds(wait: float | None) -> str:
    return "" if wait is None else f"{wait:.1f}"
