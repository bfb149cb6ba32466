"""Long lists, a page at a time: where to go on, and how much to give."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Cut:
    """At most *limit* values, older than the one numbered *before*; None: the newest.

    The number is the store's own. It is stable: what comes in later is newer.
    """

    limit: int = 100
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Value]):
    """Some values, newest first; ``next`` is the ``before`` of the page behind them.

    None says that nothing is left.
    """

    values: tuple[Value, ...]
    next: int | None = None
