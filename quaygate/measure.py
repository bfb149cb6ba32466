"""`quaygate eval`: how often readings are right, on labelled photos."""

import argparse
import json
import sys
from typing import Any

from datasets.labels import LabelsError
from datasets.measure.boxes import FindPlates
from datasets.measure.evaluation import (
    Asked,
    BoxEvaluation,
    Evaluation,
    evaluate,
    evaluate_boxes,
    labelled,
)
from datasets.measure.machine import Machine, this_machine
from datasets.measure.misses import misses, write_misses
from datasets.measure.plots import PlotsError, need_matplotlib, write_plots
from datasets.measure.rivals import RivalError, open_rival
from datasets.measure.runs import OURS
from models.detector import Detector
from models.runtime import ModelError
from pipelines.looks import MODELS, default_look
from pipelines.photos import ReadError
from quaygate.errors import CommandError
from quaygate.measure_ppe import measure_ppe
from quaygate.progress import progress
from vision.results import Kind

_SHOWN = 20
"""Misses that are listed at most; --json and --misses give them all."""
_DETECTOR = "detector"


def load_detector(*, threads: int) -> FindPlates:
    """Load the detector whose plates are measured."""
    return Detector.load(_DETECTOR, threads=threads)


def measure(chosen: argparse.Namespace) -> int:
    """Measure what is asked for, print the answer, and return the exit code."""
    asked = Asked(
        data=chosen.data, split=chosen.split, most=chosen.most, scale=chosen.scale
    )
    try:
        if chosen.what == "ppe":
            return measure_ppe(chosen)
        if chosen.what == "plate-boxes":
            return _boxes(chosen, asked)
        return _readings(chosen, asked)
    except (LabelsError, ModelError, PlotsError, ReadError, RivalError) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        msg = f"{error.filename or 'writing'}: {error.strerror or error}"
        raise CommandError(msg) from error


def _readings(chosen: argparse.Namespace, asked: Asked) -> int:
    kind, machine = Kind(chosen.what), this_machine(MODELS)
    photos = labelled(kind, asked)
    rivals = {name: open_rival(name) for name in chosen.against}
    if chosen.plots is not None:
        need_matplotlib()
    look = default_look(threads=chosen.threads)
    with progress("reading") as tell:
        done = evaluate(kind, photos, look, rivals, scale=asked.scale, tell=tell)
    if chosen.plots is not None:
        write_plots(chosen.plots, chosen.what, done.judged, done.rows)
    if chosen.misses is not None:
        write_misses(done.judged, chosen.misses, scale=asked.scale)
    _print_answer(chosen, done, machine)
    if not chosen.json:
        _print_misses(done)
    return 0


def _boxes(chosen: argparse.Namespace, asked: Asked) -> int:
    detector = load_detector(threads=chosen.threads)
    machine = this_machine((_DETECTOR,))
    with progress("reading") as tell:
        done = evaluate_boxes(detector, asked, tell=tell)
    _print_answer(chosen, done, machine)
    return 0


def _print_answer(
    chosen: argparse.Namespace,
    done: Evaluation | BoxEvaluation,
    machine: Machine,
) -> None:
    if chosen.json:
        about: dict[str, Any] = {
            "what": chosen.what,
            "data": str(chosen.data),
            "split": chosen.split,
            "scale": chosen.scale,
            "machine": machine.as_json(),
        }
        _say(json.dumps(about | done.as_values(), ensure_ascii=False))
    else:
        _say(f"{machine.as_text()}\n\n{done.as_text()}")


def _print_misses(done: Evaluation) -> None:
    missed = [one for one in misses(done.judged) if one.reader == OURS]
    for one in missed[:_SHOWN]:
        verdict = one.verdict
        wrong = f", certain of {verdict.wrong}" if verdict.wrong else ""
        read = f"read {verdict.read} ({verdict.status})" if verdict.read else "unread"
        _say(f"{one.photo.path}: {one.photo.text} {read}{wrong}")
    if len(missed) > _SHOWN:
        _say(f"and {len(missed) - _SHOWN} more: --misses FOLDER or --json")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
