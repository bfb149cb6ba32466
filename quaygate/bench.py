"""`quaygate bench`: how long a frame takes to read, on this machine."""

import argparse
import json
import sys

from rich.console import Console

from datasets.labels import LabelsError
from datasets.measure.bench import Bench, bench
from datasets.measure.frames import real_frames, rendered_frames
from datasets.measure.machine import this_machine
from datasets.measure.report import bench_table, bench_values
from datasets.measure.rivals import RivalError, open_rival
from models.runtime import ModelError
from pipelines.looks import MODELS, default_look
from pipelines.photos import ReadError
from quaygate.errors import CommandError
from quaygate.progress import progress


def bench_read(chosen: argparse.Namespace) -> int:
    """Measure, print the answer, and return the exit code."""
    try:
        machine = this_machine(MODELS)
        done = _bench(chosen)
    except (LabelsError, ModelError, ReadError, RivalError) as error:
        raise CommandError(str(error)) from error
    if chosen.json:
        about = {"what": chosen.what, "machine": machine.as_json()}
        sys.stdout.write(json.dumps(about | bench_values(done)) + "\n")
    else:
        sys.stdout.write(f"{machine.as_text()}\n\n{bench_table(done)}\n")
    return 0


def _bench(chosen: argparse.Namespace) -> Bench:
    rivals = {name: open_rival(name) for name in chosen.against}
    look = default_look()
    if chosen.data is None:
        Console(stderr=True).print("rendering frames: give --data DIR for real ones")
        frames = rendered_frames(chosen.most)
    else:
        frames = real_frames(chosen.data, chosen.most)
    with progress("reading") as tell:
        return bench(frames, look, rivals, repeats=chosen.repeat, tell=tell)
