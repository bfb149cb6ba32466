"""The calibration that belongs to the shipped models: read from its table."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from models.registry import ARTIFACTS, load_cards
from models.runtime import ModelError
from vision.calibration import Calibration, Curves
from vision.results import Kind, Status

TABLE = ARTIFACTS / "calibration.toml"


def load_calibration(models: Iterable[str], table: Path = TABLE) -> Curves:
    """Read the curves, none where they were fitted to readings of other *models*.

    Raises ModelError for a table that is absent or broken.
    """
    try:
        entries = tomllib.loads(table.read_text(encoding="utf-8"))
        fitted, cards = entries.pop("models"), load_cards()
        curves = {
            (Kind(kind), Status(status)): Calibration(
                tuple(points["raw"]), tuple(points["right"])
            )
            for kind, statuses in entries.items()
            for status, points in statuses.items()
        }
    except (OSError, KeyError, TypeError, ValueError) as error:
        message = f"the calibration {table} cannot be used: {error}"
        raise ModelError(message) from error
    same = fitted == {name: cards[name].sha256 for name in models}
    return curves if same else {}
