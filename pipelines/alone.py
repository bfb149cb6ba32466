"""The lane decides alone while the gate is away, and hands back when it is there.

Owned by the lane's thread. A GO, the note that its code is spent, and the event that
tells the gate are one write to the outbox; the barrier is asked to move after it. So
whatever breaks in between, no code lets two trucks through here, and the gate learns
of each. Whatever the gate may have seen itself is not decided here.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipelines.alone_rules import Alone, SeenTruck, decide_alone, digest, spent_key
from pipelines.alone_screen import Phase, Screen
from pipelines.bundle_keeper import BundleKeeper
from pipelines.clock import Clock
from pipelines.evidence import camera_states
from pipelines.gate_link import Command
from pipelines.health import CameraHealth
from pipelines.link_watch import LinkWatch
from pipelines.messages import CodeSeen
from pipelines.notes import Notes, TakenError
from pipelines.offline_settings import OfflineSettings
from pipelines.outbox import Outbox, rfc3339
from pipelines.own_commands import OwnCommands
from pipelines.passage import OpenPassage

_log = logging.getLogger(__name__)
ALONE = "alone"
"""The note that is there while the lane decides alone."""
_CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A code, the passage that was open when it was shown, and monotonic seconds."""

    text: str
    passage: str | None
    seconds: float


