"""Delete personal data: of visits that ended long ago, and of a driver on request.

The audit chain is not touched; it carries ids alone, and one event more says what was
deleted. Images go last: should the gate stop in between, a file may outlive its
passage until the next sweep, and no passage claims a file that is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.follow import Follow
from gate_service.application.forget_elsewhere import (
    ForgetConsignees,
    forget_answers,
)
from gate_service.application.forget_kept import EVERYTHING, ForgetKept
from gate_service.application.look_back import alerts_of, passages_at
from gate_service.application.record import Clock, record
from gate_service.domain.archive_ports import Seen, StayFilter
from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.errors import (
    NotYoursError,
    StateConflictError,
    UnknownDriverError,
)
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.personal import (
    FORGOTTEN_KIND,
    appointment_without,
    images_of,
    passage_without,
    visit_without,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.stays import OVER, Stay
from gate_service.domain.visits import Passage, PassageId, Visit, VisitId

_AT_ONCE = 100
_MOST = 5000  # visits of one sweep: the rest waits for the next
_OF_DRIVER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was deleted of a driver; ``kept`` are visits that a hold or alert keeps."""

    driver: DriverId
    visits: tuple[VisitId, ...]
    images: int
    kept: tuple[VisitId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Called on request, and ``sweep`` about once an hour.

    ``also`` deletes what other groups of use cases keep of a visit, in one transaction
    with all the rest.
    """

    transactions: Transactions
    site: Site
    follow: Follow
    images: EvidenceStore
    clock: Clock
    consignees: ForgetConsignees
    also: tuple[ForgetKept, ...] = EVERYTHING

    def sweep(self) -> int:
        """Delete what is older than the site keeps; say of how many visits."""
        before = self.site.personal.before(self.clock())
        if before is None:
            return 0
        self.follow()
        number = sum(self._visit(each) is not None for each in self._due(before))
        self._passages(before)
        self._drivers(before)
        self.consignees.older(before)
        self.follow()
        return number

    def driver(self, wanted: DriverId, by: Caller) -> Forgotten:
        """Delete a driver and what the lanes took of the driver's ended visits.

        Raises NotYoursError for all but administrators, UnknownDriverError, and
        StateConflictError while a visit of the driver has not ended.
        """
        if by.role is not Role.ADMIN:
            msg = "only an administrator has a person forgotten"
            raise NotYoursError(msg)
        self.follow()
        ended = self._ended(wanted)
        done = {each.visit: self._visit(each) for each in ended}
        gone = {visit: images for visit, images in done.items() if images is not None}
        kept = tuple(visit for visit in done if visit not in gone)
        told = Forgotten(
            driver=wanted,
            visits=tuple(gone),
            images=sum(gone.values()),
            kept=kept,
        )
        names = {name for stay in ended if stay.visit in gone for name in _names(stay)}
        self._delete(told, by=by.name, names=names)
        self.follow()
        return told

    def named(self, licence: str, haulier: str | None) -> tuple[Driver, ...]:
        """Find drivers by licence number, of one haulier or of all."""
        with self.transactions.read() as store:
            listed = store.drivers.listed(haulier, limit=1_000_000)
        return tuple(each for each in listed if each.licence == licence)

    def _ended(self, wanted: DriverId) -> tuple[Stay, ...]:
        with self.transactions.read() as store:
            if store.drivers.find(wanted) is None:
                msg = f"no driver {wanted[:40]!r}"
                raise UnknownDriverError(msg)
            stays = store.stays.listed(StayFilter(driver=wanted), _OF_DRIVER)
        if still := [stay.visit for stay in stays if stay.over is None]:
            msg = (
                f"the driver's visit {still[0]} is {stays[0].state}: cancel it, or "
                "forget the driver once the truck has left"
            )
            raise StateConflictError(msg)
        return tuple(stay for stay in stays if stay.forgotten is None)

    def _delete(
        self, told: Forgotten, *, by: str, names: frozenset[str] | set[str]
    ) -> None:
        with self.transactions.write() as store:
            driver = store.drivers.find(told.driver)
            if driver is not None:
                person = {driver.id, driver.name, driver.licence, driver.phone or ""}
                forget_answers(store, person | names)
            store.drivers.forget(told.driver)
            store.stays.unsee(Seen.DRIVER, told.driver)
            record(
                store,
                self.clock(),
                FORGOTTEN_KIND,
                driver=told.driver,
                visits=list(told.visits),
                images=told.images,
                kept=list(told.kept),
                by=by,
            )

    def _due(self, before: datetime) -> Iterator[Stay]:
        """Yield visits that ended before that time, page by page, oldest first."""
        last: Stay | None = None
        for _ in range(_MOST // _AT_ONCE):
            with self.transactions.read() as store:
                page = store.stays.to_forget(before, last, _AT_ONCE)
            yield from page
            if len(page) < _AT_ONCE:
                return
            last = page[-1]

    def _visit(self, stay: Stay) -> int | None:
        """Delete of one visit; give the number of images, None where it is kept."""
        with self.transactions.write() as store:
            visit = store.visits.get(stay.visit)
            own = passages_at(store, visit)
            if visit.state not in OVER or _bound(store, stay, own, self.clock()):
                return None
            mine = [each for each in own if each.visit in {visit.id, None}]
            digests = images_of(mine)
            for passage in mine:
                store.passages.save(passage_without(passage))
            store.visits.save(visit_without(visit))
            _forget_booking(store, visit)
            names = [each.id for each in mine]
            for forget in self.also:
                forget(store, visit.id, names)
            record(
                store,
                self.clock(),
                FORGOTTEN_KIND,
                visit=visit.id,
                lane=visit.lane,
                passages=names,
                passes=store.passes.forget(visit.id),
                evidence=sorted(digests),
            )
        return self._drop(digests)

    def _passages(self, before: datetime) -> None:
        """Delete of trucks that turned round before they had a visit."""
        with self.transactions.read() as store:
            names = store.stays.unseen(Seen.PASSAGE, before, _MOST)
        for name in names:
            with self.transactions.write() as store:
                passage = store.passages.find(PassageId(name))
                store.stays.unsee(Seen.PASSAGE, name)
                digests = images_of([passage]) if passage else frozenset[str]()
                if passage is not None:
                    store.passages.save(passage_without(passage))
                    record(
                        store,
                        self.clock(),
                        FORGOTTEN_KIND,
                        lane=passage.lane,
                        passages=[name],
                        evidence=sorted(digests),
                    )
            self._drop(digests)

    def _drivers(self, before: datetime) -> None:
        """Delete drivers not heard of for so long; a ban keeps its driver on file."""
        with self.transactions.read() as store:
            names = store.stays.unseen(Seen.DRIVER, before, _MOST)
            found = [store.drivers.find(DriverId(name)) for name in names]
            open_ = {each.id for each in found if each and _has_open(store, each.id)}
        for driver in found:
            if driver and driver.banned is None and driver.id not in open_:
                none = Forgotten(driver=driver.id, visits=(), images=0, kept=())
                self._delete(none, by="retention", names=frozenset())

    def _drop(self, digests: frozenset[str]) -> int:
        return sum(self.images.delete(each) > 0 for each in sorted(digests))


def _names(stay: Stay) -> Iterator[str]:
    """Yield what names a visit in an answer that a program was given."""
    yield stay.visit
    yield from stay.plates


def _bound(
    store: Store, stay: Stay, passages: tuple[Passage, ...], now: datetime
) -> bool:
    """Whether a hold or an alert needs what is known of the visit."""
    if store.holds.active_on(stay.containers):
        return True
    return any(
        alert.waiting or (alert.evidence_until or now) > now
        for alert in alerts_of(store, stay.visit, passages, now)
    )


def _has_open(store: Store, driver: DriverId) -> bool:
    stays = store.stays.listed(StayFilter(driver=driver), _OF_DRIVER)
    return any(stay.over is None for stay in stays)


def _forget_booking(store: Store, visit: Visit) -> None:
    """Take the plates out of the appointment once none of its visits needs them."""
    if visit.appointment is None:
        return
    others = store.visits.of_appointment(visit.appointment)
    if all(other.state in OVER for other in others):
        booked = store.appointments.get(visit.appointment)
        store.appointments.save(appointment_without(booked))
