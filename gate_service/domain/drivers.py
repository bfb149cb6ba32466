"""Drivers: personal data, kept apart from all else and known elsewhere by id alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from gate_service.domain.pages import Cut, Page

DriverId = NewType("DriverId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A haulier's driver. No event, pass, code or decision carries more than the id.

    ``inducted`` is when the last safety induction was taken; None means never.
    ``banned`` says why the terminal lets the driver in no more; None where it does.
    """

    id: DriverId
    haulier: str
    name: str
    licence: str
    phone: str | None = None
    inducted: datetime | None = None
    banned: str | None = None


class Drivers(Protocol):
    """Drivers of all hauliers; one that was forgotten is not found."""

    def save(self, driver: Driver) -> None:
        """Keep a new or changed one."""

    def find(self, wanted: DriverId) -> Driver | None:
        """Find by id."""

    def by_licence(self, haulier: str, licence: str) -> Driver | None:
        """Find a haulier's driver by licence number."""

    def with_licence(self, licence: str) -> tuple[Driver, ...]:
        """List all hauliers' drivers with that licence number: one person."""

    def page(self, haulier: str | None, cut: Cut) -> Page[Driver]:
        """List those of one haulier or (None) of all, newest first, as *cut* says."""

    def listed(self, haulier: str | None, limit: int) -> tuple[Driver, ...]:
        """List the newest of one haulier or (None) of all."""

    def forget(self, wanted: DriverId) -> bool:
        """Delete all that is known of a driver; false if nothing was."""
