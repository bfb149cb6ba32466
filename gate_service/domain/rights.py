"""Rights: who may bring or fetch a container, passed from party to party."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

from gate_service.domain.pages import Cut, Page


def same_party(one: str, other: str | None) -> bool:
    """Tell whether two names are one party's: people write them large and small.

    >>> same_party("Acme Haulage", "ACME HAULAGE")
    True
    """
    return other is not None and one.casefold() == other.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One step of a right: *by* gave it to *to*."""

    at: datetime
    by: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What the carrier says of one container: who may move it, and on what terms.

    ``released`` is when the carrier released it, under ``release``; None while it has
    not. ``line_hold`` is the carrier's own objection in words, ``fees`` what is due in
    words; None where there is none. ``expires`` None means never.
    """

    container: str
    carrier: str
    transfers: tuple[Transfer, ...] = ()
    release: str | None = None
    released: datetime | None = None
    expires: datetime | None = None
    line_hold: str | None = None
    fees: str | None = None

    @property
    def holder(self) -> str:
        """The party that holds the right now: the carrier until it names another."""
        return self.transfers[-1].to if self.transfers else self.carrier

    def passed(self, *, by: str, to: str, at: datetime) -> Self:
        """Pass the right on; whether *by* may is the caller's to check."""
        step = Transfer(at=at, by=by, to=to)
        return replace(self, transfers=(*self.transfers, step))


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRequest:
    """What a carrier says of a container; ``holder`` None leaves the holder as is."""

    container: str
    holder: str | None = None
    release: str | None = None
    expires: datetime | None = None
    line_hold: str | None = None
    fees: str | None = None


class Rights(Protocol):
    """One right a container; a container without is not ruled by its carrier."""

    def save(self, right: Right) -> None:
        """Keep a new or changed one."""

    def find(self, container: str) -> Right | None:
        """Find by container number."""

    def of(self, containers: Collection[str]) -> tuple[Right, ...]:
        """List those on file of *containers*."""

    def page(self, party: str | None, cut: Cut) -> Page[Right]:
        """List those of a party that is carrier or holder, or (None) all."""
