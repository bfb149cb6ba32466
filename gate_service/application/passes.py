"""Verify, spend and revoke clearance passes; what offline readers need."""

from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.record import Clock, record
from gate_service.application.retract import barrier_taken
from gate_service.domain.callers import Caller
from gate_service.domain.errors import PassError, StateConflictError
from gate_service.domain.pass_ports import PassSigner
from gate_service.domain.passes import IssuedPass, PassClaims, PassId, PublicKey
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.visits import LaneName, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPass:
    """Say whether a pass would be honoured now; it stays unspent."""

    transactions: Transactions
    signer: PassSigner
    clock: Clock

    def __call__(self, text: str, lane: LaneName | None = None) -> PassClaims:
        """Give the claims of a good pass; PassError names what is wrong."""
        claims = self.signer.open(text)
        claims.require_unexpired(self.clock())
        claims.require_lane(lane)
        with self.transactions.read() as store:
            _require_unused(store, claims.id)
        return claims


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendPass:
    """Spend a pass, exactly once, whoever else tries at the same time."""

    transactions: Transactions
    signer: PassSigner
    clock: Clock

    def __call__(self, text: str, lane: LaneName, by: Caller) -> PassClaims:
        """Spend and give the claims; PassError names what is wrong."""
        claims = self.signer.open(text)
        now = self.clock()
        claims.require_unexpired(now)
        claims.require_lane(lane)
        with self.transactions.write() as store:
            if not store.passes.spend(claims.id, now):
                _require_unused(store, claims.id)
            issued = store.passes.get(claims.id)
            record(
                store,
                now,
                "pass.spent",
                visit=issued.visit,
                lane=lane,
                pass_id=claims.id,
                by=by.name,
            )
        return claims


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePass:
    """Revoke a pass; the truck that was cleared with it is cleared no more."""

    transactions: Transactions
    attend: Attend
    clock: Clock

    def __call__(self, wanted: PassId, by: Caller) -> None:
        """Revoke; StateConflictError the second time."""
        now = self.clock()
        with self.transactions.write() as store:
            issued = store.passes.get(wanted)
            if not store.passes.revoke(wanted, now):
                msg = "this pass was revoked before"
                raise StateConflictError(msg)
            record(
                store,
                now,
                "pass.revoked",
                visit=issued.visit,
                lane=issued.claims.lane,
                pass_id=wanted,
                by=by.name,
            )
            self._take_back(store, issued)

    def _take_back(self, store: Store, issued: IssuedPass) -> None:
        """Judge the truck by its revoked pass, unless its barrier has moved."""
        visit = store.visits.get(issued.visit)
        if visit.state is not VisitState.CLEARED or barrier_taken(store, visit):
            return
        passage = store.passages.find(visit.passage) if visit.passage else None
        if passage is not None:
            shown = replace(passage, presented=issued.text, accepted=False)
            store.passages.save(shown)
        self.attend.anew(store, visit, was_cleared=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKeys:
    """List the keys that verify passes offline."""

    signer: PassSigner

    def __call__(self) -> tuple[PublicKey, ...]:
        """Give the signing key first."""
        return self.signer.public_keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    """Give the signed list of revoked passes that have not expired."""

    transactions: Transactions
    signer: PassSigner
    clock: Clock

    def __call__(self) -> str:
        """Sign the list as it is now (``QGS1:``...)."""
        now = self.clock()
        with self.transactions.read() as store:
            return self.signer.sign_status(store.passes.revoked(now), now)


def _require_unused(store: Store, wanted: PassId) -> None:
    """Refuse a spent, revoked or (ours, but not on file) unknown pass."""
    issued = store.passes.get(wanted)
    if issued.revoked is not None:
        msg = "this pass was revoked"
        raise PassError(code="revoked", message=msg)
    if issued.spent is not None:
        msg = "this pass was spent before"
        raise PassError(code="spent", message=msg)
