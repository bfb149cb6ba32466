"""A lane that may not decide alone any more says that the gate decides."""

import queue
from pathlib import Path

import httpx2

from pipelines.alone_setup import Beside, aside
from pipelines.gate_link import GateLink
from pipelines.ids import new_id
from pipelines.link_watch import LinkWatch
from pipelines.notes import Notes
from pipelines.outbox import Outbox
from pipelines.own_commands import OwnCommands
from pipelines.settings import LaneSettings
from tests.support.pipes import EPOCH, HandClock


def test_the_gate_hears_that_it_decides_where_offline_was_turned_off(
    tmp_path: Path,
) -> None:
    outbox = Outbox(tmp_path / "outbox.db", sender="lane-1", new_id=new_id)
    outbox.append("lane.offline", EPOCH, {}, noted=Notes(keep={"alone": "then"}))
    clock = HandClock()
    lane = LaneSettings.model_validate(
        {
            "gate": "http://gate",
            "outbox": tmp_path / "outbox.db",
            "cameras": {"front": {"url": "videotestsrc://", "reads": ["plate"]}},
        }
    )
    with httpx2.Client() as client:
        for _ in range(2):
            made = aside(
                lane,
                Beside(
                    link=GateLink(client, "lane-1"),
                    outbox=outbox,
                    watch=LinkWatch(clock),
                    own=OwnCommands(),
                    inbox=queue.Queue(),
                    clock=clock,
                ),
            )
            assert made is None
    types = [event.type for event in outbox.pending(9).events]
    assert types == ["lane.offline", "lane.online"]