@dataclass(slots=True, kw_only=True)
class DecidesAlone:
    """What ``Lane`` asks at every code and tick."""

    outbox: Outbox
    watch: LinkWatch
    bundles: BundleKeeper
    own: OwnCommands
    clock: Clock
    new_id: Callable[[], str]
    rules: OfflineSettings
    show: Callable[[Screen], None]
    _alone: bool = field(init=False)
    _last: datetime | None = field(init=False)
    """The latest time that was decided by: a clock that goes back is not believed."""
    _code: _Shown | None = None
    _passage: OpenPassage | None = None
    _captured: float | None = None
    _judged: tuple[str, int] | None = None
    _verdict: Alone | None = None
    _go: Command | None = None
    _withdrawn: list[Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._alone = self.outbox.noted(ALONE) is not None
        last = self.outbox.noted(_CLOCK)
        self._last = None if last is None else datetime.fromisoformat(last)

    def hear(self, code: CodeSeen, passage: str | None) -> None:
        """Remember the code that was shown last."""
        self._code = _Shown(code.text.strip(), passage, code.seconds)

    def tick(self, passage: OpenPassage | None, health: Sequence[CameraHealth]) -> None:
        """Follow the link and the truck; decide where it is for the lane to."""
        if self._passage is not passage:
            self._leave(self._passage)
            self._passage = passage
        if passage and passage.captured is not None and self._captured is None:
            self._captured = self.clock.monotonic()
        self._follow_link()
        if self._alone and passage is not None:
            self._decide(passage, health)
        self.show(self._screen(passage))

    def _follow_link(self) -> None:
        away, now = self.watch.away_since, self.clock.monotonic()
        if self._alone and self.watch.reached:
            self._hand_back()
        elif not self._alone and away is not None and now - away >= self.rules.after:
            self._begin(away)

    def _begin(self, away: float) -> None:
        since = rfc3339(self.clock.utc(away))
        kept = self.bundles.current()
        data = {"bundle": kept.bundle.version if kept else None, "since": since}
        self.outbox.append(
            "lane.offline", self._utc(), data, noted=Notes(keep={ALONE: since})
        )
        self._alone = True
        _log.warning("gate away, the lane decides alone: bundle=%s", data["bundle"])

    def _hand_back(self) -> None:
        """Withdraw a GO that has opened nothing: the gate may know better by now."""
        if (command := self.own.withdraw()) is not None:
            self._withdrawn.append(command)
        data = {"withdrawn": [each.passage for each in self._withdrawn]}
        spent = [key for each in self._withdrawn if (key := self._spent_by(each))]
        self.outbox.append(
            "lane.online", self._utc(), data, noted=Notes(drop=(ALONE, *spent))
        )
        if self._withdrawn:
            self._go = None
        self._alone, self._withdrawn = False, []
        self._judged = self._verdict = None
        _log.warning("gate back, the lane decides alone no more")

    def _decide(self, passage: OpenPassage, health: Sequence[CameraHealth]) -> None:
        """Decide once the truck is read and a code shown, and anew when one changes."""
        if passage.captured is None or passage.barrier_opened:
            return
        if self._go is not None and not self._expired(self._go):
            return
        code = self._code_of(passage)
        judged = (code, passage.captures)
        if not code or judged == self._judged:
            return
        verdict = self._fault() or self._held_to_list(passage, code, health)
        self._verdict = self._tell(passage, code, verdict)
        self._judged = (code, passage.captures)

    def _expired(self, go: Command) -> bool:
        """Take back a GO that waited too long for the zone to be clear."""
        if self._utc() < go.expires or self.own.withdraw(go.passage) is None:
            return False
        if (key := self._spent_by(go)) is not None:
            self.outbox.note(Notes(drop=(key,)))
        self._go = self._judged = None
        return True

    def _fault(self) -> Alone | None:
        """Say why nothing may be decided here and now."""
        now, kept, away = self._utc(), self.bundles.current(), self.watch.away_since
        if kept is None:
            return Alone(None, ("no_bundle",))
        if self._last and now < self._last - timedelta(seconds=self.rules.skew):
            return Alone(None, ("clock_differs",))
        if (fault := kept.fault(now, self.rules.skew)) is not None:
            return Alone(None, (fault,))
        if away is None or self._captured is None or self._captured < away:
            return Alone(None, ("gate_may_have_decided",))
        return None

    def _held_to_list(
        self, passage: OpenPassage, code: str, health: Sequence[CameraHealth]
    ) -> Alone:
        kept = self.bundles.current()
        if kept is None:
            return Alone(None, ("no_bundle",))
        cameras = camera_states(health, passage.views)
        load = passage.truck.load
        seen = SeenTruck(
            plates=passage.fused.plates,
            containers=passage.fused.containers,
            blind=not cameras or any(each["state"] != "live" for each in cameras),
            doubts=() if load is None else [doubt.value for doubt in load.doubts],
        )
        return decide_alone(kept.bundle, code, seen, self._utc())

    def _tell(self, passage: OpenPassage, code: str, verdict: Alone) -> Alone:
        """Write the decision down, then let the barrier move; a spent code REFERs."""
        if not verdict.go or verdict.truck is None:
            self._append(passage, code, verdict, None, Notes())
            return verdict
        now = self._utc()
        command = Command(
            id=f"alone-{self.new_id()}",
            visit="",
            passage=passage.id,
            not_before=now,
            expires=now + timedelta(seconds=self.rules.open_for),
        )
        spent = {f"spent:{verdict.truck.code}": passage.id}
        key = {f"by:{passage.id}": verdict.truck.code}
        try:
            notes = Notes(once=spent, keep={_CLOCK: rfc3339(now), **key})
            self._append(passage, code, verdict, command, notes)
        except TakenError:
            return self._tell(passage, code, Alone(None, ("spent",)))
        self._go, self._last = command, now
        self.own.give(command)
        return verdict

    def _append(
        self,
        passage: OpenPassage,
        code: str,
        verdict: Alone,
        command: Command | None,
        notes: Notes,
    ) -> None:
        kept = self.bundles.current()
        data = {
            "passage": passage.id,
            "bundle": kept.bundle.version if kept else None,
            "verdict": "GO" if verdict.go else "REFER",
            "reasons": list(verdict.reasons),
            "code": digest(code),
            "command": command.id if command else None,
        }
        self.outbox.append("offline.decided", self._utc(), data, noted=notes)
        _log.warning("decided alone: passage=%s %s", passage.id, data["verdict"])

    def _leave(self, passage: OpenPassage | None) -> None:
        """Settle the truck that has left: spent is what it drove through with."""
        if passage is not None and self._go is not None:
            if self.own.withdraw(passage.id) is not None:
                key = self._spent_by(self._go)
                self.outbox.note(Notes(drop=(key,) if key else ()))
        elif passage is not None and passage.barrier_opened:
            self._spend(self._code_of(passage), passage)
        if passage is not None:
            self._code = None
        self._captured = self._judged = self._go = self._verdict = None

    def _spend(self, code: str | None, passage: OpenPassage) -> None:
        """Note the code with which the gate itself has let a truck through."""
        kept = self.bundles.current()
        if code is None or kept is None:
            return
        key = f"spent:{spent_key(kept.bundle, code)}"
        self.outbox.note(Notes(keep={key: passage.id}))

    def _spent_by(self, command: Command) -> str | None:
        code = self.outbox.noted(f"by:{command.passage}")
        return None if code is None else f"spent:{code}"

    def _code_of(self, passage: OpenPassage) -> str | None:
        """Give the code of this truck, shown in its passage or shortly before."""
        shown = self._code
        if shown is None:
            return None
        waited = passage.opened - shown.seconds
        before = shown.passage is None and waited <= self.rules.code_memory
        return shown.text if before or shown.passage == passage.id else None

    def _screen(self, passage: OpenPassage | None) -> Screen:
        if not self._alone:
            return Screen(Phase.GATE)
        if passage is None:
            return Screen(Phase.WAITING)
        if self._verdict is not None:
            phase = Phase.GO if self._verdict.go else Phase.REFER
            return Screen(phase, self._verdict.reasons)
        if passage.captured is not None and self._code_of(passage) is None:
            return Screen(Phase.SCAN_CODE)
        return Screen(Phase.READING)

    def _utc(self) -> datetime:
        return self.clock.utc(self.clock.monotonic())
