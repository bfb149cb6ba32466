"""A busy day at a gate, seeded: trucks of all kinds come, and leave again."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from gate_service.domain.lane_events import PassageCaptured
from gate_service.domain.seen import SeenContainer, SeenPlate
from gate_service.domain.visits import (
    ExpectedContainer,
    LaneName,
    PassageId,
    VisitState,
)
from tests.support.gates import (
    EXIT,
    LANE,
    SECOND,
    GateAtWork,
    live,
    seen_box,
    seen_plate,
)
from vision.identifiers import check_digit

_HAULIERS = ("ACME", "Blue Star Haulage", "Delta Trans", "Hanse Trucking")
_OWNERS = ("CSQU", "MSKU", "MRDU", "QGTU")
_SIZES = ("22G1", "42G1", "45G1")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
KINDS = {
    "right": 84,
    "inferred": 5,
    "unread": 4,
    "one off": 3,
    "other plate": 2,
    "held": 2,
}
"""What trucks are like, and how many of a hundred."""


@dataclass
class GateDay:
    """Let *work*'s clock run through a day; *seed* decides everything."""

    work: GateAtWork
    seed: int = 7
    _due: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - a day, not a key

    def run(self, trucks: int, hours: float, booked_ahead: int = 0) -> None:
        """Let *trucks* come over *hours*, and book more for later."""
        begin = self.work.clock.now
        for _ in range(trucks):
            self._at(begin + timedelta(hours=hours * self._dice.random()), self._come)
        end = begin + timedelta(hours=hours)
        for _ in range(booked_ahead):
            opens = end + timedelta(hours=8 * self._dice.random() ** 1.5)
            self._at(begin, partial(self._book_ahead, opens))
        while self._due and self._due[0][0] <= end:
            at, _, act = heapq.heappop(self._due)
            self.work.clock.now = max(self.work.clock.now, at)
            act()
        self.work.clock.now = max(self.work.clock.now, end)

    def _at(self, at: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (at, next(self._number), act))

    def _book_ahead(self, opens: datetime) -> None:
        self._book(opens)

    def _book(self, opens: datetime) -> tuple[str, str, str, str]:
        opens = opens.replace(minute=0, second=0, microsecond=0)
        plate, box, size = self._plate(), self._box(), self._dice.choice(_SIZES)
        booked = self.work.book(
            haulier=self._dice.choice(_HAULIERS),
            plate=plate,
            containers=(ExpectedContainer(box, size),),
            opens=opens,
            closes=opens + timedelta(hours=1),
        )
        return booked.arrival_code, plate, box, size

    def _come(self) -> None:
        work, dice = self.work, self._dice
        code, plate, box, size = self._book(work.clock.now)
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        lane = dice.choice((LANE, SECOND))
        passage = f"p-{next(self._number)}"
        if kind == "held":
            work.hold(box)
        work.drive_in(passage, lane)
        work.gate.present(lane, code)
        plates, boxes = self._seen(kind, plate, box, size)
        self._stop(passage, lane, plates, boxes)
        self._settle(passage, lane, plate)

    def _stop(
        self,
        passage: str,
        lane: LaneName,
        plates: tuple[SeenPlate, ...],
        boxes: tuple[SeenContainer, ...],
    ) -> None:
        opened = self.work.clock.now
        self.work.clock.turn(3)
        stopped = self.work.clock.now
        self.work.clock.turn(min(30.0, 1 + self._dice.gammavariate(2, 1.2)))
        captured = PassageCaptured(
            passage=PassageId(passage),
            opened=opened,
            stopped=stopped,
            plates=plates,
            containers=boxes,
            cameras=(live(),),
        )
        self.work.report(captured, lane=lane)

    def _settle(self, passage: str, lane: LaneName, plate: str) -> None:
        """Let a cleared truck in, and others turn round after a while."""
        visit = self.work.gate.lane_view(lane).visit
        assert visit is not None
        if visit.state is VisitState.CLEARED:
            self.work.raise_barrier(lane)
            self.work.drive_off(passage, lane)
            stay = timedelta(minutes=12 + self._dice.gammavariate(3, 7))
            self._at(self.work.clock.now + stay, lambda: self._leave(plate))
            return
        self.work.clock.turn(20)
        self.work.drive_off(passage, lane, through=False)

    def _leave(self, plate: str) -> None:
        passage = f"p-{next(self._number)}"
        self.work.drive_in(passage, EXIT)
        self._stop(passage, EXIT, (seen_plate(plate),), ())
        visit = self.work.gate.lane_view(EXIT).visit
        assert visit is not None
        if visit.state is VisitState.CLEARED:
            self.work.raise_barrier(EXIT)
        self.work.drive_off(passage, EXIT, through=visit.state is VisitState.CLEARED)

    def _seen(
        self, kind: str, plate: str, box: str, size: str
    ) -> tuple[tuple[SeenPlate, ...], tuple[SeenContainer, ...]]:
        plates = (seen_plate(self._plate() if kind == "other plate" else plate),)
        seen = {
            "inferred": (seen_box(box, size_type=size, status="inferred"),),
            "unread": (),
            "one off": (seen_box(_one_off(box), size_type=size),),
        }
        return plates, seen.get(kind, (seen_box(box, size_type=size),))

    def _plate(self) -> str:
        letters = "".join(self._dice.choices(_LETTERS, k=5))
        return f"{letters[:2]}{self._dice.randrange(10, 75)}{letters[2:]}"

    def _box(self) -> str:
        ten = f"{self._dice.choice(_OWNERS)}{self._dice.randrange(10**6):06}"
        return ten + check_digit(ten)


def _one_off(box: str) -> str:
    """Change one digit, and the check digit with it."""
    ten = f"{box[:9]}{(int(box[9]) + 1) % 10}"
    return ten + check_digit(ten)
