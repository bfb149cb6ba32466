"""The outbox loses nothing and doubles nothing."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from pipelines.backoff import Backoff
from pipelines.gate_link import GateLink, GateUnreachableError
from pipelines.ids import new_id
from pipelines.outbox import (
    Outbox,
    OutboxError,
    OutboxFullError,
    rfc3339,
)
from pipelines.proofs import MAX_CLIP, MAX_EVIDENCE, EvidenceError, Media, addressed
from pipelines.publish import Publisher
from tests.support.gate_double import GateDouble
from tests.support.pipes import EPOCH, wait_until

OPENED = "passage.opened"


@pytest.fixture(name="outbox")
def fresh_outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db", sender="lane-1", new_id=new_id)
    yield outbox
    outbox.close()


@pytest.fixture(name="gate")
def running_gate() -> Iterator[GateDouble]:
    with GateDouble() as gate:
        yield gate


@pytest.fixture(name="publisher")
def publisher_to(outbox: Outbox, gate: GateDouble) -> Iterator[Publisher]:
    with httpx2.Client(base_url=gate.url, timeout=2.0) as client:
        backoff = Backoff(0.02, 0.1, lambda: 0.5)
        yield Publisher(outbox, GateLink(client, "lane-1"), backoff)


def fill(outbox: Outbox, count: int, type_: str = OPENED) -> None:
    for _ in range(count):
        outbox.append(type_, EPOCH, {"passage": "p"})


def test_sequences_and_source_go_on_after_a_restart(tmp_path: Path) -> None:
    first = Outbox(tmp_path / "outbox.db", sender="lane-1", new_id=new_id)
    fill(first, 2)
    source = first.pending(9).source
    first.acknowledged(source, 2)
    first.close()
    second = Outbox(tmp_path / "outbox.db", sender="lane-1", new_id=new_id)
    assert second.append(OPENED, EPOCH, {}) == 3
    assert second.pending(9).source == source
    second.close()


def test_an_event_goes_out_as_written_with_its_evidence_first(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    proof = addressed(b"jpeg")
    outbox.append("passage.captured", EPOCH, {"passage": "p"}, [proof])
    assert publisher.send_once()
    assert not publisher.send_once()
    assert gate.evidence == {proof.digest: b"jpeg"}
    assert gate.events[0]["at"] == "2026-05-04T08:00:00.000Z" == rfc3339(EPOCH)
    assert gate.events[0]["sequence"] == 1


def test_everything_arrives_once_though_the_gate_service_restarts(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    stop = threading.Event()
    thread = publisher.start(stop)
    fill(outbox, 60)
    assert wait_until(lambda: len(gate.events) == 60)
    gate.__exit__()
    fill(outbox, 60)
    with gate:
        assert wait_until(lambda: len(gate.events) == 120)
        assert wait_until(lambda: not outbox.pending(1).events)
        stop.set()
        thread.join(2.0)
    assert not thread.is_alive()
    assert [event["sequence"] for event in gate.events] == list(range(1, 121))


def test_a_lost_answer_doubles_nothing(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    fill(outbox, 3)
    gate.status = 503
    with pytest.raises(GateUnreachableError):
        publisher.send_once()
    gate.status = None
    publisher.send_once()
    assert len(gate.events) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_what_can_be_mended_is_kept(
    outbox: Outbox, gate: GateDouble, publisher: Publisher, status: int
) -> None:
    fill(outbox, 2)
    gate.status = status
    with pytest.raises(GateUnreachableError):
        publisher.send_once()
    assert len(outbox.pending(9).events) == 2
    assert not outbox.dead_letters()


def test_a_refused_event_is_parked_alone_and_the_rest_arrive(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    fill(outbox, 3)
    fill(outbox, 1, "passage.odd")
    fill(outbox, 3)
    gate.refuse_types = {"passage.odd"}
    while publisher.send_once():
        pass
    assert len(gate.events) == 6
    (letter,) = outbox.dead_letters()
    assert letter[1] == "passage.odd"
    assert "422" in letter[2]


def test_parking_leaves_no_gap_in_the_numbers(outbox: Outbox) -> None:
    fill(outbox, 3)
    before = outbox.pending(9)
    outbox.park(before.events[0].event_id, "refused")
    after = outbox.pending(9)
    assert [event.sequence for event in after.events] == [1, 2]
    assert after.events[0].event_id == before.events[1].event_id
    assert after.source != before.source


def test_a_gate_service_that_lost_its_memory_gets_what_waits(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    fill(outbox, 5)
    publisher.send_once()
    gate.reached.clear()
    fill(outbox, 2)
    while publisher.send_once():
        pass
    assert len(gate.events) == 7


def test_an_answer_for_another_source_forgets_nothing(outbox: Outbox) -> None:
    fill(outbox, 2)
    outbox.acknowledged("another/source", 99)
    assert len(outbox.pending(9).events) == 2


def test_a_gate_without_room_gets_the_event_without_its_evidence(
    outbox: Outbox, gate: GateDouble, publisher: Publisher
) -> None:
    gate.full = True
    outbox.append("incident.opened", EPOCH, {}, [addressed(b"jpeg")])
    assert publisher.send_once()
    assert gate.types() == ["incident.opened"]
    assert gate.evidence == {}


def test_only_health_reports_are_refused_when_full(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "o.db", sender="lane-1", new_id=new_id, max_events=2)
    fill(outbox, 2, "lane.health")
    with pytest.raises(OutboxFullError):
        fill(outbox, 1, "lane.health")
    fill(outbox, 1)
    assert [event.sequence for event in outbox.pending(9).events] == [1, 2, 3]
    outbox.close()


def test_a_file_grown_too_large_keeps_events_without_images(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "o.db", sender="lane-1", new_id=new_id, max_bytes=1)
    outbox.append(OPENED, EPOCH, {}, [addressed(b"jpeg")])
    (event,) = outbox.pending(9).events
    assert outbox.evidence(event.event_id) == ()
    outbox.close()


@pytest.mark.parametrize(
    ("head", "limit", "media"),
    [
        pytest.param(b"\xff\xd8\xff\xe0", MAX_EVIDENCE, Media.JPEG, id="image"),
        pytest.param(b"\0\0\0\x20ftypiso5", MAX_CLIP, Media.MP4, id="clip"),
    ],
)
def test_evidence_is_taken_up_to_the_limit_of_its_kind(
    head: bytes, limit: int, media: Media
) -> None:
    assert addressed(head.ljust(limit, b"\0")).media is media
    with pytest.raises(EvidenceError, match="too large"):
        addressed(head.ljust(limit + 1, b"\0"))


def test_a_file_that_is_no_outbox_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "o.db").write_bytes(b"not a database, but long enough to tell" * 50)
    with pytest.raises(OutboxError, match="cannot be opened"):
        Outbox(tmp_path / "o.db", sender="lane-1", new_id=new_id)


WRITER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from pipelines.ids import new_id
from pipelines.outbox import Outbox
from pipelines.proofs import addressed
outbox = Outbox(Path(sys.argv[1]), sender="lane-1", new_id=new_id)
while True:
    proof = addressed(b"x" * 9000)
    print(outbox.append("odd", datetime.now(UTC), {}, [proof]), flush=True)
"""


def test_what_was_appended_survives_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    writer = subprocess.Popen(  # noqa: S603  # a constant of this file
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
    )
    with writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(30)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().split()]
    outbox = Outbox(path, sender="lane-1", new_id=new_id)
    kept = [event.sequence for event in outbox.pending(10_000).events]
    assert kept[: len(told)] == told
    assert kept == list(range(1, len(kept) + 1))
    assert outbox.append(OPENED, EPOCH, {}) == len(kept) + 1
    outbox.close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_a_full_disk_is_said_in_words_and_nothing_is_broken(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db", sender="lane-1", new_id=new_id)
    fill(outbox, 3)
    (pages,) = outbox._db.execute("PRAGMA page_count").fetchone()
    outbox._db.execute(f"PRAGMA max_page_count = {pages}")
    large = addressed(bytes(100_000))

    with pytest.raises(OutboxError, match="cannot be written"):
        outbox.append("passage.captured", EPOCH, {"passage": "p"}, [large])

    outbox._db.execute("PRAGMA max_page_count = 100000")
    assert outbox.append("passage.captured", EPOCH, {"passage": "p"}, [large]) == 4
    assert [e.sequence for e in outbox.pending(9).events] == [1, 2, 3, 4]
    outbox.close()
