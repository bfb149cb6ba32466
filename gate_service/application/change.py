"""Change an appointment whose truck has not come."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from gate_service.application.declare import (
    booked_visit,
    require_declaration,
    require_own_haulier,
)
from gate_service.application.drivers import keep_driver
from gate_service.application.record import Clock, NewId, record
from gate_service.domain.bookings import ChangeRequest
from gate_service.domain.callers import Caller
from gate_service.domain.errors import StaleVersionError, StateConflictError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    VisitState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Change a declaration that was approved; its arrival code stays."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId

    def __call__(
        self, wanted: AppointmentId, request: ChangeRequest, by: Caller
    ) -> Appointment:
        """Change it; refused as a booking is, and in two cases more.

        StaleVersionError where another version is on file, StateConflictError once
        the truck is at the gate, or will not come.
        """
        now = self.clock()
        with self.transactions.write() as store:
            before = store.appointments.get(wanted)
            require_own_haulier(before.haulier, by)
            visit = booked_visit(store, wanted)
            if visit.state is not VisitState.CONFIRMED:
                msg = f"an appointment that is {visit.state} is changed no more"
                raise StateConflictError(msg)
            _require_version(before, request)
            after = self._changed(store, before, request, now)
            if changed := _differences(before, after):
                after = replace(after, version=before.version + 1)
                store.appointments.save(after)
                record(
                    store,
                    now,
                    "appointment.changed",
                    visit=visit.id,
                    appointment=wanted,
                    version=after.version,
                    changed=changed,
                    by=by.name,
                )
        return after

    def _changed(
        self, store: Store, before: Appointment, request: ChangeRequest, now: datetime
    ) -> Appointment:
        asked = request.of(before)
        told = require_declaration(store, self.site, asked, now, before)
        driver = None
        if told.driver:
            driver = keep_driver(store, now, self.new_id, before.haulier, told.driver)
        return replace(
            before,
            plate=told.plate,
            trailer=told.trailer,
            containers=told.containers,
            leaves_with=told.leaves_with,
            opens=asked.opens,
            closes=asked.closes,
            lane=asked.lane,
            driver=driver,
        )


def _require_version(before: Appointment, request: ChangeRequest) -> None:
    if request.version != before.version:
        msg = f"this was changed since: it is version {before.version} now"
        raise StaleVersionError(msg)


def _differences(before: Appointment, after: Appointment) -> list[str]:
    names = [each.name for each in fields(before)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
