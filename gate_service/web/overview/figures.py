"""The overview's figures as plots and tables, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.overview import Figures, Hour, Overview
from gate_service.domain.stays import Trust
from gate_service.web.overview.plots import (
    Column,
    Words,
    beside,
    legend,
    lines,
    rows,
    stacked,
)
from gate_service.web.site_clock import site_time

_VERDICTS = [str(each) for each in Verdict]
_TRUSTS = [str(each) for each in Trust]
_OBJECTS = (Outcome.REFER, Outcome.STOP)


@dataclass(frozen=True, slots=True)
class Plot:
    """One figure of the page: a drawing, the words for its colours, and its table."""

    name: str
    title: str
    drawing: Markup
    key: Markup
    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]


def plots_of(over: Overview) -> tuple[Plot, ...]:
    """Draw everything; a plot of nothing is left out, but for the forecast."""
    figures = over.figures
    found = (
        _decisions(figures),
        _arrivals(over),
        _lane_times(figures),
        _rules(figures),
        _reads(figures),
    )
    return tuple(each for each in found if each.body)


def seconds(value: float | None) -> str:
    """Word a time: seconds below two minutes, else minutes or hours and minutes."""
    if value is None:
        return "-"
    if value < 120:
        return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"
    minutes = round(value / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def percent(rate: float | None) -> str:
    """Word a share."""
    return "-" if rate is None else f"{100 * rate:.1f} %"


def _decisions(figures: Figures) -> Plot:
    words = Words(
        "decisions",
        "Decisions by hour",
        f"{figures.decided} first decisions: "
        + ", ".join(f"{figures.verdicts.get(v, 0)} {v}" for v in Verdict),
    )
    columns = [
        Column(_label(each, figures), {str(v): n for v, n in each.verdicts.items()})
        for each in figures.hours
    ]
    return Plot(
        words.name,
        words.title,
        stacked(words, columns, _VERDICTS),
        legend((each, each) for each in _VERDICTS),
        ("From", *_VERDICTS),
        tuple(
            (_begin(h, figures), *(str(h.verdicts.get(v, 0)) for v in Verdict))
            for h in figures.hours
            if h.verdicts
        ),
    )


def _arrivals(over: Overview) -> Plot:
    booked = sum(each.booked for each in over.arrivals)
    came = sum(each.came for each in over.arrivals)
    about = f"{booked} trucks are booked in these slots, {came} of them have come"
    columns = [
        Column(
            _clock(each.begins),
            {"booked": each.booked, "came": each.came}
            | ({} if each.capacity is None else {"capacity": each.capacity}),
        )
        for each in over.arrivals
    ]
    words = Words("arrivals", "Arrivals by slot", about)
    keys = [("booked", "booked"), ("came", "have come"), ("capacity", "capacity")]
    limited = any(each.capacity is not None for each in over.arrivals)
    return Plot(
        words.name,
        words.title,
        beside(words, columns, ("booked", "came"), "capacity"),
        legend(keys if limited else keys[:2]),
        ("Slot", "Booked", "Have come", "Capacity"),
        tuple(
            (_moment(a.begins), str(a.booked), str(a.came), _or_dash(a.capacity))
            for a in over.arrivals
        ),
    )


def _lane_times(figures: Figures) -> Plot:
    span = figures.lane_time
    about = f"Median {seconds(span.median)}, nine of ten within {seconds(span.p90)}"
    columns = [
        Column(
            _label(each, figures),
            {
                name: value
                for name, value in (
                    ("median", each.lane_time.median),
                    ("p90", each.lane_time.p90),
                )
                if value is not None
            },
        )
        for each in figures.hours
    ]
    words = Words("lane-times", "Seconds from stop to decision", about)
    return Plot(
        words.name,
        words.title,
        lines(words, columns, ("p90", "median")),
        legend([("median", "median"), ("p90", "nine of ten")]),
        ("From", "Trucks", "Median", "Nine of ten"),
        tuple(
            (
                _begin(each, figures),
                str(each.lane_time.count),
                seconds(each.lane_time.median),
                seconds(each.lane_time.p90),
            )
            for each in figures.hours
            if each.lane_time.count
        ),
    )


def _rules(figures: Figures) -> Plot:
    counts = figures.objections
    known = [r for r in RuleCode if any(counts.get((r, o)) for o in _OBJECTS)]
    ordered = sorted(known, key=lambda r: -sum(counts.get((r, o), 0) for o in _OBJECTS))
    listed = [
        Column(str(r), {str(o): counts.get((r, o), 0) for o in _OBJECTS})
        for r in ordered
    ]
    words = Words(
        "rules", "Objections by rule", f"Of {figures.decided} trucks that were decided"
    )
    names = [str(each) for each in _OBJECTS]
    return Plot(
        words.name,
        words.title,
        rows(words, listed, names, share=False),
        legend((each, each) for each in names),
        ("Rule", "REFER", "of all", "STOP", "of all"),
        tuple(
            (
                str(rule),
                *(
                    text
                    for outcome in _OBJECTS
                    for text in _part(counts.get((rule, outcome), 0), figures.decided)
                ),
            )
            for rule in ordered
        ),
    )


def _reads(figures: Figures) -> Plot:
    listed = [
        Column(f"{each.lane}, {each.kind}", {str(t): n for t, n in each.trusts.items()})
        for each in figures.reads
        if each.trusts
    ]
    words = Words("reads", "Readings by lane", "How plates and containers were read")
    return Plot(
        words.name,
        words.title,
        rows(words, listed, _TRUSTS, share=True),
        legend((each, each) for each in _TRUSTS),
        ("Lane", "Of", *_TRUSTS, "read"),
        tuple(
            (
                str(each.lane),
                each.kind,
                *(str(each.trusts.get(trust, 0)) for trust in Trust),
                percent(each.read.rate),
            )
            for each in figures.reads
            if each.trusts
        ),
    )


def _part(count: int, whole: int) -> tuple[str, str]:
    return str(count), percent(count / whole if whole else None)


def _or_dash(value: int | None) -> str:
    return "-" if value is None else str(value)


def _by_day(hours: Sequence[Hour]) -> bool:
    return len(hours) > 1 and hours[1].begins - hours[0].begins > timedelta(hours=1)


def _label(hour: Hour, figures: Figures) -> str:
    local = site_time(hour.begins)
    return local.strftime("%d %b" if _by_day(figures.hours) else "%H:%M")


def _begin(hour: Hour, figures: Figures) -> str:
    local = site_time(hour.begins)
    return local.strftime("%Y-%m-%d" if _by_day(figures.hours) else "%Y-%m-%d %H:%M")


def _clock(at: datetime) -> str:
    return site_time(at).strftime("%H:%M")


def _moment(at: datetime) -> str:
    return site_time(at).strftime("%Y-%m-%d %H:%M")
