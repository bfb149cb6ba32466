"""The shift report: incidents counted by zone, hour and haulier."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gate_service.domain.safety import (
    Action,
    Alert,
    AlertState,
    Cause,
    Severity,
    YardName,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of some incidents; waits in seconds, None where nobody answered."""

    incidents: int
    causes: Mapping[Cause, int]
    severities: Mapping[Severity, int]
    acknowledged: int
    false_alarms: int
    escalated: int
    """Alerts that were ever escalated, whatever came after."""
    unanswered: int
    mean_wait: float | None
    longest_wait: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One zone, hour (its beginning, UTC) and haulier."""

    yard: YardName
    zone: str | None
    hour: datetime
    haulier: str | None
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftReport:
    """All rows between two times, and their sum."""

    since: datetime
    until: datetime
    rows: tuple[ShiftRow, ...]
    total: Tally


def shift_report(
    alerts: Iterable[Alert], since: datetime, until: datetime
) -> ShiftReport:
    """Count the *alerts* whose incidents were opened from *since* to *until*."""
    within = [a for a in alerts if since <= a.incident.opened < until]
    groups: dict[tuple[datetime, str, str, str], list[Alert]] = defaultdict(list)
    for alert in within:
        groups[_group(alert)].append(alert)
    return ShiftReport(
        since=since,
        until=until,
        rows=tuple(_row(groups[key]) for key in sorted(groups)),
        total=tally(within),
    )


def tally(alerts: Iterable[Alert]) -> Tally:
    """Count *alerts*; each cause and severity that occurs is named."""
    counted = list(alerts)
    states = Counter(alert.state for alert in counted)
    waits = [each.wait.total_seconds() for each in counted if each.wait is not None]
    return Tally(
        incidents=len(counted),
        causes=Counter(each.incident.cause for each in counted),
        severities=Counter(each.incident.severity for each in counted),
        acknowledged=states[AlertState.ACKNOWLEDGED],
        false_alarms=states[AlertState.FALSE_ALARM],
        escalated=sum(_escalated(each) for each in counted),
        unanswered=sum(each.waiting for each in counted),
        mean_wait=sum(waits) / len(waits) if waits else None,
        longest_wait=max(waits, default=None),
    )


def _group(alert: Alert) -> tuple[datetime, str, str, str]:
    incident = alert.incident
    return (
        _hour(incident.opened),
        incident.yard,
        incident.zone or "",
        alert.haulier or "",
    )


def _row(alerts: list[Alert]) -> ShiftRow:
    first = alerts[0]
    return ShiftRow(
        yard=first.incident.yard,
        zone=first.incident.zone,
        hour=_hour(first.incident.opened),
        haulier=first.haulier,
        tally=tally(alerts),
    )


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _escalated(alert: Alert) -> bool:
    return any(step.action is Action.ESCALATED for step in alert.history)
