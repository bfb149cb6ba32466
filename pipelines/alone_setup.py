"""Putting together what lets a lane decide alone, where its settings allow it."""

import queue
import threading
from dataclasses import dataclass

from pipelines.alone import ALONE, DecidesAlone
from pipelines.alone_page import LocalPage
from pipelines.alone_screen import Display
from pipelines.bundle_keeper import BundleKeeper
from pipelines.clock import Clock
from pipelines.gate_link import GateLink
from pipelines.ids import new_id
from pipelines.link_watch import LinkWatch
from pipelines.messages import CodeSeen, Message
from pipelines.notes import Notes
from pipelines.outbox import Outbox
from pipelines.own_commands import OwnCommands
from pipelines.settings import LaneSettings


@dataclass(frozen=True, slots=True)
class Aside:
    """What decides, what keeps the bundle, and the kiosk's page, where there is one."""

    alone: DecidesAlone
    bundles: BundleKeeper
    page: LocalPage | None

    def start(self, stop: threading.Event) -> list[threading.Thread]:
        """Start its threads; the page first, which may not find its port."""
        page = [self.page.start(stop)] if self.page else []
        return [*page, self.bundles.start(stop)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What it shares with the rest of the lane."""

    link: GateLink
    outbox: Outbox
    watch: LinkWatch
    own: OwnCommands
    inbox: queue.Queue[Message]
    clock: Clock


def aside(settings: LaneSettings, beside: Beside) -> Aside | None:
    """Put it together; None for a lane that never decides alone (any more)."""
    rules = settings.offline
    if rules is None:
        _hand_back(beside)
        return None
    display, clock = Display(), beside.clock
    bundles = BundleKeeper(
        path=rules.bundle or settings.outbox.with_suffix(".bundle"),
        lane=beside.link.name,
        link=beside.link,
        clock=clock,
        every=rules.refresh,
    )
    alone = DecidesAlone(
        outbox=beside.outbox,
        watch=beside.watch,
        bundles=bundles,
        own=beside.own,
        clock=clock,
        new_id=new_id,
        rules=rules,
        show=display.show,
    )

    def tell(code: str) -> None:
        beside.inbox.put(CodeSeen(code, clock.monotonic()))

    page = None if rules.page is None else LocalPage(rules.page, display, tell)
    return Aside(alone, bundles, page)


def _hand_back(beside: Beside) -> None:
    """Say that the gate decides again, where the lane's life before had not."""
    if beside.outbox.noted(ALONE) is not None:
        now = beside.clock.utc(beside.clock.monotonic())
        ended = Notes(drop=(ALONE,))
        beside.outbox.append("lane.online", now, {"withdrawn": []}, noted=ended)
