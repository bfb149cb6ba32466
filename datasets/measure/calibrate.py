"""Fit the calibration of the shipped models: ``python -m datasets.measure.calibrate``.

Rendered frames and rendered plates, of seeds that nothing was trained on. Real photos
are for training or for measuring: on the former the reader is surer than elsewhere.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from datasets.cameras import READING_CAMERAS
from datasets.motion import Pose
from datasets.optics import Camera
from datasets.plate_crops import plate_crop
from datasets.samples import sample_plan
from datasets.scenes import LaneView
from datasets.truth import Kind as Text
from datasets.truth import TextTruth
from models.calibration import TABLE
from models.registry import load_cards
from pipelines.look import EVERYTHING, Look
from pipelines.looks import MODELS, raw_look
from vision.calibration import Calibration, fit
from vision.results import Kind, Readings, Status

_FIRST = 700_000
"""Seed of the first truck: none that is used elsewhere."""
_FEWEST = 50
"""Texts of a kind and status that a curve needs: fewer say next to nothing."""

Answers = dict[tuple[Kind, Status], list[tuple[float, bool]]]
"""Confidence of each text and whether it is right, by kind and status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(prog="python -m datasets.measure.calibrate")
    parser.add_argument("--trucks", type=int, default=150, help="rendered, four views")
    parser.add_argument("--plates", type=int, default=1500, help="rendered, cut out")
    parser.add_argument("--out", type=Path, default=TABLE)
    asked = parser.parse_args(arguments)
    look, answers = raw_look(), Answers()
    for seed in range(_FIRST, _FIRST + asked.trucks):
        collect(answers, rendered(look, seed))
    for seed in range(_FIRST, _FIRST + asked.plates):
        collect(answers, cut_out(look, seed))
    asked.out.write_text(written(answers), encoding="utf-8")
    for (kind, status), texts in sorted(answers.items()):
        right = sum(each for _, each in texts)
        sys.stdout.write(f"{kind} {status}: {right} of {len(texts)} right\n")
    return 0


Answer = tuple[Kind, Status, float, bool]


def collect(answers: Answers, more: Iterable[Answer]) -> None:
    """Add some answers to those that there are."""
    for kind, status, confidence, right in more:
        answers.setdefault((kind, status), []).append((confidence, right))


def rendered(
    look: Look, seed: int, cameras: Sequence[Camera] = READING_CAMERAS
) -> Iterator[Answer]:
    """Read one truck in the frames of some cameras."""
    plan, pose = sample_plan(seed), Pose(0.0)
    for camera in cameras:
        view = LaneView(plan, camera)
        readings = look(view.frame(pose, seed), wants=EVERYTHING)
        yield from _beside(readings, view.truth(pose))


def cut_out(look: Look, seed: int) -> Iterator[Answer]:
    """Read a rendered plate that somebody cut out of its picture.

    Those that bear no text, or are there to be rectified wrongly, say nothing.
    """
    crop = plate_crop(np.random.default_rng(seed))
    if not crop.text:
        return
    wanted = frozenset({Kind.PLATE})
    for plate in look(crop.image, wants=wanted).plates:
        yield Kind.PLATE, plate.status, plate.confidence, plate.text == crop.text


def written(answers: Answers) -> str:
    """Write the table of fitted curves as TOML."""
    cards = load_cards()
    lines = [
        "# The probability of a reading, by its raw confidence: vision/calibration.py.",
        "# Written by `python -m datasets.measure.calibrate`; holds for these models.",
        "",
        "[models]",
        *(f'{name} = "{cards[name].sha256}"' for name in MODELS),
    ]
    for (kind, status), texts in sorted(answers.items()):
        curve = fit(texts) if len(texts) >= _FEWEST else None
        if curve is not None:
            lines += ["", *_section(kind, status, len(texts), curve)]
    return "\n".join(lines) + "\n"


def _section(kind: Kind, status: Status, count: int, curve: Calibration) -> list[str]:
    return [
        f"[{kind}.{status}]  # fitted to {count} texts",
        f"raw = {list(curve.raw)}",
        f"right = {list(curve.right)}",
    ]


def _beside(readings: Readings, truth: Sequence[TextTruth]) -> Iterator[Answer]:
    """Compare with all that a frame shows; what is elsewhere is an invention."""
    numbers = {text.text for text in truth if text.kind is Text.CONTAINER}
    plates = {text.text for text in truth if text.kind is Text.PLATE}
    for c in readings.containers:
        yield Kind.CONTAINER, c.status, c.confidence, c.number in numbers
    for p in readings.plates:
        yield Kind.PLATE, p.status, p.confidence, p.text in plates


if __name__ == "__main__":
    sys.exit(main())
