"""The shift report as a page: incidents by zone and hour, haulier and cause."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from gate_service.domain.errors import InvalidInputError
from gate_service.domain.safety import Severity
from gate_service.domain.shift import ShiftReport, ShiftRow, Tally
from gate_service.web.officers.desk import Desk, DeskHere
from gate_service.web.officers.search import local_time
from gate_service.web.site_clock import site_time
from gate_service.web.texts import Wording

_Time = Annotated[str, Query(max_length=40)]
_Span = tuple[datetime, datetime]
_Table = list[tuple[str, list[int]]]
_DAY = timedelta(days=1)
_BY_DAY, _BY_HOUR = "%Y-%m-%d", "%d %H:00"
_LEVELS = 4

router = APIRouter(prefix="/officers/report", include_in_schema=False)


@router.get("")
def show_report(
    desk: DeskHere,
    since: Annotated[str, Query(alias="from", max_length=40)] = "",
    until: Annotated[str, Query(alias="to", max_length=40)] = "",
    hours: Annotated[int, Query(ge=1, le=24 * 31)] = 8,
) -> HTMLResponse:
    """Count the incidents between two times, or of the last *hours*."""
    now = site_time(desk.gate.safety.clock())
    span = (
        local_time("from", since) or now - timedelta(hours=hours),
        local_time("to", until) or now,
    )
    try:
        report, refused = desk.gate.safety.look.shift(*span), None
    except InvalidInputError as error:
        report, refused = None, str(error)
    return desk.page(
        "report.html",
        "report",
        422 if refused else 200,
        span=span,
        typed=[at.strftime("%Y-%m-%dT%H:%M") for at in span],
        refused=refused,
        report=report,
        csv=_csv_link(span),
        **(_worded(report, span, desk) if report else {}),
    )


def _worded(report: ShiftReport, span: _Span, desk: Desk) -> dict[str, object]:
    columns, cells = _grid(report.rows, span, desk.say)
    by_zone = _summed(report.rows, lambda row: _zone(row, desk.say))
    by_haulier = _summed(report.rows, lambda row: row.haulier or "-")
    return {
        "sums": _sums(report.total),
        "hours": columns,
        "grid": cells,
        "tables": [("zone", by_zone), ("haulier", by_haulier)],
    }


def _sums(total: Tally) -> list[tuple[str, str]]:
    return [
        ("incidents", str(total.incidents)),
        ("severe", str(total.severities.get(Severity.SEVERE, 0))),
        ("false_alarms", str(total.false_alarms)),
        ("escalated", str(total.escalated)),
        ("unanswered", str(total.unanswered)),
        ("mean_wait", _seconds(total.mean_wait)),
        ("longest_wait", _seconds(total.longest_wait)),
    ]


def _seconds(wait: float | None) -> str:
    return "-" if wait is None else str(timedelta(seconds=round(wait)))


def _grid(
    rows: Iterable[ShiftRow], span: _Span, say: Wording
) -> tuple[list[str], list[tuple[str, list[tuple[int, int]], int]]]:
    """Count by zone and hour; by zone and day where the span is longer than a day."""
    shape = _BY_DAY if span[1] - span[0] > _DAY else _BY_HOUR
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        column = site_time(row.hour).strftime(shape)
        counts[_zone(row, say), column] += row.tally.incidents
    columns, most = _columns(span, shape), max(counts.values(), default=1)
    grid = []
    last = say("report.no_zone")
    for zone in sorted({zone for zone, _ in counts}, key=lambda z: (z == last, z)):
        line = [counts[zone, column] for column in columns]
        grid.append((zone, [(n, -(-n * _LEVELS // most)) for n in line], sum(line)))
    return [column[-5:].removesuffix(":00") for column in columns], grid


def _columns(span: _Span, shape: str) -> list[str]:
    """Name every hour or day that the span touches, in order and once."""
    at = span[0].astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    names: dict[str, None] = {}
    while at < span[1]:
        names[site_time(at).strftime(shape)] = None
        at += timedelta(hours=1)
    return list(names)


def _summed(rows: Sequence[ShiftRow], name: Callable[[ShiftRow], str]) -> _Table:
    """Add up the rows of one name, the one with most incidents first."""
    sums: dict[str, Counter[int]] = {}
    for row in rows:
        counts = enumerate(_counts(row.tally))
        sums.setdefault(name(row), Counter()).update(dict(counts))
    table = [(each, [sums[each][i] for i in range(5)]) for each in sums]
    return sorted(table, key=lambda line: (-line[1][0], line[0]))


def _counts(tally: Tally) -> tuple[int, ...]:
    return (
        tally.incidents,
        tally.severities.get(Severity.SEVERE, 0),
        tally.false_alarms,
        tally.escalated,
        tally.unanswered,
    )


def _zone(row: ShiftRow, say: Wording) -> str:
    return row.zone or say("report.no_zone")


def _csv_link(span: _Span) -> str:
    begin, end = (at.astimezone(UTC).isoformat() for at in span)
    query = urlencode({"from": begin, "to": end, "format": "csv"})
    return f"/api/v1/reports/shift?{query}"
