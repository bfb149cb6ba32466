"""A subscriber of a gate that is told into a list, with answers as a test says."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat

from gate_service.application.bookmark import PostOffice
from gate_service.application.postman import Postman
from gate_service.application.telling import Telling
from gate_service.domain.callers import Caller, Role
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.domain.telling import Health, SubscriberId
from gate_service.domain.telling_ports import Fault, OutletError
from tests.support.gates import GateAtWork
from tests.support.tolds import ListOutlet

ADMIN = Caller("admin", Role.ADMIN)
AWAY = OutletError("the receiver is away")
REFUSED = OutletError("the receiver answered 422", Fault.EVENT)
FULL = OutletError("the disk is full")
GONE = OutletError("the receiver answered 410", Fault.GONE)


class Told:
    """A subscriber of a gate, told into a list."""

    def __init__(self, work: GateAtWork, *types: str) -> None:
        self.work, self.outlet = work, ListOutlet()
        self.telling: Telling = work.gate.telling
        self.subscriptions = self.telling.subscriptions
        request = SubscriptionRequest(
            name="TOS", url="http://tos.example/", types=types, since=0
        )
        self.id: SubscriberId = self.subscriptions.add(request, ADMIN).id
        self.office: PostOffice = replace(
            self.telling.office,
            outlets=self.outlet.open,
            steady=lambda: self.work.clock().timestamp(),
        )
        self.postman = Postman(self.office, self.id)

    def book(self) -> None:
        """Book a truck for the hours that come."""
        now = self.work.clock()
        self.work.book(opens=now, closes=now + timedelta(hours=8))

    def restart(self) -> None:
        """Begin again as after a crash: what was not written down is not known."""
        self.postman = Postman(self.office, self.id)

    def answer(self, *answers: OutletError | None) -> None:
        self.outlet.answers = chain(answers, repeat(None))

    def fail(self, error: OutletError) -> None:
        self.outlet.answers = repeat(error)

    @property
    def health(self) -> Health:
        return self.subscriptions.one(self.id, ADMIN)

    @property
    def came(self) -> list[CanonicalEvent]:
        return self.outlet.came


def moves(told: Told) -> list[str]:
    return told.outlet.names


WAY_IN = [
    *("visit.confirmed", "visit.arriving", "visit.captured", "visit.cleared"),
    *("visit.decided", "visit.gated_in", "visit.in_yard"),
]
