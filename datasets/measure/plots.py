"""The plots of a measurement, drawn with Matplotlib (extra ``plots``)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from datasets.measure.curves import Bin, by_width, reliability
from datasets.measure.summary import Judged, Row, Share

INK, _GRID = "#22303c", "#d5dbe1"
COLOURS = ("#1f6fb2", "#d9822b", "#4a9a5c", "#8a63b5")
_Axes = Any  # Matplotlib is optional


class PlotsError(Exception):
    """Plots that cannot be drawn here; one line that says what to install."""


def need_matplotlib() -> None:
    """Raise PlotsError where Matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        message = "matplotlib is not installed: pip install 'quaygate[plots]'"
        raise PlotsError(message)


def write_plots(
    folder: Path, kind: str, judged: Sequence[Judged], rows: Sequence[Row]
) -> tuple[Path, ...]:
    """Write the four plots of a measurement as SVG files; give their paths.

    Raises PlotsError without Matplotlib, OSError where *folder* cannot be written.
    """
    need_matplotlib()
    folder.mkdir(parents=True, exist_ok=True)
    readers = dict.fromkeys(one.reader for one in judged)
    by_reader = {r: [one for one in judged if one.reader == r] for r in readers}
    views = [one for one in judged if one.cost is not None]
    drawn: dict[str, Callable[[_Axes], None]] = {
        f"{kind}-reliability.svg": lambda axes: _reliability(axes, kind, views),
        f"{kind}-exact.svg": lambda axes: _exact(axes, kind, rows),
        f"{kind}-times.svg": lambda axes: _times(axes, kind, by_reader),
        f"{kind}-width.svg": lambda axes: _widths(axes, kind, by_reader),
    }
    heights = {f"{kind}-exact.svg": 1.3 + 0.32 * len(rows)}
    for name, draw in drawn.items():
        figure, axes = figure_of(heights.get(name, 4.2))
        draw(axes)
        figure.savefig(folder / name, metadata={"Date": None})
    return tuple(folder / name for name in drawn)


def figure_of(height: float) -> tuple[Any, _Axes]:
    """Make a figure of 7 inches by *height*, with light axes."""
    matplotlib: Any = import_module("matplotlib")
    figures: Any = import_module("matplotlib.figure")
    matplotlib.rcParams.update(
        {
            "svg.hashsalt": "quaygate",
            "font.size": 10,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )
    figure = figures.Figure(figsize=(7, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(_GRID)
    axes.grid(color=_GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _reliability(axes: _Axes, kind: str, judged: Sequence[Judged]) -> None:
    """Draw confidence against the share right; bars count the answers of a bin."""
    curve = reliability(judged)
    counts = axes.twinx()
    counts.bar(
        [b.low for b in curve.bins],
        [b.right.of for b in curve.bins],
        width=[b.high - b.low for b in curve.bins],
        align="edge",
        color=_GRID,
        edgecolor="white",
    )
    counts.set_ylabel("answers (bars)")
    counts.spines[:].set_visible(False)
    axes.set_zorder(counts.get_zorder() + 1)
    axes.patch.set_visible(False)
    axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=":")
    _curve(axes, curve.bins, COLOURS[0], None)
    axes.set(
        xlim=(0, 1.03),
        ylim=(0, 1.03),
        xlabel="confidence",
        ylabel="share that is right",
        title=f"{kind}: confidence and truth, ECE {curve.error:.3f}",
    )


def _exact(axes: _Axes, kind: str, rows: Sequence[Row]) -> None:
    """Draw the exact rate of every row with its 95 % interval."""
    readers = list(dict.fromkeys(row.reader for row in rows))
    groups = list(dict.fromkeys(row.group for row in rows))
    ordered = sorted(rows, key=lambda row: groups.index(row.group))
    for place, row in enumerate(ordered):
        low, high = row.exact.interval
        colour = COLOURS[readers.index(row.reader) % len(COLOURS)]
        axes.barh(place, row.exact.rate, color=colour, height=0.62)
        axes.plot([low, high], [place, place], color=INK, linewidth=1.2)
        axes.annotate(
            f"{row.exact.count}/{row.exact.of}",
            (1.015, place),
            va="center",
            annotation_clip=False,
        )
    names = [f"{row.group} ({row.reader})" for row in ordered]
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set(
        xlim=(0, 1), xlabel="exact, with its 95 % interval", title=f"{kind}: exact"
    )


def _times(axes: _Axes, kind: str, readers: Mapping[str, Sequence[Judged]]) -> None:
    """Draw how long images took on the clock."""
    costs = {
        reader: [one.cost.wall for one in judged if one.cost is not None]
        for reader, judged in readers.items()
    }
    every = [wall for walls in costs.values() for wall in walls]
    if every:
        edges = _log_edges(min(every), max(every))
        for colour, (reader, walls) in zip(cycle(costs), costs.items(), strict=True):
            axes.hist(walls, bins=edges, color=colour, alpha=0.75, label=reader)
        axes.set_xscale("log")
        plain = import_module("matplotlib.ticker").FuncFormatter(
            lambda ms, _: f"{ms:g}"
        )
        axes.xaxis.set_major_formatter(plain)
        axes.legend(frameon=False)
    axes.set(xlabel="ms an image, on the clock", ylabel="images", title=f"{kind}: time")


def _widths(axes: _Axes, kind: str, readers: Mapping[str, Sequence[Judged]]) -> None:
    """Draw the exact rate against the width of the text."""
    for colour, (reader, judged) in zip(cycle(readers), readers.items(), strict=True):
        _curve(axes, by_width(judged), colour, reader)
    axes.legend(frameon=False)
    axes.set(
        ylim=(0, 1.03),
        xlabel="length of the text, pixels",
        ylabel="exact",
        title=f"{kind}: small and large text",
    )


def _curve(axes: _Axes, bins: Sequence[Bin], colour: str, label: str | None) -> None:
    at = [b.mean for b in bins]
    axes.plot(at, [b.right.rate for b in bins], "o-", color=colour, label=label, ms=4)
    lows, highs = _bands([b.right for b in bins])
    axes.fill_between(at, lows, highs, color=colour, alpha=0.13, linewidth=0)


def _bands(shares: Iterable[Share]) -> tuple[list[float], list[float]]:
    intervals = [share.interval for share in shares]
    return [low for low, _ in intervals], [high for _, high in intervals]


def cycle(names: Iterable[str]) -> list[str]:
    """Give each of the names a colour, in turn."""
    return [COLOURS[i % len(COLOURS)] for i, _ in enumerate(names)]


def _log_edges(low: float, high: float) -> list[float]:
    """Give the edges of 30 bins of equal ratio."""
    low = max(low, 0.1)
    ratio = max(high / low, 1.05)
    return [low * ratio ** (i / 30) for i in range(31)]
