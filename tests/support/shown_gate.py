"""A gate that shows what a test tells it to, for pages and doors without a store."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.decisions import (
    Decision,
    Outcome,
    Reason,
    ReferTarget,
    RuleCode,
    Verdict,
)
from gate_service.domain.lanes import KioskPhase, LaneView
from gate_service.domain.pages import Page
from gate_service.domain.visits import Direction, LaneName

LANE = LaneName("lane-1")
AT = datetime(2026, 5, 4, 8, 15, 2, tzinfo=UTC)
QG1 = (
    "QG1:Q77C5TZ%SJAL8/6V:JNZ1FK2Y8A:UK5GQTSB8L67QH:O4338$M5J06*B2323EKVA+JK$"
    "B3C6VZE JR1YI%USN0V0CT6%PU5VQFRRFJSKBM00DJBOJ0TSJFV1Y3I3QSEP4$XJ:OR447G4"
    "Q%92$$4Q-LD5N384%8M8%L%AQ7LO*L4SHMJYB$ HHCBK$4P77XAEE.M48KSMUW18WGLO/J4M"
    "UY2R"
)
SECRETS = {f"{role}-key": Caller(f"the {role}", role, "lane-1") for role in Role}


class ShownGate:
    """Knows one key a role, such as ``clerk-key``, and shows one lane."""

    def __init__(self) -> None:
        self.view = lane_view()
        self.presented: list[str] = []
        self.clerks_called = 0
        self.own_page: int | None = None
        self.ticks = 0
        self.followers: list[Callable[[LaneName], None]] = []
        self.site = SimpleNamespace(
            lane=lambda _: SimpleNamespace(own_page=self.own_page),
            yard=lambda _: None,
            yards={},
            lanes={},
            metrics_from_here=False,
            declarations=SimpleNamespace(slots=SimpleNamespace(zone=None)),
        )
        self.safety = SimpleNamespace(
            deliver=SimpleNamespace(channels={}),
            watch=lambda: None,
            escalate=lambda: None,
            sweep=lambda: None,
        )
        self.telling = SimpleNamespace(
            listen=lambda _: lambda: None, subscribers=frozenset
        )
        self.ruling = SimpleNamespace(sweep=lambda: None)
        self.desk = SimpleNamespace(tidy=lambda: None)
        self.keys = SimpleNamespace(authenticate=SECRETS.get, at_a_lane=lambda _: None)
        self.archive = SimpleNamespace(
            follow=lambda: 0, over=None, forget=SimpleNamespace(sweep=lambda: 0)
        )
        self.customs = SimpleNamespace(
            hear=lambda _: None,
            read=lambda: None,
            once=SimpleNamespace(sweep=lambda: None),
            tokens=SimpleNamespace(authenticate=lambda _: None),
        )
        self.keys = SimpleNamespace(authenticate=SECRETS.get, at_a_lane=lambda _: None)
        self.look_up = SimpleNamespace(
            visits_booked=lambda _: Page(()), events=lambda *_, **__: ()
        )

    def as_gate(self) -> Gate:
        return cast("Gate", self)

    def lane_view(self, _: LaneName) -> LaneView:
        return self.view

    def present(self, _: LaneName, text: str) -> None:
        self.presented.append(text)

    def call_clerk(self, _: LaneName) -> None:
        self.clerks_called += 1

    def tick(self) -> None:
        self.ticks += 1

    def subscribe(self, callback: Callable[[LaneName], None]) -> Callable[[], None]:
        self.followers.append(callback)
        return lambda: self.followers.remove(callback)

    def show(self, view: LaneView) -> None:
        self.view = view
        for follower in self.followers:
            follower(view.lane)


def lane_view(
    phase: KioskPhase = KioskPhase.WAITING,
    *,
    version: int = 1,
    decision: Decision | None = None,
    notice: str | None = None,
    clerk_called: bool = False,
) -> LaneView:
    go = phase is KioskPhase.GO
    return LaneView(
        lane=LANE,
        version=version,
        phase=phase,
        direction=Direction.IN,
        decision=decision,
        pass_text=QG1 if go else None,
        route="Block B, row 12" if go else None,
        notice=notice,
        clerk_called=clerk_called,
    )


def reason(code: str, outcome: Outcome, *, silent: bool = False) -> Reason:
    return Reason(
        rule=RuleCode.CONTAINER_SET,
        outcome=outcome,
        code=code,
        detail=f"detail of {code}",
        silent=silent,
    )


def decision(
    verdict: Verdict, *reasons: Reason, target: ReferTarget | None = None
) -> Decision:
    return Decision(
        verdict=verdict,
        reasons=reasons,
        at=AT,
        rules_version="1",
        rules_hash="4be2f0a9",
        target=target,
        until=AT if target else None,
    )
