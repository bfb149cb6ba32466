"""What a training leaves behind: its files, its plot, cards ready for a manifest."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from datasets.measure.plots import PlotsError
from datasets.measure.training import draw_log, read_log
from models.cards import ModelCard, Precision
from models.entry import as_toml
from models.registry import locate, sha256_of

UNSAID = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A network's card in fp32, its *small* int8 file, and what the training noted.

    ``twin`` is the name of the int8 card.
    """

    card: ModelCard
    small: Path
    twin: str
    log: Path


def origin_of(what: str, steps: int, seed: int) -> str:
    """Say who made a network, and how."""
    return f"quaygate train {what}: {steps} steps, seed {seed}"


def learnt(made: str, photos: Mapping[str, int]) -> str:
    """Say what was learned from: what was *made*, and photos by set."""
    return ", ".join([made, *(f"{name} ({of})" for name, of in photos.items())])


def leave(trained: Trained) -> None:
    """Write the manifest and the plot, and print what there is now."""
    card, small = trained.card, trained.small
    twin = replace(
        card,
        name=trained.twin,
        file=small.name,
        sha256=sha256_of(small),
        precision=Precision.INT8,
        accuracy={},
    )
    entries = f"{as_toml(card)}\n{as_toml(twin)}"
    manifest = card.folder / "manifest.toml"
    manifest.write_text(entries, encoding="utf-8")
    plot, why = _drawn(trained)
    written = [locate(card), small, trained.log, manifest, *plot]
    files = "\n".join(f"  {path}  {_size(path)}" for path in written)
    sys.stdout.write(f"\nfiles\n{files}\n{why}\nfor the manifest\n\n{entries}")


def _drawn(trained: Trained) -> tuple[list[Path], str]:
    """Draw the plot, or say in a line why there is none: the weights count more."""
    path = trained.log.with_suffix(".svg")
    try:
        draw_log(read_log(trained.log), path, f"training: {trained.log.stem}")
    except PlotsError as error:
        return [], f"no plot: {error}\n"
    return [path], ""


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size} bytes"
