"""Rotate and retire the keys that sign passes, while the gate runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.record import Clock, record
from gate_service.domain.errors import (
    InvalidInputError,
    StateConflictError,
    UnknownKeyError,
)
from gate_service.domain.ports import Transactions
from gate_service.domain.signing_keys import (
    KeyPhase,
    KeyRing,
    SigningKey,
    phase,
    signing,
)

_LONGEST = 7 * 24 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeys:
    """The ring of signing keys; a change is recorded by the key's public id."""

    transactions: Transactions
    ring: KeyRing
    clock: Clock

    def listed(self) -> tuple[tuple[SigningKey, KeyPhase], ...]:
        """List all keys and what each is good for now, the oldest first."""
        keys, now = self.ring.listed(), self.clock()
        return tuple((key, phase(key, keys, now)) for key in keys)

    def rotate(self, grace: float) -> SigningKey:
        """Publish a new key that signs in *grace* minutes, when all readers have it.

        Raises InvalidInputError for a grace that is none, StateConflictError while
        an earlier new key waits for its time.
        """
        if not 0 <= grace <= _LONGEST:
            msg = f"the grace is 0 to {_LONGEST:.0f} minutes"
            raise InvalidInputError(field="grace", message=msg)
        with self.transactions.write() as store:
            now = self.clock()
            self._require_none_waiting(now)
            made = self.ring.add(now, now + timedelta(minutes=grace))
            record(
                store, now, "key.rotated", key=made.kid, signs=made.signs.isoformat()
            )
        return made

    def retire(self, kid: str) -> SigningKey:
        """Let a key verify no more: every pass it signed is refused from now on.

        Raises UnknownKeyError, StateConflictError for the key that signs now and for
        one that was retired before.
        """
        with self.transactions.write() as store:
            now = self.clock()
            keys = self.ring.listed()
            found = next((key for key in keys if key.kid == kid), None)
            if found is None:
                msg = f"no signing key {kid[:40]!r}"
                raise UnknownKeyError(msg)
            _require_idle(found, keys, now)
            retired = self.ring.retire(kid, now)
            record(store, now, "key.retired", key=kid)
        return retired

    def _require_none_waiting(self, now: datetime) -> None:
        waiting = [
            key for key in self.ring.listed() if key.retired is None and key.signs > now
        ]
        if waiting:
            msg = (
                f"key {waiting[0].kid} is published already and signs from "
                f"{waiting[0].signs:%Y-%m-%d %H:%M} UTC on"
            )
            raise StateConflictError(msg)


def _require_idle(key: SigningKey, keys: tuple[SigningKey, ...], now: datetime) -> None:
    if key.retired is not None:
        msg = "this key was retired before"
        raise StateConflictError(msg)
    if key.kid == signing(keys, now).kid:
        msg = "this key signs now: rotate first, and retire it when its passes ended"
        raise StateConflictError(msg)
