"""API keys: issue, recognise, revoke."""

import base64
import hashlib
from dataclasses import dataclass, field, replace

from gate_service.application.record import Clock, NewId, RandomBytes, record
from gate_service.application.remembered import Remembered
from gate_service.domain.callers import ApiKey, Caller, KeyId, Role
from gate_service.domain.errors import (
    InvalidInputError,
    NotFoundError,
    StateConflictError,
)
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import YardName
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName

_WHOSE = {
    Role.LANE: "the name of its lane",
    Role.KIOSK: "the name of its lane",
    Role.YARD: "the name of its yard",
    Role.CUSTOMS: "the name of its authority",
    Role.HAULIER: "the name of its firm",
    Role.CARRIER: "the name of its firm",
}
"""What the key of a role is good for, where that is not the whole site."""

_OFTEN = {Role.LANE, Role.KIOSK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The register of API keys. Secrets are random, so a plain SHA-256 keeps them."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId
    random: RandomBytes
    remembered: Remembered = field(default_factory=Remembered)

    def issue(self, role: Role, name: str, scope: str | None = None) -> str:
        """Make a key and give its secret, which is not kept and not shown again.

        Raises InvalidInputError where a lane, kiosk, yard, customs or haulier key has
        no scope, or another one has, or where its lane or yard is none of this site.
        """
        if (scope is not None) != (role in _WHOSE):
            need = f"needs a scope: {_WHOSE[role]}" if scope is None else "has no scope"
            msg = f"a key of the role {role} {need}"
            raise InvalidInputError(field="scope", message=msg)
        self._require_place(role, str(scope))
        secret = "qgk_" + base64.b32encode(self.random(20)).decode().lower()
        key = ApiKey(
            id=KeyId(self.new_id()),
            caller=Caller(name, role, scope),
            digest=_digest(secret),
            issued=self.clock(),
        )
        with self.transactions.write() as store:
            store.keys.save(key)
            record(store, key.issued, "key.issued", key=key.id, role=str(role))
        return secret

    def _require_place(self, role: Role, scope: str) -> None:
        heard = self.site.customs.authorities
        if role is Role.CUSTOMS and heard and scope not in heard:
            msg = f"this site's authorities are {', '.join(sorted(heard))}"
            raise InvalidInputError(field="scope", message=msg)
        lane, yard = role in {Role.LANE, Role.KIOSK}, role is Role.YARD
        try:
            if lane:
                self.site.lane(LaneName(scope))
            elif yard:
                self.site.yard(YardName(scope))
        except NotFoundError as error:
            known = self.site.lanes if lane else self.site.yards
            what = "lanes" if lane else "yards"
            msg = f"{error}; its {what} are: {', '.join(sorted(known)) or 'none'}"
            raise InvalidInputError(field="scope", message=msg) from error

    def issued(self, secret: str) -> ApiKey | None:
        """Give the key of *secret*; None where it is unknown or revoked."""
        with self.transactions.read() as store:
            key = store.keys.by_digest(_digest(secret))
        return key if key and key.revoked is None else None

    def authenticate(self, secret: str) -> Caller | None:
        """Give the owner of *secret*; None where it is unknown or revoked."""
        now, key = self.clock(), self.issued(secret)
        if key is None:
            return None
        if key.caller.role in _OFTEN:
            self.remembered.remember(key.digest, key.caller, now)
        return key.caller

    def at_a_lane(self, secret: str) -> Caller | None:
        """Give the lane or kiosk that showed *secret* a moment ago, without waiting.

        None says nothing: ``authenticate`` has to look it up.
        """
        return self.remembered.caller(_digest(secret), self.clock())

    def revoke(self, wanted: KeyId) -> None:
        """Revoke a key; StateConflictError the second time."""
        now = self.clock()
        with self.transactions.write() as store:
            key = store.keys.get(wanted)
            if key.revoked is not None:
                msg = "this key was revoked before"
                raise StateConflictError(msg)
            store.keys.save(replace(key, revoked=now))
            record(store, now, "key.revoked", key=wanted)
        self.remembered.forget()

    def listed(self) -> tuple[ApiKey, ...]:
        """List all keys, revoked ones too; secrets are not among what is kept."""
        with self.transactions.read() as store:
            return store.keys.listed()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
