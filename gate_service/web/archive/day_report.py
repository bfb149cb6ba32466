"""The report of one day: its figures, its visits and the head of the chain."""

from collections.abc import Iterator
from datetime import date

from gate_service.application.look_back import Day
from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.overview import Figures
from gate_service.domain.stays import Stay, Trust
from gate_service.web.archive.report import Part, Report
from gate_service.web.overview.figures import percent, seconds
from gate_service.web.site_clock import site_time


def day_report(day: Day, begins: date) -> Report:
    """Write a day down."""
    path = f"/archive/days/{begins.isoformat()}"
    figures = day.figures
    parts = (_rules(figures), _reads(figures), _visits(day))
    return Report(
        title=f"Gate report of {begins.isoformat()}",
        about=f"Visits whose truck came, or that ended without: {_span(day)}.",
        facts=tuple(_facts(day)),
        parts=tuple(part for part in parts if part.rows),
        forms=(("PDF", f"{path}?format=pdf"), ("CSV", f"{path}?format=csv")),
    )


def _span(day: Day) -> str:
    shape = "%Y-%m-%d %H:%M %z"
    since, until = day.figures.since, day.figures.until
    return f"{since.strftime(shape)} to {until.strftime(shape)}"


def _facts(day: Day) -> Iterator[tuple[str, str]]:
    figures = day.figures
    yield "Visits", str(len(day.stays))
    for verdict in Verdict:
        yield f"First decision {verdict}", str(figures.verdicts.get(verdict, 0))
    turn, lane = figures.turn, figures.lane_time
    both = "median {}, nine of ten within {}"
    yield "Turn time", both.format(seconds(turn.median), seconds(turn.p90))
    yield "Lane time", both.format(seconds(lane.median), seconds(lane.p90))
    work = figures.clerks.worked
    told = both.format(seconds(work.median), seconds(work.p90))
    yield "Clerks' cases", f"{work.count}, work {told}" if work.count else "0"
    yield "Single stop", percent(figures.single_stop.rate)
    yield "Customs not heard", percent(figures.stale_customs.rate)
    yield "Audit chain when this was written", str(day.head or "empty")


def _rules(figures: Figures) -> Part:
    counts = figures.objections
    return Part(
        title="Objections by rule",
        head=("Rule", "REFER", "STOP"),
        rows=tuple(
            (
                str(rule),
                str(counts.get((rule, Outcome.REFER), 0)),
                str(counts.get((rule, Outcome.STOP), 0)),
            )
            for rule in RuleCode
            if any(counts.get((rule, o)) for o in (Outcome.REFER, Outcome.STOP))
        ),
        wide=0,
    )


def _reads(figures: Figures) -> Part:
    return Part(
        title="Readings by lane",
        head=("Lane", "Of", *(str(each) for each in Trust), "Read"),
        rows=tuple(
            (
                str(each.lane),
                each.kind,
                *(str(each.trusts.get(trust, 0)) for trust in Trust),
                percent(each.read.rate),
            )
            for each in figures.reads
            if each.trusts
        ),
        wide=0,
    )


def _visits(day: Day) -> Part:
    return Part(
        title="Visits",
        head=("Came", "Plate", "Haulier", "Lane", "State", "First", "Turn", "Event"),
        rows=tuple(map(_visit, day.stays)),
        wide=2,
    )


def _visit(stay: Stay) -> tuple[str, ...]:
    first = stay.stops[0].first if stay.stops else None
    return (
        site_time(stay.at).strftime("%H:%M:%S"),
        stay.plate or "-",
        stay.haulier or "-",
        stay.lane or "-",
        str(stay.state),
        str(first or "-"),
        seconds(stay.turn),
        str(stay.event),
    )
