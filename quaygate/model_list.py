"""`quaygate models`: which models there are, whether unchanged, and their cards."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from models.cards import ModelCard
from models.registry import card_named, load_cards
from models.runtime import ModelError
from models.stock import State, Stock, take_stock
from quaygate.errors import CommandError

_MOST_LABELS = 8


def list_models(manifest: Path | None, *, as_json: bool) -> int:
    """Verify every model and print one a row; 1 where any is not as its card says."""
    try:
        stock = take_stock(manifest)
    except ModelError as error:
        raise CommandError(str(error)) from error
    if as_json:
        for model in stock:
            print(json.dumps(_as_json(model), ensure_ascii=False))  # noqa: T201 - the answer
    else:
        Console().print(_table(stock))
    faults = [model.fault for model in stock if model.fault is not None]
    for fault in faults:
        print(f"quaygate: {fault}", file=sys.stderr)  # noqa: T201 - the answer
    return 1 if faults else 0


def show_model(name: str, manifest: Path | None) -> int:
    """Print the prose of one card, or its facts where nobody wrote prose."""
    try:
        card = card_named(name, load_cards(manifest))
    except ModelError as error:
        raise CommandError(str(error)) from error
    text = _prose(card)
    console = Console()
    console.print(Markdown(text)) if console.is_terminal else print(text)  # noqa: T201 - the answer
    return 0


def _prose(card: ModelCard) -> str:
    if card.card is None:
        return _facts(card)
    path = card.folder / card.card
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the card of {card.name}, {path}: {error}"
        raise CommandError(message) from error


def _facts(card: ModelCard) -> str:
    facts = {
        "Task": card.task,
        "Origin": card.origin,
        "Starting weights": card.starting_weights,
        "Training data": card.training_data,
        "Licence": card.licence,
        "Labels": ", ".join(card.labels),
        "Measured": "; ".join(_accuracy(card.accuracy)),
    }
    lines = [f"- **{what}**: {said or 'not stated'}" for what, said in facts.items()]
    return "\n".join([f"# {card.name}", "", *lines])


def _table(stock: Sequence[Stock]) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=1)
    shown.add_column("model", overflow="fold", min_width=24)
    shown.add_column("status", no_wrap=True)
    shown.add_column("MB", justify="right", no_wrap=True)
    shown.add_column("licence", overflow="fold")
    shown.add_column("what it sees, and how well", overflow="fold")
    for model in stock:
        size = "-" if model.size is None else f"{model.size / 1e6:.1f}"
        state = Text(model.state, "green" if model.state is State.OK else "bold red")
        shown.add_row(_what(model), state, size, *_terms(model.card))
    return shown


def _what(model: Stock) -> Text:
    """Write the model's name and below it its task, its precision and its file."""
    text = Text(model.name, "bold")
    if model.card is not None:
        file = Path(model.card.file).name
        text.append(f"\n{model.card.task}, {model.card.precision}\n{file}", "not bold")
    return text


def _terms(card: ModelCard | None) -> tuple[Text, Text]:
    if card is None:
        return Text("unknown"), Text("unknown")
    more = len(card.labels) - _MOST_LABELS
    labels = ", ".join(card.labels[:_MOST_LABELS]) + (f" +{more}" if more > 0 else "")
    measured = _accuracy(card.accuracy) or ["nothing measured"]
    return Text(card.licence), Text("\n".join([labels, *measured]).strip())


def _accuracy(measured: Mapping[str, Mapping[str, int | float | str]]) -> list[str]:
    """Write a line for each set, such as ``gate: recall 0.97, photos 50``."""
    return [
        f"{name}: " + ", ".join(f"{what} {value}" for what, value in values.items())
        for name, values in measured.items()
    ]


def _as_json(model: Stock) -> dict[str, object]:
    card = model.card
    found: dict[str, object] = {
        "name": model.name,
        "status": model.state,
        "fault": model.fault,
        "file": None if model.path is None else str(model.path),
        "size": model.size,
    }
    if card is None:
        return found
    return found | {
        "task": card.task,
        "sha256": card.sha256,
        "licence": card.licence,
        "origin": card.origin,
        "starting_weights": card.starting_weights,
        "training_data": card.training_data,
        "input": ["dynamic" if side is None else side for side in card.input],
        "decoder": card.decoder,
        "labels": card.labels,
        "precision": card.precision,
        "accuracy": card.accuracy,
    }
