"""The commands that need datasets/: what they take, and a word where it is absent."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quaygate.errors import CommandError


def eval_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate eval` takes."""
    parser.add_argument("what", choices=["container", "plate", "plate-boxes", "ppe"])
    parser.add_argument("--data", type=Path, required=True, help="folder of labels")
    parser.add_argument("--split", choices=["val", "train", "all"], help="default: val")
    parser.add_argument("--most", type=_positive, metavar="N", help="of a set")
    parser.add_argument("--scale", type=float, default=1.0, help="of the photos' sides")
    parser.add_argument("--against", type=_names, default=(), help="rapidocr,easyocr")
    parser.add_argument("--model", metavar="NAME", help="ppe: another card's detector")
    about = "ppe: cards of your own models, added to ours"
    parser.add_argument("--manifest", type=Path, metavar="FILE", help=about)
    parser.add_argument("--threads", type=int, default=1, help="an inference; 0: all")
    parser.add_argument("--json", action="store_true", help="one object with it all")
    for option, help_ in (("--plots", "draw plots here"), ("--misses", "and crops")):
        parser.add_argument(option, type=Path, metavar="FOLDER", help=help_)


def evaluate(chosen: argparse.Namespace) -> int:
    """Measure how often readings are right."""
    with _checkout("eval"):
        from quaygate.measure import measure
    return measure(chosen)


def bench_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate bench` takes."""
    parser.add_argument("what", choices=["read", "gate"])
    parser.add_argument("--data", type=Path, help="real frames; else they are rendered")
    parser.add_argument("--most", type=_positive, default=8, metavar="N", help="frames")
    parser.add_argument("--repeat", type=_positive, default=5, metavar="N")
    parser.add_argument("--against", type=_names, default=(), help="rapidocr,easyocr")
    parser.add_argument("--json", action="store_true", help="one object with it all")
    load = parser.add_argument_group("gate: decisions while trucks keep coming")
    load.add_argument("--rate", type=_above, default=50.0, metavar="N", help="a second")
    load.add_argument("--seconds", type=_above, default=60.0, metavar="S")
    load.add_argument("--lanes", type=_positive, default=20, metavar="N")
    load.add_argument("--seed", type=_count, default=0, metavar="N")


def bench(chosen: argparse.Namespace) -> int:
    """Measure how long readings, or decisions under load, take."""
    if chosen.what == "gate":
        from quaygate.bench_gate import bench_gate

        return bench_gate(chosen)
    with _checkout("bench"):
        from quaygate.bench import bench_read
    return bench_read(chosen)


def simulate_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate simulate` takes."""
    parser.add_argument("what", choices=["day"])
    parser.add_argument("--visits", type=_positive, default=2000, metavar="N")
    about = "simulated seconds a second, at most"
    parser.add_argument("--speed", type=_above, default=200.0, metavar="N", help=about)
    parser.add_argument("--seed", type=_count, default=0, metavar="N")
    parser.add_argument("--json", action="store_true", help="one object with it all")
    about = "keep the gate's data in this new folder"
    parser.add_argument("--keep", type=Path, metavar="DIR", help=about)


def simulate(chosen: argparse.Namespace) -> int:
    """Run a day of trucks through a gate of its own."""
    from quaygate.simulate_day import simulate_day

    return simulate_day(chosen)


def train_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate train` takes."""
    parser.add_argument("what", choices=["reader", "detector", "people"])
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="labelled photos, with labels.csv"
    )
    parser.add_argument("--folder", type=Path, default=Path("var/train"))
    parser.add_argument(
        "--start", type=Path, metavar="FILE", help="weights to begin with, ONNX"
    )
    parser.add_argument("--steps", type=_positive, metavar="N")
    parser.add_argument("--seed", type=_count, default=0, metavar="N")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument(
        "--threads", type=_count, default=0, metavar="N", help="0: one a core"
    )
    parser.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="that make samples"
    )
    parser.add_argument("--yards", type=_positive, default=1000, metavar="N")


def train(chosen: argparse.Namespace) -> int:
    """Train a network of ours."""
    with _checkout("train"):
        from quaygate.train import train_network

        return train_network(chosen)


@contextmanager
def _checkout(command: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "datasets":
            raise
        msg = f"{command} needs datasets/: run it from a checkout"
        raise CommandError(msg) from error


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        msg = f"{text} is not above 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _above(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        msg = f"{text} is not above 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        msg = f"{text} is below 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)
