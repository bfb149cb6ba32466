"""`quaygate eval ppe`: how well people and their gear are seen on labelled photos."""

import argparse
import json
import sys
from collections.abc import Mapping

from datasets.measure.machine import Machine, this_machine
from datasets.measure.plots import need_matplotlib
from datasets.measure.ppe import PpeEvaluation, asked_sets, evaluate_ppe
from datasets.measure.ppe_plots import write_ppe_plots
from models.registry import card_named, load_cards
from models.settings import ModelSettings
from pipelines.gear_look import MODEL as GEAR
from pipelines.yard_look import MODEL, YardLook
from quaygate.progress import progress

_LEAST = 0.02
"""Score from which a detection counts for average precision."""


def measure_ppe(chosen: argparse.Namespace) -> int:
    """Measure the people's detector, print the answer, and return the exit code."""
    name, settings = chosen.model or MODEL, ModelSettings(manifest=chosen.manifest)
    cards = load_cards(settings.manifest)
    card, sets = card_named(name, cards), asked_sets(chosen.data, chosen.split)
    if chosen.plots is not None:
        need_matplotlib()
    look = YardLook.load(settings, threads=chosen.threads, card_name=name, least=_LEAST)
    with progress("looking") as tell:
        done = evaluate_ppe(
            look.detections, sets, card.threshold, most=chosen.most, tell=tell
        )
    if chosen.plots is not None:
        write_ppe_plots(chosen.plots, done.photos, done.threshold)
    machine = this_machine((name, GEAR), settings.manifest)
    _print_answer(chosen, done, machine, name)
    return 0


def _print_answer(
    chosen: argparse.Namespace, done: PpeEvaluation, machine: Machine, name: str
) -> None:
    if chosen.json:
        about = {
            "what": chosen.what,
            "data": str(chosen.data),
            "split": chosen.split,
            "machine": machine.as_json(),
        }
        sys.stdout.write(f"{json.dumps(about | done.as_values())}\n")
        return
    entry = _entry(name, done.accuracy())
    sys.stdout.write(f"{machine.as_text()}\n\n{done.as_text()}\n\n{entry}")


def _entry(name: str, accuracy: Mapping[str, Mapping[str, float]]) -> str:
    """Write the accuracy as it stands in a manifest."""
    lines = [f"for the manifest\n\n[{name}.accuracy]\n"]
    for group, rates in accuracy.items():
        inside = ", ".join(f"{label} = {rate}" for label, rate in rates.items())
        lines.append(f'"{group}" = {{ {inside} }}\n')
    return "".join(lines)
