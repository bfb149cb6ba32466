"""Read-only questions about alerts, yards and shifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.record import Clock
from gate_service.domain.errors import InvalidInputError, UnknownCameraError
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import Alert, AlertId, YardName
from gate_service.domain.safety_ports import EVERY, AlertFilter
from gate_service.domain.shift import ShiftReport, shift_report
from gate_service.domain.site import Site
from gate_service.domain.yards import Heat, YardState

LONGEST_SHIFT = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtAlerts:
    """Every question is one consistent look at the store; reports read *page* a go."""

    transactions: Transactions
    site: Site
    clock: Clock
    page: int = 500

    def alert(self, wanted: AlertId) -> Alert:
        """Give one alert; UnknownAlertError."""
        with self.transactions.read() as store:
            return store.alerts.get(wanted)

    def alerts(
        self, asked: AlertFilter = EVERY, limit: int = 100
    ) -> tuple[tuple[Alert, ...], int]:
        """List the newest that were asked for, and the last change of any alert."""
        with self.transactions.read() as store:
            return store.alerts.listed(asked, limit), store.alerts.last_change()

    def changed(self, after: int, limit: int = 100) -> tuple[Alert, ...]:
        """List at most *limit* alerts that changed behind audit event *after*."""
        with self.transactions.read() as store:
            return store.alerts.changed_after(after, limit)

    def yards(self) -> tuple[YardState, ...]:
        """Give every yard of the site, each with what may be believed now."""
        now = self.clock()
        with self.transactions.read() as store:
            return tuple(
                store.yards.get(name).believed(now) for name in sorted(self.site.yards)
            )

    def shift(self, since: datetime, until: datetime) -> ShiftReport:
        """Count the incidents that began between two times, at most 31 days apart."""
        _require_span(since, until)
        found: list[Alert] = []
        asked = AlertFilter(since=since, until=until)
        with self.transactions.read() as store:
            while page := store.alerts.listed(asked, self.page):
                found += page
                asked = AlertFilter(since=since, until=until, before=page[-1].number)
        return shift_report(found, since, until)

    def heat(
        self, yard: YardName, camera: str, since: datetime, until: datetime
    ) -> Heat:
        """Add up where people stood before a camera, in hours that begin between."""
        self.site.yard(yard)
        _require_span(since, until)
        with self.transactions.read() as store:
            cells = store.heat.between(yard, camera, since, until)
            known = {each.camera for each in store.yards.get(yard).cameras}
        if not cells and camera not in known:
            msg = f"no camera {camera[:40]!r} in yard {yard}"
            raise UnknownCameraError(msg)
        return Heat(yard=yard, camera=camera, since=since, until=until, cells=cells)

    def yard_of(self, camera: str) -> YardName:
        """Find the only yard with a camera; UnknownCameraError, InvalidInputError."""
        found = [s.yard for s in self.yards() if camera in _cameras(s)]
        if not found:
            msg = f"no yard has a camera {camera[:40]!r}"
            raise UnknownCameraError(msg)
        if len(found) > 1:
            msg = f"more than one yard has a camera {camera[:40]!r}: name the yard"
            raise InvalidInputError(field="yard", message=msg)
        return found[0]


def _cameras(state: YardState) -> Sequence[str]:
    return [each.camera for each in state.cameras]


def _require_span(since: datetime, until: datetime) -> None:
    if not since < until:
        msg = "'from' must come before 'to'"
        raise InvalidInputError(field="from", message=msg)
    if until - since > LONGEST_SHIFT:
        msg = f"'from' and 'to' are at most {LONGEST_SHIFT.days} days apart"
        raise InvalidInputError(field="to", message=msg)
