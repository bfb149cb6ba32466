"""Fit the calibration of the shipped models: ``python -m datasets.measure.calibrate``.

Rendered frames, and real plates of the train split that people labelled. What is for
measuring is never looked at.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from datasets.cameras import READING_CAMERAS
from datasets.labels import LabelledPhoto, plate_photos
from datasets.measure.scores import matches, same_place
from datasets.motion import Pose
from datasets.optics import Camera
from datasets.samples import sample_plan
from datasets.scenes import LaneView
from datasets.truth import Kind as Text
from datasets.truth import TextTruth
from models.calibration import TABLE
from models.registry import load_cards
from pipelines.look import EVERYTHING, Look
from pipelines.looks import MODELS, raw_look
from pipelines.photos import load_photo
from vision.calibration import Calibration, fit
from vision.results import Kind, Readings, Status

LABELLED = ("vn_parking", "cn_crops", "openalpr_crops/brport")
"""Sets whose texts people wrote down; those of the others a machine read."""
_FIRST = 700_000
"""Seed of the first truck: none that is used elsewhere."""

Answers = dict[tuple[Kind, Status], list[tuple[float, bool]]]
"""Confidence of each text and whether it is right, by kind and status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(prog="python -m datasets.measure.calibrate")
    parser.add_argument("--trucks", type=int, default=150, help="rendered, four views")
    parser.add_argument("--plates", type=Path, help="folder of labels.csv")
    parser.add_argument("--most", type=int, help="plates of one set")
    parser.add_argument("--out", type=Path, default=TABLE)
    asked = parser.parse_args(arguments)
    look, answers = raw_look(), Answers()
    for seed in range(_FIRST, _FIRST + asked.trucks):
        collect(answers, rendered(look, seed))
    if asked.plates is not None:
        collect(answers, photographed(look, asked.plates, most=asked.most))
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


def photographed(look: Look, data: Path, *, most: int | None) -> Iterator[Answer]:
    """Read the plates of the train split that people labelled."""
    for photo in plate_photos(data, split="train", most=most):
        if photo.group in LABELLED:
            yield from _plates(look(load_photo(photo.path), wants=EVERYTHING), photo)


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
        curve = fit(texts)
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


def _plates(readings: Readings, photo: LabelledPhoto) -> Iterator[Answer]:
    for p in readings.plates:
        if not any(same_place(p.box, other) for other in photo.others):
            yield Kind.PLATE, p.status, p.confidence, matches(p.text, photo)


if __name__ == "__main__":
    sys.exit(main())
