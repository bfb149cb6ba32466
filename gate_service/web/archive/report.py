"""A written report: the same for the page and for the PDF."""

from dataclasses import dataclass

from gate_service.domain.visits import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table: its title, its columns and its rows; images below it, if any."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int = -1
    """The column that takes the room that is left; -1 is the last."""
    images: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``facts`` are names and values; ``forms`` the addresses of its other forms."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    forms: tuple[tuple[str, str], ...] = ()
