"""The menu of the office pages: which page whose role may open."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from gate_service.domain.callers import EVERYONE, STAFF, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its path, its label and the roles that may open it."""

    path: str
    label: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page, and for which."""

    role: Role
    path: str


MENU: tuple[Entry, ...] = (
    Entry("/officers", "Alerts", (Role.OFFICER, Role.ADMIN)),
    Entry("/clerk", "Desk", (Role.CLERK, Role.OFFICER, Role.ADMIN)),
    Entry("/customs", "Customs", (Role.CUSTOMS,)),
    Entry("/visits", "Visits", STAFF),
    Entry("/overview", "Overview", STAFF),
    Entry("/archive", "Archive", STAFF),
    Entry("/declare", "Declarations", (Role.HAULIER, Role.CLERK, Role.ADMIN)),
    Entry("/rights", "Rights", (Role.CARRIER, Role.HAULIER, *STAFF)),
    Entry("/drivers", "Drivers", (Role.CLERK, Role.ADMIN)),
    Entry("/offline", "Offline lanes", STAFF),
    Entry("/telling", "Subscribers", (Role.CUSTOMS, Role.ADMIN)),
    Entry("/docs", "API", EVERYONE),
)
"""In the order of the header."""

_VISITOR: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


@contextmanager
def visited(by: Visitor) -> Iterator[None]:
    """Let pages that are rendered within know who asks; set by the doorkeeper."""
    before = _VISITOR.set(by)
    try:
        yield
    finally:
        _VISITOR.reset(before)


def menu_here() -> tuple[Entry, ...]:
    """List the pages that the visitor may open; none for a stranger."""
    visitor = _VISITOR.get()
    return menu_of(visitor.role) if visitor else ()


def menu_of(role: Role) -> tuple[Entry, ...]:
    """List the pages that *role* may open."""
    return tuple(entry for entry in MENU if role in entry.roles)


def is_here(entry: Entry) -> bool:
    """Tell whether the visitor is at *entry*'s page or at one below it."""
    visitor = _VISITOR.get()
    return visitor is not None and f"{visitor.path}/".startswith(f"{entry.path}/")
