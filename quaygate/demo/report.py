"""What the demo prints: one table of trucks, and whether all went as expected."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from rich import box
from rich.table import Table

from quaygate.demo.driver import Result

_STYLE = {"GO": "bold green", "REFER": "bold yellow", "STOP": "bold red"}


def table(results: Sequence[Result]) -> Table:
    """Return a row a truck: readings, decision, reasons, seconds."""
    shown = Table(
        title="Ten trucks, one stop each",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        collapse_padding=True,
        pad_edge=False,
    )
    shown.add_column("#", justify="right")
    shown.add_column("truck", min_width=10)  # its longest word
    for heading in ("plate", "containers,\nfront first", "decision", "reasons"):
        shown.add_column(heading, no_wrap=True)
    shown.add_column("stop to\ndecision", justify="right", no_wrap=True)
    for number, result in enumerate(results, start=1):
        shown.add_row(
            str(number),
            result.act.title,
            *_readings(result.passage),
            "\nthen ".join(f"[{_STYLE[v]}]{v}[/]" for v in result.verdicts),
            "\n".join(result.reasons) or "-",
            f"{result.seconds:.2f} s",
        )
    return shown


def summary(results: Sequence[Result]) -> str:
    """Say in one line how fast it was and how many outcomes were as expected."""
    right = sum(result.as_expected for result in results)
    middle = median(result.seconds for result in results)
    return (
        f"{right} of {len(results)} outcomes as expected; "
        f"stop to decision: median {middle:.2f} s, "
        f"longest {max(result.seconds for result in results):.2f} s"
    )


def line(result: Result) -> str:
    """Say in one line what became of one truck."""
    mark = "[green]as expected[/]" if result.as_expected else "[red]NOT EXPECTED[/]"
    got = ", ".join(result.reasons) or "no objection"
    wanted = "" if result.as_expected else f": {got}; wanted {_wanted(result)}"
    return f"{result.act.title}: {_verdicts(result)} {mark}{wanted}"


def _wanted(result: Result) -> str:
    codes = " ".join(result.act.codes)
    return " then ".join(result.act.verdicts) + (f" for {codes}" if codes else "")


def _verdicts(result: Result) -> str:
    return " then ".join(f"[{_STYLE[v]}]{v}[/]" for v in result.verdicts)


def _readings(passage: Mapping[str, Any]) -> tuple[str, str]:
    """Return the plates and the container numbers as read, one a line."""
    plates = [_marked(each["text"], each["status"]) for each in passage["plates"]]
    numbers = [
        _marked(each["number"], each["status"])
        for each in sorted(passage["containers"], key=_from_the_front)
    ]
    return "\n".join(plates) or "not read", "\n".join(numbers) or "none"


def _from_the_front(container: Mapping[str, Any]) -> bool:
    return bool(container["position"] == "rear")


def _marked(text: str, status: str) -> str:
    """Mark what is not certain with a question mark."""
    return text if status == "certain" else f"{text}?"
