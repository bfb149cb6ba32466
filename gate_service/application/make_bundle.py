"""Make the bundle with which a lane decides alone while the link is down."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from gate_service.application.judge import Judge
from gate_service.application.locate import Locate, Located
from gate_service.application.record import Clock
from gate_service.domain.decisions import Verdict
from gate_service.domain.lanes import Lane
from gate_service.domain.offline import Allowed, Bundle, SignedBundle
from gate_service.domain.offline_ports import BundleSigner
from gate_service.domain.pass_ports import PassSigner
from gate_service.domain.passes import PassId
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.rules.case import Credential, Shown
from gate_service.domain.rules.ruleset import fingerprint
from gate_service.domain.seen import SeenCamera, SeenContainer, SeenPlate
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    Direction,
    ExpectedContainer,
    LaneName,
    Passage,
    PassageId,
    Visit,
    VisitState,
)

_COMING = (
    VisitState.CONFIRMED,
    VisitState.ARRIVING,
    VisitState.CAPTURED,
    VisitState.CLEARED,
)
_AT_A_LANE = frozenset({VisitState.ARRIVING, VisitState.CAPTURED})
_UNMEASURED = timedelta(hours=1)
"""A passage that opens so late has nothing measured: what an instrument must tell is
missing, as it will be while the link is down."""

Kept = dict[LaneName, tuple[datetime, SignedBundle]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBundle:
    """Judge every truck to come as if it read exactly as booked; allow those with GO.

    Whatever rule needs more than plate, containers and cameras, such as a weight,
    then says REFER, so that no lane lets such a truck go alone. A bundle is made at
    most every so many seconds, and given out again until then.
    """

    transactions: Transactions
    site: Site
    locate: Locate
    judge: Judge
    signer: PassSigner
    seal: BundleSigner
    clock: Clock
    _kept: Kept = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, name: LaneName) -> SignedBundle:
        """Give the lane's newest bundle; UnknownLaneError."""
        lane = self.site.lane(name)
        with self._turn:
            now = self.clock()
            kept = self._kept.get(name)
            fresh = timedelta(seconds=self.site.offline.every)
            if kept is not None and timedelta() <= now - kept[0] < fresh:
                return kept[1]
            with self.transactions.read() as store:
                made = self.seal.sign_bundle(self._bundle(store, lane, now))
            self._kept[name] = (now, made)
            return made

    def _bundle(self, store: Store, lane: Lane, now: datetime) -> Bundle:
        until = now + self.site.offline.good_for
        coming = list(self._coming(store, lane, now, until))
        boxes = {each.number for _, booked in coming for each in _load(booked, lane)}
        return Bundle(
            lane=lane.name,
            direction=lane.direction,
            made=now,
            until=until,
            allowed=tuple(self._allowed(store, lane, now, coming)),
            held=tuple(sorted({h.container for h in store.holds.active_on(boxes)})),
            revoked=store.passes.revoked(now),
            keys=self.signer.public_keys(),
            rules=self.site.rules,
            rules_hash=fingerprint(self.site.rules),
        )

    def _coming(
        self, store: Store, lane: Lane, now: datetime, until: datetime
    ) -> Iterator[tuple[Visit, Appointment]]:
        """Give who may come here while the bundle is good."""
        most = self.site.offline.most
        if lane.direction is Direction.OUT:
            yield from store.coming.in_state(VisitState.IN_YARD, most)
            return
        for visit, booked in store.coming.closing_after(now, _COMING, most):
            elsewhere = visit.state in _AT_A_LANE and visit.lane != lane.name
            if booked.opens < until and visit.booked and not elsewhere:
                yield visit, booked

    def _allowed(
        self,
        store: Store,
        lane: Lane,
        now: datetime,
        coming: list[tuple[Visit, Appointment]],
    ) -> Iterator[Allowed]:
        for visit, booked in coming:
            at = now if lane.direction is Direction.OUT else max(now, booked.opens)
            if not lane.closed and self._would_go(store, lane, visit, booked, at):
                yield Allowed(
                    code=code_digest(booked.arrival_code),
                    passes=_honoured(store, lane, visit, now),
                    plate=booked.plate,
                    containers=_load(booked, lane),
                    opens=booked.opens,
                    closes=booked.closes,
                )

    def _would_go(
        self, store: Store, lane: Lane, visit: Visit, booked: Appointment, at: datetime
    ) -> bool:
        """Say whether the truck, read exactly as booked at *at*, would get GO."""
        passage = _as_booked(lane, visit, booked, at)
        located = self._located(store, lane, visit, booked, passage)
        if located.visit is None or located.visit.id != visit.id:
            return False
        judge = replace(self.judge, clock=lambda: at)
        return judge.foresee(store, visit, passage, located).verdict is Verdict.GO

    def _located(
        self,
        store: Store,
        lane: Lane,
        visit: Visit,
        booked: Appointment,
        passage: Passage,
    ) -> Located:
        """Find what the arrival code would: no look-up where nobody has used it yet."""
        if visit.state is VisitState.CONFIRMED and lane.direction is Direction.IN:
            return Located(Credential(Shown.ARRIVAL_CODE), booked, visit)
        return self.locate(store, passage)


def code_digest(code: str) -> str:
    """Give the SHA-256 of an arrival code or pass, in hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def _load(booked: Appointment, lane: Lane) -> tuple[ExpectedContainer, ...]:
    return booked.expected(lane.direction) or ()


def _honoured(
    store: Store, lane: Lane, visit: Visit, now: datetime
) -> tuple[PassId, ...]:
    """List the passes that let this truck through this lane."""
    if visit.state is not VisitState.CLEARED:
        return ()
    return tuple(
        issued.claims.id
        for issued in store.passes.of_visit(visit.id)
        if issued.spent is None
        and issued.revoked is None
        and issued.claims.lane == lane.name
        and now < issued.claims.expires
    )


def _as_booked(lane: Lane, visit: Visit, booked: Appointment, at: datetime) -> Passage:
    """Make the passage that nothing could be said against."""
    here = visit.passage if visit.lane == lane.name else None
    return Passage(
        id=here or PassageId("foreseen"),
        lane=lane.name,
        opened=at + _UNMEASURED,
        stopped=at,
        captured=at,
        reported=at,
        plates=(SeenPlate(text=booked.plate, confidence=1.0, status="certain"),),
        containers=tuple(
            SeenContainer(
                number=each.number,
                confidence=1.0,
                status="certain",
                size_type=each.size_type,
            )
            for each in _load(booked, lane)
        ),
        cameras=(SeenCamera(camera="any", state="live", last_frame_age=0.0),),
        presented=booked.arrival_code,
    )
