"""What a measurement was taken on: the machine, the runtime and the models."""

import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.registry import load_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Cores that this process may use, versions, and each model's SHA-256."""

    cores: int
    python: str
    onnxruntime: str
    models: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Give plain values, models as an object."""
        return {**asdict(self), "models": dict(self.models)}

    def as_text(self) -> str:
        """Write two lines for people."""
        models = ", ".join(f"{name} {digest[:12]}" for name, digest in self.models)
        return (
            f"{self.cores} cores, Python {self.python}, "
            f"ONNX Runtime {self.onnxruntime}\n{models}"
        )


def this_machine(models: Iterable[str], manifest: Path | None = None) -> Machine:
    """Describe the machine this runs on and the cards named *models*."""
    cards = load_cards(manifest)
    return Machine(
        cores=cores(),
        python=platform.python_version(),
        onnxruntime=version("onnxruntime"),
        models=tuple((name, cards[name].sha256) for name in models),
    )


def cores() -> int:
    """Count the cores that this process may run on."""
    return len(os.sched_getaffinity(0))
