"""The plots of the people's detector, drawn with Matplotlib (extra ``plots``)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from datasets.measure.found import Curve, SeenPhoto, count, curve
from datasets.measure.plots import COLOURS, INK, cycle, figure_of, need_matplotlib
from datasets.ppe import PPE_LABELS

_STYLES = ("-", "--", ":")
Line = Callable[[Curve], tuple[Any, Any]]
"""What of a curve is drawn over what: x and y."""


def write_ppe_plots(
    folder: Path, photos: Sequence[SeenPhoto], threshold: float
) -> tuple[Path, ...]:
    """Write precision over recall, and F1 over the threshold, as SVG; give the paths.

    Raises PlotsError without Matplotlib, OSError where *folder* cannot be written.
    """
    need_matplotlib()
    folder.mkdir(parents=True, exist_ok=True)
    labels = [str(label) for label in PPE_LABELS if count(photos, label)]
    curves = {label: curve(photos, label) for label in labels}
    recall, f1 = folder / "ppe-precision-recall.svg", folder / "ppe-f1.svg"
    _draw(recall, curves, _precision, ("recall", "precision"))
    _draw(f1, curves, lambda one: (one.scores, one.f1), ("threshold", "F1"), threshold)
    return recall, f1


def _precision(one: Curve) -> tuple[Any, Any]:
    """Give the curve as average precision takes it: no better precision behind."""
    upper = np.maximum.accumulate(one.precision[::-1])[::-1]
    begin = [0.0] if len(upper) else []
    return np.r_[begin, one.recall], np.r_[upper[:1], upper]


def _draw(
    path: Path,
    curves: Mapping[str, Curve],
    line: Line,
    axis_names: tuple[str, str],
    threshold: float | None = None,
) -> None:
    """Draw one line a class; the model's own threshold stands upright."""
    figure, axes = figure_of(4.2)
    for number, (colour, (label, one)) in enumerate(
        zip(cycle(curves), curves.items(), strict=True)
    ):
        style = _STYLES[number // len(COLOURS) % len(_STYLES)]
        axes.plot(*line(one), style, color=colour, label=label)
    if threshold is not None:
        axes.axvline(threshold, color=INK, linewidth=0.8, linestyle=":")
    across, up = axis_names
    axes.set(
        xlim=(0, 1.01),
        ylim=(0, 1.03),
        xlabel=across,
        ylabel=up,
        title=f"people and their gear: {up} over {across}",
    )
    figure.legend(loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(path, metadata={"Date": None})
