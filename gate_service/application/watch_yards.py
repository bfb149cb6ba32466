"""A yard that falls silent is an incident: no camera of it may be believed."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.raise_alert import RaiseAlert
from gate_service.application.record import Clock, NewId
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.safety import GATE, AlertId, Cause, Incident, Severity
from gate_service.domain.site import Site
from gate_service.domain.yards import YardState


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchYards:
    """Called about once a second.

    ``began`` is when the gate did: what yards told while it was away is on its way. A
    yard that was never heard of is not missed yet.
    """

    transactions: Transactions
    site: Site
    raise_alert: RaiseAlert
    clock: Clock
    new_id: NewId
    began: datetime

    def __call__(self) -> None:
        """Raise an alert for each yard that fell silent, end it when it speaks."""
        with self.transactions.read() as store:
            if not any(self._turned(store.yards.get(each)) for each in self.site.yards):
                return
        with self.transactions.write() as store:
            for name in self.site.yards:
                state = store.yards.get(name)
                if not self._turned(state):
                    continue
                if state.silence is None:
                    self._raise(store, state)
                else:
                    self._end(store, state, state.silence)

    def _turned(self, state: YardState) -> bool:
        """Say whether it fell silent, or speaks again, since it was looked at last."""
        if state.heard is None:
            return False
        since = replace(state, heard=max(state.heard, self.began))
        return since.silent(self.clock()) is (state.silence is None)

    def _raise(self, store: Store, state: YardState) -> None:
        now = self.clock()
        incident = Incident(
            id=AlertId(self.new_id()),
            yard=state.yard,
            camera=next((each.camera for each in state.cameras), state.yard),
            zone=None,
            cause=Cause.TAMPER,
            severity=Severity.MEDIUM,
            subject=None,
            opened=state.heard or now,
            last=now,
        )
        blind = f"{len(state.cameras)} of its cameras cannot be believed"
        note = f"nothing is heard of the yard, and {blind}"
        self.raise_alert(store, incident, by=GATE, note=note)
        store.yards.save(replace(state, silence=incident.id))

    def _end(self, store: Store, state: YardState, silence: AlertId) -> None:
        now = self.clock()
        known = store.alerts.get(silence).incident
        self.raise_alert(store, replace(known, last=now, closed=now, path=()))
        store.yards.save(replace(state, silence=None))
