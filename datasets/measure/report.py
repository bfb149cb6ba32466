"""A measurement written down: Markdown tables for people, plain values for JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from datasets.measure.bench import Bench
from datasets.measure.boxes import BoxRow
from datasets.measure.summary import Judged, Row, Share, Times

_NOTHING = "-"
_HEAD = (
    "reader",
    "photos",
    "n",
    "exact",
    "95 %",
    "character errors",
    "found",
    "exact and certain",
    "abstained",
    "false accepts",
    "size-type",
    "wall ms",
    "p95",
    "core ms",
    "p95",
)
_BOX_HEAD = (
    *("photos", "scenes", "plates", "recall", "95 %", "precision", "95 %"),
    *("wall ms", "p95", "core ms", "p95"),
)


def table(rows: Iterable[Row]) -> str:
    """Write the rows as a Markdown table."""
    return markdown(_HEAD, 2, map(_cells, rows))


def box_table(rows: Iterable[BoxRow]) -> str:
    """Write the rows of a detector as a Markdown table."""
    return markdown(_BOX_HEAD, 1, map(_box_cells, rows))


def row_values(row: Row | BoxRow) -> dict[str, Any]:
    """Give a row as plain values; a share with its count, base, rate and interval."""
    values = asdict(row)
    for name in values:
        value = getattr(row, name)
        if isinstance(value, Share):
            low, high = value.interval
            values[name] |= {"rate": round(value.rate, 4)}
            values[name] |= {"interval": [round(low, 4), round(high, 4)]}
    return values


def result_values(one: Judged) -> dict[str, Any]:
    """Give one label with its answer as plain values."""
    verdict, photo = one.verdict, one.photo
    return {
        "reader": one.reader,
        "photo": str(photo.path),
        "group": photo.group,
        "layout": photo.layout,
        "truth": photo.text,
        "read": verdict.read,
        "status": verdict.status,
        "confidence": verdict.confidence,
        "exact": verdict.exact,
        "wrongly_certain": verdict.wrong or None,
        "wall_ms": None if one.cost is None else round(one.cost.wall, 2),
        "cpu_ms": None if one.cost is None else round(one.cost.cpu, 2),
    }


def bench_table(done: Bench) -> str:
    """Write a bench as Markdown: the ways of reading, the stages, the ratios."""
    speeds = markdown(
        ("reader", "frames at a time", "wall ms a frame", "core ms a frame", "exact"),
        1,
        (
            (s.reader, str(s.callers), _ms(s.wall), _ms(s.cpu), _of(s.exact))
            for s in done.speeds
        ),
    )
    stages = ", ".join(f"{stage} {_ms(ms)}" for stage, ms in done.stages.items())
    lines = [
        speeds,
        "",
        f"stages of a frame, one caller, core ms: {stages}",
        f"readings a frame: {done.readings:g}"
        + ("" if done.per_reading is None else f", each {_ms(done.per_reading)} ms"),
        *(f"{name} takes {x:.1f} times as long" for name, x in done.ratios.items()),
        f"medians of {done.repeats} repeats over {done.frames} frames",
    ]
    return "\n".join(lines)


def bench_values(done: Bench) -> dict[str, Any]:
    """Give a bench as plain values."""
    return {
        "frames": done.frames,
        "repeats": done.repeats,
        "speeds": [
            asdict(speed) | {"exact": speed.exact.count} for speed in done.speeds
        ],
        "stages_ms": dict(done.stages),
        "readings_a_frame": done.readings,
        "ms_a_reading": done.per_reading,
        "times_as_long": dict(done.ratios),
    }


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.reader,
        row.group,
        str(row.exact.of),
        _rate(row.exact),
        _interval(row.exact),
        f"{row.character_errors.rate:.1%}",
        _rate(row.found),
        _rate(row.certain),
        _count(row.abstained),
        _count(row.false_accepts),
        _NOTHING if row.size_type is None else _of(row.size_type),
        *time_cells(row.times),
    )


def _box_cells(row: BoxRow) -> tuple[str, ...]:
    return (
        row.group,
        str(row.scenes),
        str(row.recall.of),
        f"{row.recall.rate:.1%}",
        _interval(row.recall),
        f"{row.precision.rate:.1%}",
        _interval(row.precision),
        *time_cells(row.times),
    )


def _rate(share: Share | None) -> str:
    return _NOTHING if share is None else f"{share.count} ({share.rate:.1%})"


def _count(share: Share | None) -> str:
    return _NOTHING if share is None else str(share.count)


def _of(share: Share) -> str:
    return f"{share.count}/{share.of}"


def _interval(share: Share) -> str:
    low, high = share.interval
    return f"{100 * low:.0f}-{100 * high:.0f}"


def time_cells(times: Times | None) -> tuple[str, ...]:
    """Write wall and core milliseconds, median and 95th percentile of each."""
    if times is None:
        return (_NOTHING,) * 4
    every = times.wall, times.wall_p95, times.cpu, times.cpu_p95
    return tuple(map(_ms, every))


def _ms(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def markdown(head: Sequence[str], names: int, rows: Iterable[Sequence[str]]) -> str:
    """Write a table, padded to read well on a terminal; *names* columns stand left."""
    cells = [tuple(head), *rows]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * w if i < names else "-" * (w - 1) + ":" for i, w in enumerate(wide)]
    cells.insert(1, tuple(rule))
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(w) if i < names else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(row, wide, strict=True))
        )
        + " |"
        for row in cells
    )
