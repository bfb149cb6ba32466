"""The commands that need datasets/: what they take, and a word where it is absent."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quaygate.errors import CommandError

_RIVALS = "other readers on the same photos: rapidocr,easyocr"
_SEED = "another number, other chances (default: %(default)s)"


def eval_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate eval` takes."""
    add = _what(parser, ["container", "plate", "plate-boxes", "ppe"])
    add("--data", type=Path, required=True, metavar="DIR", help="labelled photos")
    add("--split", choices=["val", "train", "all"], help="of plates (default: val)")
    add("--most", type=_positive, metavar="N", help="photos of a set, at most")
    about = "of the photos' sides (default: %(default)s)"
    add("--scale", type=float, default=1.0, metavar="N", help=about)
    add("--against", type=_names, default=(), metavar="NAMES", help=_RIVALS)
    add("--model", metavar="NAME", help="ppe: another card's detector")
    about = "ppe: cards of your own models, added to ours"
    add("--manifest", type=Path, metavar="FILE", help=about)
    about = "for one inference; 0: all cores (default: %(default)s)"
    add("--threads", type=_count, default=1, metavar="N", help=about)
    add("--json", action="store_true", help="one object with it all")
    add("--plots", type=Path, metavar="FOLDER", help="draw plots into it")
    add("--misses", type=Path, metavar="FOLDER", help="write crops of misses into it")


def evaluate(chosen: argparse.Namespace) -> int:
    """Measure how often readings are right."""
    with _checkout("eval"):
        from quaygate.measure import measure
    return measure(chosen)


def bench_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate bench` takes."""
    _what(parser, ["read", "gate"])
    parser.add_argument("--json", action="store_true", help="one object with it all")
    add = parser.add_argument_group("read: how long a frame takes").add_argument
    about = "real frames; without it they are rendered"
    add("--data", type=Path, metavar="DIR", help=about)
    about = "frames, at most (default: %(default)s)"
    add("--most", type=_positive, default=8, metavar="N", help=about)
    about = "times that each is read (default: %(default)s)"
    add("--repeat", type=_positive, default=5, metavar="N", help=about)
    add("--against", type=_names, default=(), metavar="NAMES", help=_RIVALS)
    load = parser.add_argument_group("gate: decisions while trucks keep coming")
    add = load.add_argument
    about = "trucks a second (default: %(default)s)"
    add("--rate", type=_above, default=50.0, metavar="N", help=about)
    about = "how long they come (default: %(default)s)"
    add("--seconds", type=_above, default=60.0, metavar="N", help=about)
    about = "lanes they come to (default: %(default)s)"
    add("--lanes", type=_positive, default=20, metavar="N", help=about)
    add("--seed", type=_count, default=0, metavar="N", help=_SEED)


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
    add = _what(parser, ["day"])
    about = "trucks of that day (default: %(default)s)"
    add("--visits", type=_positive, default=2000, metavar="N", help=about)
    about = "simulated seconds a second, at most (default: 200; more for fewer trucks)"
    add("--speed", type=_above, metavar="N", help=about)
    add("--seed", type=_count, default=0, metavar="N", help=_SEED)
    add("--json", action="store_true", help="one object with it all")
    about = "keep the gate's data in this new folder"
    add("--keep", type=Path, metavar="DIR", help=about)


def simulate(chosen: argparse.Namespace) -> int:
    """Run a day of trucks through a gate of its own."""
    from quaygate.simulate_day import simulate_day

    return simulate_day(chosen)


def train_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `quaygate train` takes."""
    add = _what(parser, ["reader", "detector", "people", "gear"])
    add("--data", type=Path, metavar="DIR", help="labelled photos, with labels.csv")
    about = "what is trained (default: %(default)s)"
    add("--folder", type=Path, default=Path("var/train"), help=about)
    add("--start", type=Path, metavar="FILE", help="weights to begin with, ONNX")
    add("--steps", type=_positive, metavar="N", help="of the training")
    add("--seed", type=_count, default=0, metavar="N", help=_SEED)
    about = "what it runs on (default: %(default)s)"
    add("--device", choices=["cpu", "cuda"], default="cpu", help=about)
    about = "0: one a core (default: %(default)s)"
    add("--threads", type=_count, default=0, metavar="N", help=about)
    about = "processes that make samples (default: %(default)s)"
    add("--workers", type=_count, default=1, metavar="N", help=about)
    about = "detector: rendered pictures of yards (default: %(default)s)"
    add("--yards", type=_positive, default=1000, metavar="N", help=about)


def train(chosen: argparse.Namespace) -> int:
    """Train a network of ours."""
    with _checkout("train"):
        from quaygate.train import train_network

        return train_network(chosen)


def _what(
    parser: argparse.ArgumentParser, choices: Sequence[str]
) -> Callable[..., argparse.Action]:
    """Ask for one of *choices*, and name them where none was given."""
    parser.add_argument("what", choices=choices, metavar=f"{{{','.join(choices)}}}")
    return parser.add_argument


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
    number = _whole(text)
    if number < 1:
        msg = f"{text} is not above 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _above(text: str) -> float:
    number = _number(text)
    if not 0 < number < float("inf"):
        msg = f"{text} is not above 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _count(text: str) -> int:
    number = _whole(text)
    if number < 0:
        msg = f"{text} is below 0"
        raise argparse.ArgumentTypeError(msg)
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        msg = f"{text!r} is no whole number"
        raise argparse.ArgumentTypeError(msg) from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        msg = f"{text!r} is no number"
        raise argparse.ArgumentTypeError(msg) from None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)
