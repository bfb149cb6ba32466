"""The archive's pages: search, the report of a visit and the report of a day."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse

from gate_service.application.gate import Gate
from gate_service.application.look_back import Day
from gate_service.domain.callers import Caller, Role
from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import InvalidFaultsError, InvalidInputError
from gate_service.domain.visits import VisitId
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.archive.csv_report import day_csv
from gate_service.web.archive.day_report import day_report
from gate_service.web.archive.pdf import pdf_of
from gate_service.web.archive.report import Report
from gate_service.web.archive.search import SearchHere, place_of
from gate_service.web.archive.visit_report import visit_report
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id
from gate_service.web.site_clock import site_time

router = APIRouter(include_in_schema=False)
_STAFF = [Depends(allow(*STAFF))]
_DRIVERS = (Role.OFFICER, Role.ADMIN)
_PAGE = 50
_ONE = timedelta(days=1)
Form = Annotated[Literal["html", "pdf", "csv"], Query(alias="format")]


@router.get("/archive", dependencies=_STAFF)
def search(gate: GateHere, search: SearchHere) -> HTMLResponse:
    """Show the newest visits that were asked for, fifty a page."""
    try:
        asked, faults = search.asked(), {}
    except InvalidFaultsError as error:
        asked, faults = None, {each.field: each.message for each in error.faults}
    found = gate.archive.back.search(asked, _PAGE + 1) if asked else ()
    stays, more = found[:_PAGE], len(found) > _PAGE
    return page(
        "archive/search.html",
        422 if faults else 200,
        search=search,
        faults=faults,
        stays=stays,
        following=search.link("/archive", behind=place_of(stays[-1])) if more else "",
        first=search.link("/archive", behind="") if search.behind else "",
        lanes=sorted(gate.site.lanes),
        verdicts=list(Verdict),
        today=site_time(gate.safety.clock()).date(),
    )


@router.get("/visits/{visit}/report")
def report_a_visit(
    visit: Id,
    gate: GateHere,
    caller: Annotated[Caller, Depends(allow(*STAFF))],
    form: Form = "html",
    driver: Annotated[Literal["", "yes"], Query()] = "",
) -> Response:
    """Write a visit down, as a page or PDF; *driver* for officers who ask for it."""
    if form == "csv":
        msg = "a visit's report is html or pdf"
        raise InvalidInputError(field="format", message=msg)
    told = bool(driver) and caller.role in _DRIVERS
    dossier = gate.archive.back.dossier(VisitId(visit), with_driver=told)
    return _answer(gate, visit_report(dossier), form, f"visit-{visit}")


@router.get("/archive/days/{day}", dependencies=_STAFF)
def report_a_day(day: str, gate: GateHere, form: Form = "html") -> Response:
    """Write a day of the site's own calendar down, as a page, PDF or CSV."""
    begins, told = day_at(gate, day)
    if form == "csv":
        return csv_answer(told, day)
    return _answer(gate, day_report(told, begins), form, f"day-{day}")


def day_at(gate: Gate, text: str) -> tuple[date, Day]:
    """Sum up the day of that date; InvalidInputError for a text that is none."""
    try:
        wanted = date.fromisoformat(text)
        begins, ends = (
            site_time(datetime.combine(each, time()))
            for each in (wanted, wanted + _ONE)
        )
    except (ValueError, OverflowError, OSError) as error:
        msg = f"{text[:40]!r} is no date such as 2026-05-04"
        raise InvalidInputError(field="day", message=msg) from error
    return wanted, gate.archive.back.day(begins, ends)


def csv_answer(told: Day, day: str) -> Response:
    """Answer with a day as CSV, to be saved."""
    saved = {"Content-Disposition": f'attachment; filename="day-{day}.csv"'}
    return Response(day_csv(told), media_type="text/csv", headers=saved)


def _answer(gate: Gate, report: Report, form: str, name: str) -> Response:
    if form == "pdf":
        saved = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
        return Response(
            pdf_of(report, gate.evidence), media_type="application/pdf", headers=saved
        )
    return page("archive/report.html", report=report)
