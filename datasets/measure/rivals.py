"""Readers of whole frames that others wrote, run with their default settings."""

import contextlib
import io
import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from vision.identifiers import normalise_plate
from vision.results import Box
from vision.strips import Image


class RivalError(Exception):
    """A rival that cannot be run here; one line that says what to install."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a rival read it, A-Z 0-9 only, and the upright box around it."""

    text: str
    box: Box


Rival = Callable[[Image], tuple[Line, ...]]
"""Reads an (H, W, 3) BGR image; not for several threads at a time."""


def open_rival(name: str) -> Rival:
    """Load the models of a rival. Raises RivalError where it is not installed."""
    if name not in RIVALS:
        message = f"no rival {name!r}: there are {', '.join(RIVALS)}"
        raise RivalError(message)
    return RIVALS[name]()


def _rapidocr() -> Rival:
    """RapidOCR as its public engine runs with nothing said."""
    with _quiet():
        engine = _module("rapidocr", "pip install rapidocr").RapidOCR()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)

    def read(image: Image) -> tuple[Line, ...]:
        output = engine(image)
        if output.boxes is None or output.txts is None:
            return ()
        return _lines(zip(output.boxes, output.txts, strict=True))

    return read


def _easyocr() -> Rival:
    """EasyOCR for English on the CPU, its weights from the offline package if any."""
    install = "pip install 'quaygate[easyocr]'"
    easyocr = _module("easyocr", install)
    try:
        folder = (
            Path(next(iter(import_module("easyocr_en_models").__path__))) / "models"
        )
    except ModuleNotFoundError:
        folder = None
    settings: dict[str, Any] = {"gpu": False, "verbose": False}
    if folder is not None:
        settings |= {"model_storage_directory": str(folder), "download_enabled": False}
    try:
        with _quiet():
            reader = easyocr.Reader(["en"], **settings)
    except (OSError, ValueError) as error:
        message = f"easyocr has no weights here ({error}): {install}"
        raise RivalError(message) from error

    def read(image: Image) -> tuple[Line, ...]:
        with _quiet():
            found = reader.readtext(image)
        return _lines((corners, text) for corners, text, _ in found)

    return read


RIVALS: dict[str, Callable[[], Rival]] = {"rapidocr": _rapidocr, "easyocr": _easyocr}


def _module(name: str, install: str) -> Any:  # noqa: ANN401  # optional, untyped
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        message = f"{name} is not installed: {install}"
        raise RivalError(message) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep a rival's chatter and its libraries' warnings off the terminal."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def _lines(found: Iterable[tuple[Any, str]]) -> tuple[Line, ...]:
    """Make lines of (corners, text), corners four x, y in pixels."""
    lines = []
    for corners, text in found:
        plain = normalise_plate(text)
        points = np.asarray(corners, np.float64).reshape(-1, 2)
        if plain and len(points):
            (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
            lines.append(Line(plain, Box(float(x0), float(y0), float(x1), float(y1))))
    return tuple(lines)
