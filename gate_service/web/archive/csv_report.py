"""A day as CSV: one visit a line, with its place in the audit chain."""

import csv
import io
from datetime import datetime

from gate_service.application.look_back import Day
from gate_service.domain.stays import Stay

COLUMNS = (
    "visit",
    "state",
    "reference",
    "haulier",
    "plate",
    "containers",
    "lane",
    "arrived",
    "first_decision",
    "last_decision",
    "objections",
    "decided_after_s",
    "stops",
    "gated_in",
    "gated_out",
    "turn_s",
    "last_event",
    "last_hash",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def day_csv(day: Day) -> str:
    """Write the visits of a day, oldest first; times are UTC."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    lines.writerows(map(_line, day.stays))
    return text.getvalue()


def _line(stay: Stay) -> list[str]:
    first = stay.stops[0] if stay.stops else None
    codes = dict.fromkeys(each.code for stop in stay.stops for each in stop.objections)
    return [
        stay.visit,
        str(stay.state),
        _text(stay.reference),
        _text(stay.haulier),
        _text(stay.plate),
        " ".join(stay.containers),
        stay.lane or "",
        _time(stay.arrived),
        str(first.first or "") if first else "",
        str(stay.verdict or ""),
        " ".join(codes),
        "" if first is None or first.seconds is None else f"{first.seconds:.1f}",
        str(len(stay.stops)),
        _time(stay.gated_in),
        _time(stay.gated_out),
        "" if stay.turn is None else f"{stay.turn:.1f}",
        str(stay.event),
        stay.hash,
    ]


def _text(value: str | None) -> str:
    """Write a text that somebody typed; a spreadsheet takes it for no formula."""
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _time(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="milliseconds")
