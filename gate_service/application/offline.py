"""Lanes that decide alone, and the keys that all lanes trust: their use cases."""

from dataclasses import dataclass

from gate_service.application.make_bundle import MakeBundle
from gate_service.application.reconcile import Reconcile
from gate_service.application.record import Clock, record
from gate_service.application.rotate_keys import SigningKeys
from gate_service.domain.callers import Caller
from gate_service.domain.errors import StateConflictError
from gate_service.domain.lane_events import CameBack
from gate_service.domain.offline import Alone, LaneDecision
from gate_service.domain.ports import Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtLanes:
    """List what lanes decided alone."""

    transactions: Transactions
    site: Site

    def alone(self) -> dict[LaneName, Alone]:
        """Give the lanes that decide alone, as far as the gate has heard."""
        with self.transactions.read() as store:
            states = [store.lanes.get(lane) for lane in self.site.lanes]
        return {state.lane: state.alone for state in states if state.alone}

    def __call__(
        self, lane: LaneName | None = None, *, twice: bool = False, limit: int = 100
    ) -> tuple[LaneDecision, ...]:
        """List the newest, of one lane or all; *twice*: double spends alone."""
        with self.transactions.read() as store:
            return store.lane_decisions.listed(lane, twice=twice, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Let the gate decide again for a lane that never said that it is back.

    A lane's machine that was replaced knows nothing of what the old one had begun.
    """

    transactions: Transactions
    site: Site
    reconcile: Reconcile
    clock: Clock

    def __call__(self, name: LaneName, by: Caller) -> None:
        """Resume; StateConflictError where the gate decides already."""
        self.site.lane(name)
        with self.transactions.write() as store:
            if store.lanes.get(name).alone is None:
                msg = f"the gate decides for lane {name} already"
                raise StateConflictError(msg)
            record(store, self.clock(), "lane.resumed", lane=name, by=by.name)
            self.reconcile.back(store, name, CameBack())


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """Put together in ``gate_service.assembly.offline``."""

    bundle: MakeBundle
    decisions: LookAtLanes
    resume: Resume
    signing_keys: SigningKeys
