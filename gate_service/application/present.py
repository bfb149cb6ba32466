"""A driver shows a code at the kiosk, or presses its button."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.attend import Attend
from gate_service.application.locate import Locate
from gate_service.application.record import Clock, record
from gate_service.domain.errors import (
    GateError,
    PassError,
    UnknownAppointmentError,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, Passage, VisitState

_TAKES_CODES = frozenset(
    {VisitState.ARRIVING, VisitState.CAPTURED, VisitState.REFERRED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCode:
    """Take a code into a lane, in the caller's transaction."""

    locate: Locate
    attend: Attend
    clock: Clock

    def __call__(
        self, store: Store, lane: LaneName, text: str, *, seen: datetime | None = None
    ) -> GateError | None:
        """Give the refusal, which the lane's notice then names, or None.

        A code shown while the truck is cleared or stopped changes nothing, nor
        does the same code a second time. *seen* is when the lane's camera saw it,
        by the lane's clock; None for a code from the kiosk itself.
        """
        state = store.lanes.get(lane)
        try:
            code = self.locate.known(store, text)
        except (PassError, UnknownAppointmentError) as error:
            self._refuse(store, lane, error)
            return error
        passage = store.passages.find(state.passage) if state.passage else None
        if passage is None:
            self._remember(store, lane, code, seen)
        elif _takes_codes(store, passage) and passage.presented != code:
            self._attend(store, passage, code)
        return None

    def _refuse(self, store: Store, lane: LaneName, error: GateError) -> None:
        notice = error.code if isinstance(error, PassError) else "unknown_code"
        now = self.clock()
        state = store.lanes.get(lane)
        store.lanes.save(replace(state, notice=notice, notice_at=now))
        if state.notice != notice:
            record(store, now, "code.refused", lane=lane, notice=notice)

    def _remember(
        self, store: Store, lane: LaneName, code: str, seen: datetime | None
    ) -> None:
        state = store.lanes.get(lane)
        now = self.clock()
        shown = replace(state, code=code, code_at=now, code_seen=seen)
        store.lanes.save(replace(shown, notice=None, notice_at=None))
        if state.code != code:
            record(store, now, "code.presented", lane=lane)

    def _attend(self, store: Store, passage: Passage, code: str) -> None:
        shown = replace(passage, presented=code, accepted=False)
        store.passages.save(shown)
        store.lanes.save(
            replace(store.lanes.get(passage.lane), notice=None, notice_at=None)
        )
        record(
            store,
            self.clock(),
            "code.presented",
            visit=passage.visit,
            lane=passage.lane,
            passage=passage.id,
        )
        self.attend(store, shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Present a code that was scanned or typed at a lane's kiosk."""

    transactions: Transactions
    site: Site
    take_code: TakeCode

    def __call__(self, lane: LaneName, text: str) -> None:
        """Present; PassError or UnknownAppointmentError after noting why."""
        self.site.lane(lane)
        with self.transactions.write() as store:
            refusal = self.take_code(store, lane, text)
        if refusal is not None:
            raise refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class CallClerk:
    """Call a clerk to a lane."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(self, lane: LaneName) -> None:
        """Call; a second call changes nothing until the truck has left."""
        self.site.lane(lane)
        with self.transactions.write() as store:
            state = store.lanes.get(lane)
            if not state.clerk_called:
                store.lanes.save(replace(state, clerk_called=True))
                record(store, self.clock(), "clerk.called", lane=lane)


def _takes_codes(store: Store, passage: Passage) -> bool:
    if passage.visit is None:
        return True
    return store.visits.get(passage.visit).state in _TAKES_CODES
