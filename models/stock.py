"""Every model that there is, and whether its file is the one on its card."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.cards import ModelCard
from models.registry import load_cards, locate, unlisted, verify
from models.runtime import AbsentModelError, ChangedModelError


class State(StrEnum):
    """What became of a model's file."""

    OK = "ok"
    CHANGED = "changed"
    ABSENT = "absent"
    UNLISTED = "not listed"
    """A file among our models that no card names: nothing will run it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One model as it was found. ``card`` is None where it is not listed.

    ``path`` and ``size``, in bytes, are None where the file is absent.
    """

    name: str
    state: State
    card: ModelCard | None = None
    path: Path | None = None
    size: int | None = None
    fault: str | None = None


def take_stock(manifest: Path | None = None) -> tuple[Stock, ...]:
    """Verify our models and those of a site's *manifest*; strays come last.

    Raises ModelError where a manifest itself cannot be used.
    """
    return tuple(_verified(card) for card in load_cards(manifest).values()) + tuple(
        _strays()
    )


def _verified(card: ModelCard) -> Stock:
    state, fault = State.OK, None
    try:
        path = verify(card)
    except AbsentModelError as error:
        fault = str(error)
        return Stock(name=card.name, card=card, state=State.ABSENT, fault=fault)
    except ChangedModelError as error:
        state, fault, path = State.CHANGED, str(error), locate(card)
    return Stock(
        name=card.name,
        card=card,
        state=state,
        path=path,
        size=path.stat().st_size,
        fault=fault,
    )


def _strays() -> Iterator[Stock]:
    for path in unlisted():
        yield Stock(
            name=path.name,
            state=State.UNLISTED,
            path=path,
            size=path.stat().st_size,
            fault=f"{path} is on no card: nothing runs it",
        )
