"""`quaygate train`: our networks, trained anew on generated images and on photos."""

import argparse
from collections.abc import Callable
from importlib.util import find_spec

from datasets.labels import LabelsError
from models.runtime import ModelError
from quaygate.errors import CommandError
from quaygate.trained import Trained, leave

_EXTRA = ("torch", "torchvision", "yolox", "onnx")


def train_network(chosen: argparse.Namespace) -> int:
    """Train, or go on with a training, export, and return the exit code."""
    _need_extra()
    try:
        leave(_trainer(chosen.what)(chosen))
    except (LabelsError, ModelError) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(_in_one_line(error)) from error
    return 0


def _need_extra() -> None:
    if not all(find_spec(package) for package in _EXTRA):
        msg = "training needs the extra `train`: pip install 'quaygate[train]'"
        raise CommandError(msg)


def _trainer(what: str) -> Callable[[argparse.Namespace], Trained]:
    """Load what trains it: PyTorch takes seconds, and is absent in most places."""
    if what == "reader":
        from quaygate.train_reader import train_reader

        return train_reader
    if what == "people":
        from quaygate.train_people import train_people

        return train_people
    if what == "gear":
        from quaygate.train_gear import train_gear

        return train_gear
    from quaygate.train_detector import train_detector

    return train_detector


def _in_one_line(error: OSError) -> str:
    """Word the fault; a worker process sends its whole traceback before it."""
    if error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error).strip().splitlines()[-1].removeprefix("OSError: ")
