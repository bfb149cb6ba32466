"""The log of a training: read, and drawn with Matplotlib (extra ``plots``)."""

import csv
from collections.abc import Mapping
from pathlib import Path

from datasets.measure.plots import COLOURS, INK, cycle, figure_of, need_matplotlib

Log = Mapping[str, Mapping[int, float]]
"""By name, what was noted at which step."""
LOSS = "loss"
_STYLES = ("o-", "s--", "^:")


def read_log(path: Path) -> Log:
    """Read the rows ``step, name, value``; of equal steps the last one counts."""
    log: dict[str, dict[int, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for step, name, value in csv.reader(file):
            log.setdefault(name, {})[int(step)] = float(value)
    return log


def last_rates(log: Log) -> dict[str, float]:
    """Give what every check said last, without the loss."""
    return {name: noted[max(noted)] for name, noted in log.items() if name != LOSS}


def last_step(log: Log) -> int:
    """Give the step that the training has reached."""
    return max(log[LOSS])


def draw_log(log: Log, path: Path, title: str) -> None:
    """Draw the loss, and the checked rates over it, into an SVG file.

    Raises PlotsError without Matplotlib.
    """
    need_matplotlib()
    figure, axes = figure_of(4.2)
    losses = log.get(LOSS, {})
    axes.plot(list(losses), list(losses.values()), color=INK, linewidth=1, label=LOSS)
    axes.set(xlabel="step", ylabel="loss", title=title)
    rates = axes.twinx()
    names = [name for name in log if name != LOSS]
    for number, (colour, name) in enumerate(zip(cycle(names), names, strict=True)):
        steps, noted = list(log[name]), list(log[name].values())
        style = _STYLES[number // len(COLOURS) % len(_STYLES)]
        rates.plot(steps, noted, style, color=colour, ms=3, label=name)
    rates.set(ylim=(0, 1.03), ylabel="checked rate")
    rates.spines[:].set_visible(False)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(path, metadata={"Date": None})
