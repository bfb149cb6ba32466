"""One act of the demo: a truck drives in, shows its code and obeys the kiosk."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quaygate.demo.backstage import DemoError
from quaygate.demo.office import Office
from quaygate.demo.relay import Relay
from quaygate.demo.stage import Scene, Stage
from quaygate.demo.story import Act, Shows

_REACH_OUT = 0.5  # seconds from standing still until the code is under the scanner
_READ_SIGN = 1.0  # seconds that a refused driver looks at the kiosk
_PATIENCE = 15.0
_ANSWERS = {"GO", "REFER", "STOP"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one act. ``seconds`` is from standing still to the decision."""

    act: Act
    visit: Mapping[str, Any]
    passage: Mapping[str, Any]
    verdicts: tuple[str, ...]
    seconds: float

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes of the last decision's objections."""
        objected = {"REFER", "STOP"}
        reasons = self.visit["decision"]["reasons"]
        return tuple(r["code"] for r in reasons if r["outcome"] in objected)

    @property
    def as_expected(self) -> bool:
        """Whether the gate said what the story asks for."""
        return self.verdicts == self.act.verdicts and set(self.act.codes) <= set(
            self.reasons
        )


@dataclass(slots=True)
class Driver:
    """Drives one truck after another; remembers the first one's pass."""

    stage: Stage
    office: Office
    relay: Relay
    check: Callable[[], None]
    first_pass: str | None = None

    def perform(self, act: Act, scene: Scene) -> Result:
        """Drive one truck through the lane."""
        self.relay.opened.clear()
        if act.customs_hold:
            self._hold(act)
        self.stage.enter(scene)
        time.sleep(scene.driving_in + _REACH_OUT)
        self._show_code(act)
        view = self._wait(lambda view: view["phase"] in _ANSWERS, "a decision")
        decided = self.office.visit(view["visit"])
        verdicts = [str(view["phase"])]
        if act.late_hold:
            self._hold(act)
            view = self._wait(lambda view: view["phase"] != "GO", "the hold to tell")
            verdicts.append(str(view["phase"]))
        last = self.office.visit(view["visit"])
        self._obey(view)
        self.stage.leave(scene)
        self._wait(lambda view: view["phase"] == "WAITING", "the lane to be empty")
        passage = self.office.passage(decided["passage"])
        return Result(
            act=act,
            visit=last,
            passage=passage,
            verdicts=tuple(verdicts),
            seconds=_seconds(passage["stopped"], decided["decision"]["at"]),
        )

    def _hold(self, act: Act) -> None:
        number = act.truck.containers[0].number
        self.office.hold(number, f"HOLD-{act.truck.seed:02d}")

    def _show_code(self, act: Act) -> None:
        """Hold a code under the scanner, unless the kiosk camera sees it anyway."""
        if act.shows is Shows.SPENT_PASS and self.first_pass is not None:
            self.office.show_code(self.first_pass)
        elif act.shows is Shows.SCANNER and act.booked is not None:
            self.office.show_code(act.booked.arrival_code)

    def _obey(self, view: Mapping[str, Any]) -> None:
        """Wait for the barrier after a GO; else read the sign and drive off."""
        if view["phase"] != "GO":
            time.sleep(_READ_SIGN)
            return
        self.first_pass = self.first_pass or view["pass_text"]
        if not self.relay.opened.wait(_PATIENCE):
            msg = f"the barrier did not open within {_PATIENCE:g} s of a GO"
            raise DemoError(msg)

    def _wait(
        self, until: Callable[[Mapping[str, Any]], bool], what: str
    ) -> Mapping[str, Any]:
        """Watch the kiosk, as the driver does, until it shows what is waited for."""
        deadline = time.monotonic() + _PATIENCE
        while not until(view := self.office.lane()):
            self.check()
            if time.monotonic() > deadline:
                shown = view["phase"]
                msg = f"waited {_PATIENCE:g} s for {what}; the kiosk shows {shown}"
                raise DemoError(msg)
            time.sleep(0.1)
        return view


def _seconds(stopped: str, decided: str) -> float:
    """Return the seconds between two stored times."""
    since = datetime.fromisoformat(decided) - datetime.fromisoformat(stopped)
    return since.total_seconds()
