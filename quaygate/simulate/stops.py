"""A truck at a lane: it drives in, is read, is judged, and does what it is told.

Every decision is held against what the truck's kind says that it must be.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quaygate.simulate.journey import Journey, objections
from quaygate.simulate.kinds import Look, Said, Shows, Then
from quaygate.simulate.lanes import SimulatedLane
from quaygate.simulate.parties import Parties
from quaygate.simulate.trucks import captured

_PATIENCE = 60.0  # seconds that a decision may take which time alone brings
_UNKNOWN = "QGANOBODY0000"


class StopError(Exception):
    """A truck could not go on; the message says at what."""


@dataclass(slots=True)
class Noted:
    """What a lane's thread noted. Times in seconds by ``time.perf_counter``.

    ``left`` is when each visit was told to be out; ``decided`` how long the gate took
    over the requests that decided.
    """

    left: dict[str, float] = field(default_factory=dict)
    decided: list[float] = field(default_factory=list)
    judged: int = 0


@dataclass(slots=True, kw_only=True)
class Stop:
    """One stop of *journey* in *lane*, on the way in or out."""

    lane: SimulatedLane
    parties: Parties
    journey: Journey
    noted: Noted
    out: bool = False
    passage: str = field(default_factory=lambda: str(uuid.uuid4()))
    visit: str = ""
    forged: str = ""
    kiosk: Mapping[str, Any] = field(default_factory=dict)
    opened: datetime | None = None
    step: int = 0

    def run(self) -> bool:
        """Go through it all; true where the truck drove through."""
        self._drive_in(self._code())
        self._capture()
        self._hold_against()
        return _FOLLOWS[self.then](self)

    @property
    def says(self) -> tuple[Said, ...]:
        """The decisions that must come."""
        return self.journey.leaving.says if self.out else self.journey.kind.says

    @property
    def then(self) -> Then:
        """What follows the first one."""
        return self.journey.leaving.then if self.out else self.journey.kind.then

    def _code(self) -> str | None:
        shows = self.journey.leaving.shows if self.out else self.journey.kind.shows
        if shows is Shows.NOTHING:
            return None
        if shows is Shows.FORGED:
            return self.forged
        return self.journey.code

    def _drive_in(self, code: str | None) -> None:
        self.opened = self.lane.clock()
        opened = ("passage.opened", {"passage": self.passage})
        kind = self.journey.kind
        if kind.shows is Shows.EARLY and not self.out and code:
            self.lane.show(code)
            self.lane.tell(opened)
            return
        self.lane.tell(opened)
        if kind.shows is Shows.UNKNOWN and not self.out:
            answer = self.lane.show(_UNKNOWN)
            self._expect(answer.status == 404, f"an unknown code got {answer.status}")
        if code is not None:
            self.lane.show(code)
        self._instruments()

    def _instruments(self) -> None:
        if self.out or not self.journey.kind.told:
            return
        at = (self.opened or self.lane.clock()).isoformat()
        told = [
            {"id": str(uuid.uuid4()), "sensor": "simulated", "at": at, **each}
            for each in self.journey.kind.told
        ]
        path = f"{self.lane.path}/measurements"
        self.lane.line.post(path, {"measurements": told})

    def _capture(self, *, rightly: bool = False) -> None:
        look, own = self.journey.seen(out=self.out)
        kind = self.journey.kind
        plate = Look.RIGHT if self.out else kind.plate
        trailer = kind.trailer
        if trailer is not None and (self.out or rightly):
            trailer = Look.RIGHT
        data = captured(
            self.passage,
            self.opened or self.lane.clock(),
            [
                *self.journey.plates(Look.RIGHT if rightly else plate),
                *self.journey.trailers(trailer),
            ],
            self.journey.containers(Look.RIGHT if rightly else look, own),
            None if rightly or self.out else self.journey.cameras(),
        )
        answer = self.lane.tell(("passage.captured", data))
        if answer.served is not None:
            self.noted.decided.append(answer.served)

    def _hold_against(self) -> None:
        """Compare kiosk and visit with what must be said next."""
        must = self.says[self.step]
        self.step += 1
        view = self._decided(must)
        self.visit = view["visit"] or ""
        visit = self.parties.visit(self.visit)
        said = Said(visit["decision"]["verdict"], objections(visit))
        self.noted.judged += 1
        self._expect(said == must, f"said {_words(said)}, not {_words(must)}")
        self._expect(view["phase"] == said.verdict, f"its kiosk showed {view['phase']}")
        silent = any(code.startswith("watched") for code in view["reasons"])
        self._expect(not silent, "its kiosk told of the watch list")
        self.kiosk = view

    def _decided(self, must: Said) -> Mapping[str, Any]:
        """Read the kiosk; wait where nothing but time brings the decision."""
        deadline = time.monotonic() + _PATIENCE
        view: Mapping[str, Any] = self.lane.view()
        while view["phase"] not in {"GO", "REFER", "STOP", "CLOSED"} or (
            view["visit"] is None
        ):
            if time.monotonic() > deadline:
                msg = f"no decision, {_words(must)} was due; kiosk: {view['phase']}"
                raise StopError(msg)
            time.sleep(0.1)
            view = self.lane.view()
        if view["phase"] == "CLOSED":
            view = {**view, "phase": view["verdict"]}
        return view

    def _expect(self, right: bool, otherwise: str) -> None:
        if not right:
            self.journey.wrong.append(("out: " if self.out else "") + otherwise)

    def go(self) -> bool:
        """Drive through on the barrier's command."""
        if not self.lane.raise_barrier():
            msg = "no barrier command waited for it after GO"
            raise StopError(msg)
        if self.out:
            self.noted.left[self.visit] = time.perf_counter()
        self.close(through=True)
        return True

    def go_if_told(self) -> bool:
        """Drive through after GO; else it was wrong already, and the truck leaves."""
        if self.kiosk["phase"] == "GO":
            return self.go()
        return self.away()

    def away(self) -> bool:
        """Back out."""
        self.close(through=False)
        return False

    def close(self, *, through: bool) -> None:
        """Leave the lane."""
        data = {"passage": self.passage, "through": through}
        self.lane.tell(("passage.closed", data))

    def read_again(self) -> bool:
        """Have it read once more, rightly."""
        self._capture(rightly=True)
        self._hold_against()
        return self.go_if_told()

    def corrected(self) -> bool:
        """Have a clerk say what stands on it."""
        told = self.journey.corrections(out=self.out)
        self.parties.correct(self.visit, told)
        self._hold_against()
        return self.go_if_told()

    def let_go(self) -> bool:
        """Have a clerk let it go."""
        self.parties.let_go(self.visit)
        self._hold_against()
        return self.go_if_told()

    def confirmed(self) -> bool:
        """Have a clerk propose that it goes, and an officer confirm it."""
        self.parties.let_go(self.visit, confirmed=True)
        self._hold_against()
        return self.go_if_told()

    def released(self) -> bool:
        """Have customs lift its order, and a clerk have it judged again."""
        self.parties.lift(self.journey.hold, f"REL-{self.journey.number}")
        self.parties.judge_again(self.visit)
        self._hold_against()
        return self.go_if_told()

    def held_late(self) -> bool:
        """Have customs hold it under the open barrier, and release it."""
        journey = self.journey
        reference = f"SIM-{journey.number}"
        journey.hold = self.parties.place(journey.boxes[0], reference, "hold")
        self._hold_against()
        return self.released()

    def twice(self) -> bool:
        """Drive through; then another truck with its face shows its code."""
        return self.go() and self._cloned(self.journey.code)

    def spent(self) -> bool:
        """Drive through; then another truck with its face shows its pass."""
        issued = str(self.kiosk["pass_text"])
        return self.go() and self._cloned(issued)

    def _cloned(self, code: str) -> bool:
        genuine, self.passage = self.visit, str(uuid.uuid4())
        self._drive_in(code)
        self._capture()
        self._hold_against()
        self._expect(self.visit != genuine, "another truck was taken for it")
        self.away()
        self.visit = genuine
        return True


_FOLLOWS: Mapping[Then, Callable[[Stop], bool]] = {
    Then.GOES: Stop.go_if_told,
    Then.AWAY: Stop.away,
    Then.READ_AGAIN: Stop.read_again,
    Then.CORRECTED: Stop.corrected,
    Then.LET_GO: Stop.let_go,
    Then.CONFIRMED: Stop.confirmed,
    Then.RELEASED: Stop.released,
    Then.HELD_LATE: Stop.held_late,
    Then.TWICE: Stop.twice,
    Then.SPENT: Stop.spent,
}


def _words(said: Said) -> str:
    codes = ", ".join(sorted(said.codes))
    return f"{said.verdict} ({codes})" if codes else said.verdict
