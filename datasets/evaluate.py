"""Measure the readings on labelled photos: ``python -m datasets.evaluate``."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import cv2

from datasets.labels import (
    LabelledPhoto,
    LabelsError,
    container_photos,
    plate_photos,
)
from datasets.scores import Outcome, container_outcome, plate_outcome, table
from models.registry import load_cards
from models.text import PaddleTextReader
from pipelines.look import EVERYTHING, Look, TextLook
from pipelines.photos import ReadError, load_photo
from vision.results import Readings
from vision.strips import Image

Judge = Callable[[Readings, LabelledPhoto, float], Outcome]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one evaluation and print its table; 2 where the data cannot be read."""
    asked = _parser().parse_args(arguments)
    look = TextLook(
        PaddleTextReader.load(threads=asked.threads, detect_side=asked.detect_side)
    )
    try:
        report = _report(asked, look)
    except (LabelsError, ReadError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(report)
    if asked.output is not None:
        asked.output.write_text(report, encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m datasets.evaluate")
    parser.add_argument("what", choices=["container", "plates"])
    parser.add_argument("--data", type=Path, required=True, help="folder of labels.csv")
    parser.add_argument("--detect-side", type=int, default=640, help="pixels")
    parser.add_argument("--threads", type=int, default=1, help="per inference; 0: all")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="shrink photos by this"
    )
    parser.add_argument("--most", type=int, default=100, help="plates of one set")
    parser.add_argument("--output", type=Path, help="also write the table here")
    return parser


def _report(asked: argparse.Namespace, look: Look) -> str:
    cards = load_cards().values()
    head = "".join(f"{card.name}: {card.sha256[:12]}\n" for card in cards)
    if asked.what == "container":
        judged = _judged(
            container_photos(asked.data), look, _judge_container, asked.scale
        )
        groups = _grouped((f"{p.group} {p.layout}", o) for p, o in judged)
    else:
        photos = plate_photos(asked.data, most=asked.most)
        judged = _judged(photos, look, _judge_plate, asked.scale)
        groups = _grouped((p.group, o) for p, o in judged)
    return f"{head}\n{table(groups)}\n"


def _judged(
    photos: Iterable[LabelledPhoto], look: Look, judge: Judge, scale: float
) -> list[tuple[LabelledPhoto, Outcome]]:
    """Read every photo; the time is that of all cores added up, without decoding."""
    judged = []
    for photo in photos:
        image = _scaled(load_photo(photo.path), scale)
        start = time.process_time()
        readings = look(image, wants=EVERYTHING)
        outcome = judge(readings, photo, (time.process_time() - start) * 1000)
        judged.append((photo, outcome))
        if not outcome.exact or outcome.wrong_certain:
            sys.stderr.write(f"{photo.path}: {photo.text}, read {_shown(readings)}\n")
    return judged


def _scaled(image: Image, scale: float) -> Image:
    if scale == 1:
        return image
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small.astype(image.dtype)


def _judge_container(
    readings: Readings, photo: LabelledPhoto, milliseconds: float
) -> Outcome:
    return container_outcome(readings, photo.text, photo.size_type, milliseconds)


def _judge_plate(
    readings: Readings, photo: LabelledPhoto, milliseconds: float
) -> Outcome:
    return plate_outcome(readings, photo.text, milliseconds)


def _shown(readings: Readings) -> str:
    numbers = [f"{c.number} {c.status}" for c in readings.containers]
    return ", ".join(numbers + [f"{p.text} {p.status}" for p in readings.plates])


def _grouped(
    outcomes: Iterable[tuple[str, Outcome]],
) -> list[tuple[str, Sequence[Outcome]]]:
    """Group by name, with a last group of all."""
    groups: dict[str, list[Outcome]] = {}
    every: list[Outcome] = []
    for name, outcome in outcomes:
        groups.setdefault(name, []).append(outcome)
        every.append(outcome)
    return [*groups.items(), ("all", every)] if every else []


if __name__ == "__main__":
    sys.exit(main())
