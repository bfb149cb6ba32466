"""Every call of an authority is a sign of life."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gate_service.application.record import Clock, record
from gate_service.domain.callers import Caller, Role
from gate_service.domain.ports import Transactions
from gate_service.domain.site import Site

_EVERY = 30.0
"""Seconds between two writes of one authority, where no silence counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hear:
    """Note when an authority was heard from; not at each of many calls a second."""

    transactions: Transactions
    site: Site
    clock: Clock
    _noted: dict[str, datetime] = field(default_factory=dict)

    def __call__(self, by: Caller, *, at_once: bool = False) -> datetime | None:
        """Note a call; give the time on file, None for who is no authority."""
        if by.role is not Role.CUSTOMS or by.scope is None:
            return None
        now = self.clock()
        last = self._noted.get(by.scope)
        if last is not None and not at_once and timedelta(0) <= now - last < self._rest:
            return last
        self._write(by.scope, now)
        self._noted[by.scope] = now
        return now

    @property
    def _rest(self) -> timedelta:
        stale = self.site.customs.stale_after
        return timedelta(seconds=_EVERY if stale is None else min(_EVERY, stale / 10))

    def _write(self, authority: str, now: datetime) -> None:
        """Keep the time; that an authority is back after silence goes on record."""
        with self.transactions.write() as store:
            heard = store.authorities.heard()
            back = authority in self.site.customs.unheard(heard, now)
            store.authorities.hear(authority, now)
            if back or authority not in heard:
                record(store, now, "customs.heard", authority=authority)
