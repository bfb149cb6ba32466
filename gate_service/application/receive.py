"""Receive a batch of lane events, each exactly once."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from gate_service.application.attend import Attend
from gate_service.application.leave import Leave
from gate_service.application.once import each_once
from gate_service.application.present import TakeCode
from gate_service.application.reconcile import Reconcile
from gate_service.application.record import Clock, record
from gate_service.domain.corrected import corrected
from gate_service.domain.errors import UnknownCommandError
from gate_service.domain.lane_events import (
    BarrierHeld,
    BarrierOpened,
    BatchReceipt,
    CodeSeen,
    LaneEvent,
    LaneHealth,
    PassageCaptured,
    PassageClosed,
    PassageOpened,
)
from gate_service.domain.lanes import CommandId, LaneState
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.seen import SeenCamera
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, Passage, PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive:
    """Take events in their order. A batch is stored whole or not at all.

    An event about a passage that is closed, or was never in this lane, is kept
    in the audit chain and changes nothing else.
    """

    transactions: Transactions
    site: Site
    attend: Attend
    leave: Leave
    take_code: TakeCode
    reconcile: Reconcile
    clock: Clock

    def __call__(
        self, lane: LaneName, source: str, events: Sequence[LaneEvent]
    ) -> BatchReceipt:
        """Store what is new; SequenceGapError where numbers are missing.

        The error asks for what follows the last event that stays stored.
        """
        self.site.lane(lane)
        with self.transactions.write() as store:
            return each_once(
                store,
                lane,
                source,
                events,
                lambda event: self._take(store, lane, event),
            )

    def _take(self, store: Store, lane: LaneName, event: LaneEvent) -> None:
        if not self.reconcile(store, lane, event):
            self._apply(store, lane, event)

    def _apply(self, store: Store, lane: LaneName, event: LaneEvent) -> None:
        match event.report:
            case PassageOpened():
                self._opened(store, lane, event, event.report)
            case PassageCaptured():
                self._captured(store, lane, event, event.report)
            case PassageClosed():
                self._closed(store, lane, event, event.report)
            case CodeSeen():
                self._code(store, lane, event, event.report)
            case BarrierOpened():
                self._barrier(store, lane, "barrier.opened", event.report.command)
            case BarrierHeld():
                reason = str(event.report.reason)
                command = event.report.command
                self._barrier(store, lane, "barrier.held", command, reason=reason)
            case LaneHealth():
                self._health(store, lane, event.report)

    def _opened(
        self, store: Store, lane: LaneName, event: LaneEvent, report: PassageOpened
    ) -> None:
        if store.passages.find(report.passage) is None:
            self._open(store, lane, event, report.passage)

    def _open(
        self, store: Store, lane: LaneName, event: LaneEvent, wanted: PassageId
    ) -> Passage:
        """Make the passage the lane's current one; one still there has left."""
        state = store.lanes.get(lane)
        before = store.passages.find(state.passage) if state.passage else None
        if before is not None:
            self._record(store, lane, "passage.superseded", before.id)
            self.leave(store, before, through=False, at=event.at)
            state = replace(state, clerk_called=False)
        passage = Passage(
            id=wanted,
            lane=lane,
            opened=event.at,
            presented=None if before else self._remembered(state, event.at),
        )
        store.passages.save(passage)
        store.lanes.save(
            replace(
                state,
                passage=wanted,
                code=None,
                code_at=None,
                code_seen=None,
                notice=None,
                notice_at=None,
            )
        )
        self._record(store, lane, "passage.opened", wanted)
        if passage.presented is not None:
            self.attend(store, passage)
        return store.passages.find(wanted) or passage

    def _remembered(self, state: LaneState, opened: datetime) -> str | None:
        """Give the code shown before the truck was seen, if that is not long ago.

        A code and a drive-in may have waited in the lane's outbox: by the lane's
        clock too, one must follow soon upon the other.
        """
        if state.code is None or state.code_at is None:
            return None
        age = self.clock() - state.code_at
        if state.code_seen is not None:
            age = max(age, opened - state.code_seen)
        fresh = age <= timedelta(seconds=self.site.code_memory)
        return state.code if fresh else None

    def _code(
        self, store: Store, lane: LaneName, event: LaneEvent, report: CodeSeen
    ) -> None:
        """Take a code in; one that was shown by a truck now gone is nobody's."""
        if report.passage not in {None, store.lanes.get(lane).passage}:
            self._record(store, lane, "passage.misplaced", report.passage)
            return
        self.take_code(store, lane, report.text, seen=event.at)

    def _captured(
        self, store: Store, lane: LaneName, event: LaneEvent, report: PassageCaptured
    ) -> None:
        known = store.passages.find(report.passage)
        passage = known or self._open(store, lane, event, report.passage)
        if passage.lane != lane or passage.closed is not None:
            self._record(store, lane, "passage.misplaced", passage.id)
            return
        passage = replace(
            passage,
            opened=report.opened,
            stopped=report.stopped,
            captured=passage.captured or event.at,
            reported=passage.reported or self.clock(),
            plates=report.plates,
            containers=report.containers,
            load=report.load,
            cameras=report.cameras,
            evidence=report.evidence,
        )
        passage = corrected(passage)
        store.passages.save(passage)
        self._record(store, lane, "passage.captured", passage.id)
        self.attend(store, passage)

    def _closed(
        self, store: Store, lane: LaneName, event: LaneEvent, report: PassageClosed
    ) -> None:
        passage = store.passages.find(report.passage)
        if passage is None or passage.closed is not None or passage.lane != lane:
            self._record(store, lane, "passage.misplaced", report.passage)
            return
        self.leave(store, passage, through=report.through, at=event.at)

    def _barrier(
        self,
        store: Store,
        lane: LaneName,
        kind: str,
        command: CommandId,
        reason: str | None = None,
    ) -> None:
        """Record what the barrier did, with the visit whose command it is."""
        visit = None
        with suppress(UnknownCommandError):
            visit = store.commands.get(command).visit
        more: dict[str, Any] = {} if reason is None else {"reason": reason}
        now = self.clock()
        record(store, now, kind, visit=visit, lane=lane, command=command, **more)

    def _health(self, store: Store, lane: LaneName, report: LaneHealth) -> None:
        state = store.lanes.get(lane)
        store.lanes.save(replace(state, cameras=report.cameras))
        if _states(state.cameras) != _states(report.cameras):
            states: dict[str, object] = dict(_states(report.cameras))
            record(store, self.clock(), "lane.health", lane=lane, cameras=states)

    def _record(
        self, store: Store, lane: LaneName, kind: str, passage: PassageId
    ) -> None:
        found = store.passages.find(passage)
        record(
            store,
            self.clock(),
            kind,
            visit=found.visit if found else None,
            lane=lane,
            passage=passage,
        )


def _states(cameras: Sequence[SeenCamera]) -> dict[str, str]:
    return {seen.camera: seen.state for seen in cameras}
