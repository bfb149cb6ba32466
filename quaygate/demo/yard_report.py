"""What the demo prints of its yard: the alerts, the seconds, the evidence."""

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from rich import box
from rich.table import Table

from quaygate.demo.yard import Told, YardResult, spread

_WORDS = {
    "missing-ppe": "bare head in a helmet zone",
    "intrusion": "person in a vehicle lane",
    "proximity": "forklift near a person",
}
_STYLE = {"low": "green", "medium": "yellow", "severe": "red"}


def table(results: Sequence[YardResult]) -> Table:
    """Return a row an incident: what was told, how soon, with which evidence."""
    shown = Table(
        title="The yard: what its officer was told",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        collapse_padding=True,
        pad_edge=False,
    )
    for heading in ("incident", "zone", "severity", "evidence"):
        shown.add_column(heading, no_wrap=True)
    shown.add_column("cause to\nalert", justify="right", no_wrap=True)
    for result in results:
        for row in _rows(result):
            shown.add_row(*row)
    return shown


def summary(results: Sequence[YardResult]) -> str:
    """Say in one line what was missed and how fast the rest was."""
    told = [each for result in results for each in result.told]
    known = sum(each.alert is not None for each in told)
    false = sum(len(result.false) for result in results)
    seconds = spread(results)
    said = f"{known} of {len(told)} incidents told, {false} false alerts"
    if not seconds:
        return said
    late = seconds[math.ceil(0.95 * len(seconds)) - 1]
    return (
        f"{said}; step to alert: median {median(seconds):.2f} s, "
        f"95 % within {late:.2f} s (of {len(seconds)})"
    )


def _rows(result: YardResult) -> Iterator[tuple[str, ...]]:
    for told in result.told:
        name = _WORDS.get(told.expected.cause.value, told.expected.cause.value)
        if told.alert is None:
            yield name, told.expected.zone or "-", "[red]NOT TOLD[/]", "-", "-"
        else:
            yield name, *_facts(told.alert), _seconds(told)
    for alert in result.false:
        yield f"[red]NOT EXPECTED[/] {alert['cause']}", *_facts(alert), "-"


def _facts(alert: Mapping[str, Any]) -> tuple[str, str, str]:
    severity = alert["severity"]
    kinds = sorted({each["kind"] for each in alert["evidence"]})
    proof = ", ".join(kind for kind in kinds if not kind.startswith("blurred"))
    zone = alert["zone"] or "-"
    return zone, f"[{_STYLE[severity]}]{severity}[/]", proof or "none"


def _seconds(told: Told) -> str:
    if told.seconds is None:
        return "-"
    return "foreseen" if told.seconds < 0 else f"{told.seconds:.2f} s"
