"""What the use cases need from outside: a store, and where transactions begin."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from gate_service.domain.archive_ports import ArchiveStore
from gate_service.domain.audit import AuditEvent, Happening
from gate_service.domain.callers import ApiKey, KeyId
from gate_service.domain.calls import CallStore
from gate_service.domain.customs_ports import CustomsStore
from gate_service.domain.desk import DeskStore
from gate_service.domain.lanes import LaneState
from gate_service.domain.offline_ports import OfflineStore
from gate_service.domain.pages import Cut, Page
from gate_service.domain.party_ports import PartyStore
from gate_service.domain.pass_ports import PassStore
from gate_service.domain.rule_ports import RuleStore
from gate_service.domain.safety import YardName
from gate_service.domain.safety_ports import SafetyStore
from gate_service.domain.slot_ports import Booked
from gate_service.domain.telling_ports import TellingStore
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    LaneName,
    Passage,
    PassageId,
    Visit,
    VisitFilter,
    VisitId,
    VisitState,
)
from gate_service.domain.watchlist import WatchEntry, WatchId


class Appointments(Booked, Protocol):
    """Appointments; reference and arrival code are unique."""

    def add(self, appointment: Appointment) -> None:
        """Keep a new one; InvalidInputError for a taken reference or code."""

    def save(self, appointment: Appointment) -> None:
        """Keep a changed one."""

    def get(self, wanted: AppointmentId) -> Appointment:
        """Find by id; UnknownAppointmentError."""

    def by_code(self, arrival_code: str) -> Appointment | None:
        """Find by arrival code."""

    def listed(self, haulier: str | None, limit: int) -> tuple[Appointment, ...]:
        """List the newest *limit*, of one haulier or (None) of all."""

    def page(self, haulier: str | None, cut: Cut) -> Page[Appointment]:
        """List those of one haulier or (None) of all, newest first, as *cut* says."""


class Visits(Protocol):
    """Visits and who is inside."""

    def save(self, visit: Visit) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: VisitId) -> Visit:
        """Find by id; UnknownVisitError."""

    def of_appointment(self, appointment: AppointmentId) -> tuple[Visit, ...]:
        """List the visits that name *appointment*, the booked one first."""

    def booked_for(
        self, appointments: Collection[AppointmentId]
    ) -> Mapping[AppointmentId, Visit]:
        """Give the visit that was made with each of *appointments*."""

    def listed(self, states: Collection[VisitState], limit: int) -> tuple[Visit, ...]:
        """List the newest *limit* in *states*; no states means all of them."""

    def page(self, asked: VisitFilter, cut: Cut) -> Page[Visit]:
        """List those that were *asked* for, newest first."""

    def with_container(self, container: str, limit: int) -> tuple[Visit, ...]:
        """List the newest visits that announced a container or drove in with it."""

    def overdue(self, closed_before: datetime) -> tuple[Visit, ...]:
        """List confirmed visits whose window closed before that time."""

    def inside_with(self, names: Collection[str]) -> tuple[Visit, ...]:
        """List visits inside that drove in with a plate or container of *names*."""


class Passages(Protocol):
    """Passages of all lanes."""

    def save(self, passage: Passage) -> None:
        """Keep a new or changed one."""

    def find(self, wanted: PassageId) -> Passage | None:
        """Find by id."""


class LaneStates(Protocol):
    """What the gate remembers of each lane."""

    def get(self, lane: LaneName) -> LaneState:
        """Give a lane's state; a fresh one for a lane without."""

    def save(self, state: LaneState) -> None:
        """Keep a lane's state."""


class Watchlist(Protocol):
    """The watch list."""

    def save(self, entry: WatchEntry) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: WatchId) -> WatchEntry:
        """Find by id; UnknownWatchEntryError."""

    def listed(self) -> tuple[WatchEntry, ...]:
        """List the entries that count."""

    def naming(self, values: Collection[str]) -> tuple[WatchEntry, ...]:
        """List the entries that count and name one of *values*."""


class Inbox(Protocol):
    """Which events of lanes and yards have been stored."""

    def last_sequence(self, sender: LaneName | YardName, source: str) -> int:
        """Give the last stored sequence of a source; 0 for a new one."""

    def store(
        self, sender: LaneName | YardName, source: str, sequence: int, event_id: str
    ) -> bool:
        """Remember an event; false if its id was known (the sequence still counts).

        Ids may be forgotten once many events of the same source have followed.
        """


class AuditLog(Protocol):
    """The hash-chained outbox of everything that changed."""

    def append(self, happening: Happening) -> AuditEvent:
        """Give *happening* its place at the end of the chain."""

    def after(self, event: int, limit: int) -> Sequence[AuditEvent]:
        """List at most *limit* events behind number *event*."""

    def last_id(self) -> int:
        """Give the number of the last event; 0 before the first."""

    def of_visit(self, visit: VisitId) -> Sequence[AuditEvent]:
        """List the events of one visit, oldest first."""

    def of_lane(self, lane: LaneName, after: int, until: int) -> Sequence[AuditEvent]:
        """List a lane's events behind number *after*, up to *until* and with it."""

    def last(self) -> AuditEvent | None:
        """Give the end of the chain; None before the first event."""

    def version(self, lane: LaneName) -> int:
        """Give the number of the last event of a lane; 0 before the first."""


class ApiKeys(Protocol):
    """Issued API keys."""

    def save(self, key: ApiKey) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: KeyId) -> ApiKey:
        """Find by id; UnknownKeyError."""

    def by_digest(self, digest: str) -> ApiKey | None:
        """Find by the SHA-256 of the secret."""

    def listed(self) -> tuple[ApiKey, ...]:
        """List all keys, oldest first."""


class Store(
    SafetyStore,
    PartyStore,
    RuleStore,
    TellingStore,
    DeskStore,
    ArchiveStore,
    CustomsStore,
    CallStore,
    OfflineStore,
    PassStore,
    Protocol,
):
    """Everything stored, seen from inside one transaction."""

    @property
    def appointments(self) -> Appointments:
        """Give the appointments."""

    @property
    def visits(self) -> Visits:
        """Give the visits."""

    @property
    def passages(self) -> Passages:
        """Give the passages."""

    @property
    def lanes(self) -> LaneStates:
        """Give the state of each lane."""

    @property
    def watchlist(self) -> Watchlist:
        """Give the watchlist."""

    @property
    def inbox(self) -> Inbox:
        """Give the inbox of lane events."""

    @property
    def audit(self) -> AuditLog:
        """Give the audit chain."""

    @property
    def keys(self) -> ApiKeys:
        """Give the API keys."""


class Transactions(Protocol):
    """Where transactions begin. Leaving one with an exception undoes all of it."""

    def write(self) -> AbstractContextManager[Store]:
        """Begin a transaction that may write; one at a time."""

    def read(self) -> AbstractContextManager[Store]:
        """Begin a transaction that sees one consistent state and writes nothing."""
