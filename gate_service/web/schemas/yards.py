"""Yards as they are shown: cameras, zones, heat maps and the shift report."""

from collections.abc import Mapping
from datetime import datetime

from gate_service.domain.safety import Cause, Severity
from gate_service.domain.shift import ShiftReport, ShiftRow, Tally
from gate_service.domain.yards import (
    COLUMNS,
    ROWS,
    Heat,
    Lens,
    Presence,
    YardState,
)
from gate_service.web.schemas.base import Answered, example

_CAMERA = {"camera": "row-12", "state": "live", "last_frame_age": 0.1, "lens": "clear"}
_ZONE = {
    "zone": "crane-path",
    "camera": "row-12",
    "state": "clear",
    "people": 0,
    "since": "2026-05-04T08:15:09.800Z",
    "corners": [[0.2, 0.5], [0.8, 0.5], [0.9, 0.95], [0.1, 0.95]],
}
_TALLY = {
    "incidents": 3,
    "causes": {"intrusion": 2, "missing-ppe": 1},
    "severities": {"severe": 2, "medium": 1},
    "acknowledged": 2,
    "false_alarms": 1,
    "escalated": 0,
    "unanswered": 0,
    "mean_wait": 14.2,
    "longest_wait": 31.0,
}
_ROW = {
    "yard": "stack-b",
    "zone": "crane-path",
    "hour": "2026-05-04T08:00:00Z",
    "haulier": "ACME Haulage",
    **_TALLY,
}


class YardCameraAnswer(Answered):
    """How a camera fares; ``last_frame_age`` in seconds."""

    model_config = example(**_CAMERA)

    camera: str
    state: str
    last_frame_age: float | None
    lens: Lens


class YardZoneAnswer(Answered):
    """Who is in a zone; ``corners`` in shares of the camera's picture."""

    model_config = example(**_ZONE)

    zone: str
    camera: str
    state: Presence
    people: int
    since: datetime
    corners: list[tuple[float, float]]


class YardAnswer(Answered):
    """A yard. A zone that nobody can tell of is unknown, never clear.

    ``heard`` is null before the yard's first report; ``silent`` where reports are
    missing, and then every zone is unknown. ``faults`` say what is wrong with it.
    """

    model_config = example(
        yard="stack-b",
        heard="2026-05-04T08:15:10Z",
        silent=False,
        cameras=[_CAMERA],
        zones=[_ZONE],
        faults=["clips cannot be recorded: the disk is full"],
    )

    yard: str
    heard: datetime | None
    silent: bool
    cameras: list[YardCameraAnswer]
    zones: list[YardZoneAnswer]
    faults: list[str]

    @classmethod
    def of(cls, state: YardState, now: datetime) -> "YardAnswer":
        """Return what of *state* may be believed *now*."""
        shown = state.believed(now)
        told = {
            "yard": shown.yard,
            "heard": shown.heard,
            "silent": state.silent(now),
            "cameras": shown.cameras,
            "zones": shown.zones,
            "faults": shown.faults,
        }
        return cls.model_validate(told)


class PictureReceipt(Answered):
    """Seconds until the next picture is wanted: few while somebody looks."""

    model_config = example(every=10.0)

    every: float


class HeatAnswer(Answered):
    """Where people stood: ``cells`` are [column, row, seconds], the rest is zero."""

    model_config = example(
        yard="stack-b",
        camera="row-12",
        since="2026-05-04T06:00:00Z",
        until="2026-05-04T14:00:00Z",
        columns=32,
        rows=18,
        most=412.5,
        cells=[[14, 9, 412.5]],
    )

    yard: str
    camera: str
    since: datetime
    until: datetime
    columns: int
    rows: int
    most: float
    cells: list[tuple[int, int, float]]

    @classmethod
    def of(cls, heat: Heat) -> "HeatAnswer":
        """Return *heat*, cell by cell."""
        return cls(
            yard=heat.yard,
            camera=heat.camera,
            since=heat.since,
            until=heat.until,
            columns=COLUMNS,
            rows=ROWS,
            most=max(heat.cells.values(), default=0.0),
            cells=[(*cell, seconds) for cell, seconds in sorted(heat.cells.items())],
        )


class TallyAnswer(Answered):
    """Counts of incidents; waits until somebody answered, in seconds."""

    model_config = example(**_TALLY)

    incidents: int
    causes: Mapping[Cause, int]
    severities: Mapping[Severity, int]
    acknowledged: int
    false_alarms: int
    escalated: int
    unanswered: int
    mean_wait: float | None
    longest_wait: float | None


class ShiftRowAnswer(TallyAnswer):
    """One zone, hour (its beginning) and haulier."""

    model_config = example(**_ROW)

    yard: str
    zone: str | None
    hour: datetime
    haulier: str | None

    @classmethod
    def of(cls, row: ShiftRow) -> "ShiftRowAnswer":
        """Return *row* with its counts beside its names."""
        names = {name: getattr(row, name) for name in _NAMES}
        return cls.model_validate({**names, **_counts(row.tally)})


class ShiftAnswer(Answered):
    """The report of a shift."""

    model_config = example(
        since="2026-05-04T06:00:00Z",
        until="2026-05-04T14:00:00Z",
        rows=[_ROW],
        total=_TALLY,
    )

    since: datetime
    until: datetime
    rows: list[ShiftRowAnswer]
    total: TallyAnswer

    @classmethod
    def of(cls, report: ShiftReport) -> "ShiftAnswer":
        """Return *report*."""
        return cls(
            since=report.since,
            until=report.until,
            rows=[ShiftRowAnswer.of(row) for row in report.rows],
            total=TallyAnswer.model_validate(report.total),
        )


_NAMES = ("yard", "zone", "hour", "haulier")


def _counts(tally: Tally) -> dict[str, object]:
    return {name: getattr(tally, name) for name in TallyAnswer.model_fields}
