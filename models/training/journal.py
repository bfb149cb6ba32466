"""What a training says of itself: a progress bar, a CSV file and a plot of it."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)


class Journal:
    """Keeps the loss as a running mean and writes a row at every note.

    Rows are ``step, name, value``; a resumed training adds to the same file.
    """

    def __init__(self, path: Path, steps: int, step: int) -> None:
        self._path, self._losses = path, list[float]()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._task = self._bar.add_task("loss -", total=steps, completed=step)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def add(self, step: int, loss: float) -> None:
        """Count one step's loss."""
        self._losses.append(loss)
        recent = float(np.mean(self._losses[-50:]))
        self._bar.update(
            self._task, completed=step + 1, description=f"loss {recent:.3f}"
        )

    def note(self, step: int, measured: dict[str, float]) -> None:
        """Write the mean loss since the last note and what was *measured*."""
        values = {"loss": float(np.mean(self._losses)), **measured}
        self._losses.clear()
        with self._path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(
                (step, name, f"{value:.5f}") for name, value in values.items()
            )
        shown = ", ".join(f"{name} {value:.4f}" for name, value in values.items())
        self._bar.console.print(f"step {step}: {shown}")
