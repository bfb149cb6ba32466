"""Whatever happens in whatever order: no GO with an objection, no pass spent twice."""

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gate_service.domain.decisions import Outcome, RuleCode, RuleMode, Verdict
from gate_service.domain.errors import GateError
from gate_service.domain.lane_events import PassageClosed, PassageOpened
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.rooms import YardRoom
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import MOVES, LaneName, PassageId, VisitState
from tests.support.gates import (
    CLERK,
    CUSTOMS,
    EXIT,
    LANE,
    OTHER_BOX,
    SECOND,
    at_work,
    live,
    seen_box,
    seen_plate,
)

LANES = st.sampled_from([LANE, SECOND, EXIT])
PLATES = st.sampled_from([(), (seen_plate(),), (seen_plate("XY99ZZZ"),)])
BOXES = st.sampled_from(
    [(), (seen_box(),), (seen_box(status="uncertain"),), (seen_box(OTHER_BOX),)]
)
CAMERAS = st.sampled_from([(), (live(),)])


class GateUnderFire(RuleBasedStateMachine):
    """Two bookings, three lanes, and everybody does anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.work = at_work(Path(self.folder.name))
        self.texts = [self.work.book().arrival_code for _ in range(2)]
        self.passages: dict[str, str] = {}
        self.count = 0

    def teardown(self) -> None:
        self.work.gate.close()
        self.folder.cleanup()

    @rule(lane=LANES)
    def drive_in(self, lane: str) -> None:
        self.count += 1
        self.passages[lane] = f"p-{self.count}"
        self.work.drive_in(self.passages[lane], lane)  # type: ignore[arg-type]  # a lane name

    @rule(lane=LANES, number=st.integers(0, 9))
    def present(self, lane: str, number: int) -> None:
        self.work.see_code(self.texts[number % len(self.texts)], lane)  # type: ignore[arg-type]  # a lane name

    @precondition(lambda self: self.passages)
    @rule(lane=LANES, plates=PLATES, boxes=BOXES, cameras=CAMERAS)
    def capture(self, lane: str, **seen: object) -> None:
        passage = self.passages.get(lane, "p-1")
        self.work.capture(passage, lane, **seen)  # type: ignore[arg-type]  # a lane name

    @rule(lane=LANES, through=st.booleans())
    def drive_off(self, lane: str, through: bool) -> None:
        passage = PassageId(self.passages.get(lane, "p-1"))
        self.work.report(PassageClosed(passage, through), lane=lane)  # type: ignore[arg-type]  # a lane name

    @rule(lane=LANES)
    def take_commands(self, lane: str) -> None:
        for command in self.work.gate.commands(lane):  # type: ignore[arg-type]  # a lane name
            self.attempt(self.work.gate.take_command, lane, command.id)

    @rule(lane=LANES, number=st.integers(0, 9))
    def truck_comes(self, lane: str, number: int) -> None:
        self.drive_in(lane)
        self.present(lane, number)
        boxes = () if lane == EXIT else (seen_box(),)
        self.work.capture(self.passages[lane], lane, boxes=boxes)  # type: ignore[arg-type]  # a lane name
        shown = self.work.gate.lane_view(lane).pass_text  # type: ignore[arg-type]  # a lane name
        if shown is not None and shown not in self.texts:
            self.texts.append(shown)

    @rule(lane=LANES)
    def truck_goes(self, lane: str) -> None:
        self.work.clock.turn(3)
        self.take_commands(lane)
        self.drive_off(lane, through=True)

    @rule(lane=LANES, state=st.sampled_from(["none", "medium", "leak", "fault"]))
    def inspect(self, lane: str, state: str) -> None:
        self.tell(lane, Instrument.DAMAGE, state)

    @rule(lane=LANES)
    def loop_passed(self, lane: str) -> None:
        self.work.clock.turn(3)
        self.take_commands(lane)
        self.tell(lane, Instrument.LOOP, "passed")

    def tell(self, lane: str, instrument: Instrument, state: str) -> None:
        self.count += 1
        told = Measured(
            id=ReadingId(f"m-{self.count}"),
            lane=LaneName(lane),
            instrument=instrument,
            sensor="one",
            at=self.work.clock(),
            state=state,
        )
        self.work.gate.ruling.measure(told.lane, [told], by=CLERK)

    @rule(full=st.booleans(), closed=st.booleans())
    def tell_room(self, full: bool, closed: bool) -> None:
        room = YardRoom(at=self.work.clock(), full=full, closed=closed)
        self.work.gate.ruling.room(room)

    @rule()
    def hold(self) -> None:
        self.work.hold()

    @rule()
    def release(self) -> None:
        for hold in self.work.gate.look_up.holds():
            self.attempt(self.work.gate.release_hold, hold.id, CUSTOMS, "R-1")

    @rule(seconds=st.sampled_from([1, 70, 900]))
    def wait(self, seconds: int) -> None:
        self.work.clock.turn(seconds)
        self.work.gate.tick()

    @rule(number=st.integers(0, 9), revoke=st.booleans())
    def use_pass(self, number: int, revoke: bool) -> None:
        text = self.texts[number % len(self.texts)]
        if not text.startswith("QG1:"):
            return
        if revoke:
            wanted = self.work.gate.verify_pass
            self.attempt(lambda: self.work.gate.revoke_pass(wanted(text).id, CLERK))
        else:
            self.attempt(self.work.gate.spend_pass, text, LANE, CLERK)

    @rule()
    def decide_again(self) -> None:
        for visit in self.work.gate.look_up.visits([VisitState.REFERRED]):
            self.attempt(self.work.gate.decide_again, visit.id, CLERK)

    @rule()
    def cancel(self) -> None:
        booked = self.work.gate.look_up.appointments()[0]
        self.attempt(self.work.gate.cancel, booked.id, CLERK)

    @rule(lane=LANES)
    def open_twice(self, lane: str) -> None:
        passage = PassageId(self.passages.get(lane, "p-1"))
        self.work.report(PassageOpened(passage), lane=lane)  # type: ignore[arg-type]  # a lane name

    def attempt(self, call: object, *arguments: object) -> None:
        """Ask for something that may be refused, but for no other reason."""
        try:
            call(*arguments)  # type: ignore[operator]  # a use case
        except GateError:
            return

    @invariant()
    def go_means_that_no_live_rule_objected(self) -> None:
        for visit in self.work.gate.look_up.visits(limit=1000):
            decision = visit.decision
            if visit.state is VisitState.CLEARED:
                assert decision is not None
                assert decision.verdict is Verdict.GO
            if decision is not None and decision.verdict is Verdict.GO:
                assert len(decision.reasons) == len(RuleCode)
                assert all(
                    reason.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}
                    and reason.mode is RuleMode.LIVE
                    for reason in decision.reasons
                )

    @invariant()
    def every_move_was_possible(self) -> None:
        for visit in self.work.gate.look_up.visits(limit=1000):
            states = [state for state, _ in visit.history]
            assert all(b in MOVES[a] for a, b in pairwise(states))

    @invariant()
    def a_pass_is_spent_once(self) -> None:
        spent = [
            event.data["pass_id"]
            for event in self.work.gate.look_up.events(0, 100_000)
            if event.kind == "pass.spent"
        ]
        assert len(spent) == len(set(spent))

    @invariant()
    def only_a_cleared_truck_has_a_barrier_command(self) -> None:
        for lane in (LANE, SECOND, EXIT):
            view = self.work.gate.lane_view(lane)
            commands = self.work.gate.commands(lane)
            assert not commands or view.phase is KioskPhase.GO
            assert len(commands) <= 1

    @invariant()
    def no_barrier_waits_for_a_container_on_hold(self) -> None:
        if any(hold.active for hold in self.work.gate.look_up.holds()):
            assert not self.work.gate.commands(LANE)
            assert not self.work.gate.commands(SECOND)

    @invariant()
    def a_booked_truck_is_inside_at_most_once(self) -> None:
        inside = [
            visit.appointment
            for visit in self.work.gate.look_up.visits(limit=1000)
            if visit.inside and visit.booked
        ]
        assert len(inside) == len(set(inside))

    @invariant()
    def the_chain_holds(self) -> None:
        assert self.work.gate.look_up.broken_event() is None


TestGateUnderFire = pytest.mark.slow(pytest.mark.timeout(120)(GateUnderFire.TestCase))
TestGateUnderFire.settings = settings(
    max_examples=16,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # shrinking would outlast the time limit
    suppress_health_check=[HealthCheck.too_slow],
)
