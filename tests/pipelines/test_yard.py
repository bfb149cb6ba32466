"""A yard: from a step into a zone to the outbox, and what happens when things fail."""

import math
from pathlib import Path

import numpy as np
import pytest

from pipelines.clip_maker import ClipJob
from pipelines.open_incidents import OpenIncidents
from pipelines.outbox import OutboxError, rfc3339
from pipelines.proofs import addressed
from pipelines.yard_messages import ClipMade
from tests.support.pipes import EPOCH, frame
from tests.support.stepped_yard import SteppedYard, person, vehicle, walk, zone
from vision.lens import Lens, LensWatch
from vision.scene import Scene
from vision.yard import YardRules

NOBODY = Scene()


@pytest.fixture(name="yard")
def stepped_yard(tmp_path: Path) -> SteppedYard:
    yard = SteppedYard(tmp_path)
    yard.show(3.0, NOBODY)
    return yard


def test_one_walk_through_a_zone_is_one_incident_in_order(yard: SteppedYard) -> None:
    yard.show(8.0, walk(10, 150, 8.0))
    yard.show(12.0, NOBODY)
    story = yard.story()
    assert (story[0], story[-1]) == ("incident.opened", "incident.closed")
    assert set(story[1:-1]) <= {"incident.updated"}
    told = [e for t in dict.fromkeys(story) for e in yard.events(t)]
    assert {data["incident"] for data in told} == {"incident-1"}
    (opened,) = yard.events("incident.opened")
    assert (opened["zone"], opened["cause"]) == ("crane", "intrusion")
    assert (opened["camera"], opened["severity"]) == ("quay", "severe")
    assert opened["closed"] is None
    (closed,) = yard.events("incident.closed")
    assert closed["closed"] >= closed["last"] > opened["opened"]


def test_an_incident_is_told_within_its_inertia(yard: SteppedYard) -> None:
    yard.show(1.0, Scene((person(74),)))
    stepped = yard.clock.now
    yard.show(0.6, Scene((person(86),)))
    assert len(yard.said) == 1
    assert yard.clock.now - stepped == pytest.approx(0.6)


def test_looks_are_more_often_while_anybody_is_seen(yard: SteppedYard) -> None:
    assert yard.eye.pause == pytest.approx(0.2)
    yard.show(0.2, Scene((person(40),)))
    assert yard.eye.pause == pytest.approx(0.1)
    yard.show(0.2, NOBODY)
    assert yard.eye.pause == pytest.approx(0.2)


def test_the_still_goes_with_the_opening_and_its_blurred_copy_after(
    yard: SteppedYard,
) -> None:
    yard.show(3.0, walk(40, 120, 2.0))
    (event,) = [
        e for e in yard.yard.outbox.pending(99).events if e.type == "incident.opened"
    ]
    (still,) = event.data["evidence"]
    (proof,) = yard.yard.outbox.evidence(event.event_id)
    assert (still["kind"], still["digest"]) == ("still", proof.digest)
    assert proof.body.startswith(b"\xff\xd8")
    (later,) = yard.events("incident.updated", clips=True)
    assert later["incident"] == event.data["incident"]
    assert [e["kind"] for e in later["evidence"]] == ["blurred-still"]
    assert later["evidence"][0]["digest"] != still["digest"]


def test_a_clip_is_asked_for_from_five_seconds_before_to_five_after(
    yard: SteppedYard,
) -> None:
    yard.show(2.0, walk(40, 120, 1.0))
    opened = yard.yard.time.seconds(yard.said[0].opened)
    (job,) = yard.jobs
    assert (job.begin, job.end) == pytest.approx((opened - 5, opened + 5))
    assert (job.camera, job.last) == ("quay", False)


def test_a_longer_incident_gets_a_longer_clip_once_it_is_over(
    yard: SteppedYard,
) -> None:
    yard.show(10.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    incident = yard.said[-1]
    opened, last = (yard.yard.time.seconds(t) for t in (incident.opened, incident.last))
    job = yard.jobs[-1]
    assert (job.begin, job.end) == pytest.approx((opened - 5, last + 5))
    assert (job.last, job.wanted) == (True, True)


def test_no_clip_is_longer_than_thirty_seconds(yard: SteppedYard) -> None:
    yard.show(60.0, lambda t: Scene((person(120 + 8 * math.sin(t)),)))
    assert [round(job.end - job.begin) for job in yard.jobs] == [10, 30]
    assert yard.said[-1].closed is None


def test_a_short_incident_lets_its_pictures_go(yard: SteppedYard) -> None:
    yard.show(1.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    assert [(job.last, job.wanted) for job in yard.jobs] == [
        (False, True),
        (True, False),
    ]


def test_a_clip_is_told_with_all_that_is_known_by_then(yard: SteppedYard) -> None:
    yard.show(2.0, Scene((person(120),)))
    clip, copy = addressed(b"....ftyp clip"), addressed(b"....ftyp copy")
    yard.yard.hear(ClipMade("incident-1", EPOCH, clip, copy))
    told = yard.events("incident.updated", clips=True)[-1]
    assert [e["kind"] for e in told["evidence"]] == ["clip", "blurred-clip"]
    assert told["evidence"][0] == {
        "digest": clip.digest,
        "kind": "clip",
        "at": rfc3339(EPOCH),
    }
    assert told["cause"] == "intrusion"


def test_a_clip_that_comes_after_the_end_says_that_it_has_ended(
    yard: SteppedYard,
) -> None:
    yard.show(1.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    yard.yard.hear(ClipMade("incident-1", EPOCH, addressed(b"....ftyp"), None))
    assert yard.events("incident.updated", clips=True)[-1]["closed"] is not None


def test_a_vehicle_in_a_zone_for_vehicles_raises_nothing(tmp_path: Path) -> None:
    admits = frozenset({"vehicle"})
    yard = SteppedYard(tmp_path, YardRules(zones=(zone(admits=admits),)))
    yard.show(10.0, lambda t: Scene((), (vehicle(30 + 10 * t),)))
    assert yard.story() == []


def test_zones_are_told_as_they_change(yard: SteppedYard) -> None:
    yard.show(3.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    assert yard.states()[-3:] == ["clear", "occupied", "clear"]
    told = yard.events("yard.health")[-1]
    assert told["cameras"] == [
        {"camera": "quay", "state": "live", "last_frame_age": 0.0, "lens": "clear"}
    ]
    assert told["zones"][0]["corners"][0] == [0.5, 0.0]
    assert told["faults"] == []


def test_a_silent_camera_makes_its_zones_unknown_within_three_seconds(
    yard: SteppedYard,
) -> None:
    assert yard.states()[-1] == "clear"
    yard.silence(3.0)
    assert yard.states()[-1] == "unknown"
    yard.show(3.0, NOBODY)
    assert yard.states()[-1] == "clear"


def test_a_look_that_fails_is_not_an_empty_one(yard: SteppedYard) -> None:
    yard.show(1.0, Scene((person(120),)))
    yard.show(3.0, lambda _: RuntimeError("no model"))
    assert yard.states()[-1] == "unknown"
    health = yard.events("yard.health")[-1]
    assert health["cameras"][0]["state"] == "stalled"
    assert "no model" in health["faults"][0]


def test_a_camera_may_change_the_size_of_its_pictures(yard: SteppedYard) -> None:
    yard.eye._lens = LensWatch()
    yard.show(1.0, NOBODY)
    yard.clock.pass_by(0.2)
    taller = frame("quay", yard.clock.now, np.full((120, 160), 90, np.uint8))
    yard.eye.look(taller)
    assert yard.eye.view.fault is None


def test_a_camera_that_has_stalled_is_named(yard: SteppedYard) -> None:
    yard.monitor.stalled("ended")
    yard.work()
    assert yard.events("yard.health")[-1]["faults"] == ["camera quay: ended"]


def test_health_is_told_every_ten_seconds_where_nothing_changes(
    yard: SteppedYard,
) -> None:
    before = len(yard.events("yard.health"))
    yard.show(30.0, NOBODY)
    assert len(yard.events("yard.health")) - before == 3


def test_where_people_stood_is_told_once_a_minute(yard: SteppedYard) -> None:
    yard.show(62.0, lambda t: Scene((person(40 + t % 1),)))
    (told,) = yard.events("yard.presence")
    assert {tuple(cell[:3]) for cell in told["cells"]} == {("quay", 8, 12)}
    assert 50 < sum(cell[3] for cell in told["cells"]) < 62


def test_a_fault_is_told_at_once_and_taken_back(yard: SteppedYard) -> None:
    yard.faults.append("clips cannot be recorded: the disk is full")
    yard.show(0.2, NOBODY)
    assert yard.events("yard.health")[-1]["faults"] == yard.faults
    yard.faults.clear()
    yard.show(0.2, NOBODY)
    assert yard.events("yard.health")[-1]["faults"] == []


def test_a_disk_that_takes_only_words_leaves_the_still_out(yard: SteppedYard) -> None:
    yard.outbox.refuses = bool
    yard.show(2.0, Scene((person(120),)))
    (opened,) = yard.events("incident.opened")
    assert opened["evidence"] == []


def test_what_a_full_disk_refused_is_written_once_and_in_order_later(
    yard: SteppedYard,
) -> None:
    yard.outbox.refuses = lambda _: True
    with pytest.raises(OutboxError):
        yard.show(3.0, Scene((person(120),)))
    assert yard.story() == []
    yard.outbox.refuses = lambda _: False
    yard.show(3.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    story = yard.story()
    assert (story[0], story[-1]) == ("incident.opened", "incident.closed")
    assert story.count("incident.opened") == 1


def test_a_covered_camera_is_an_incident_and_its_zones_are_unknown(
    yard: SteppedYard,
) -> None:
    yard.lens.state = Lens.COVERED
    yard.show(4.0, NOBODY)
    assert yard.states()[-1] == "unknown"
    assert yard.events("yard.health")[-1]["cameras"][0]["lens"] == "covered"
    assert [e["cause"] for e in yard.events("incident.opened")] == ["tamper"]


def test_what_a_killed_process_left_open_is_closed_by_the_next(
    tmp_path: Path, yard: SteppedYard
) -> None:
    yard.show(2.0, Scene((person(120),)))
    assert len(OpenIncidents(tmp_path / "open.json").left_over()) == 1
    (tmp_path / "next").mkdir()
    later = SteppedYard(tmp_path / "next")
    later.yard.open = OpenIncidents(tmp_path / "open.json")
    later.yard._close_left_over()
    (closed,) = later.events("incident.closed")
    assert closed["incident"] == "incident-1"
    assert closed["closed"] == closed["last"]


def test_a_closed_incident_is_not_left_open(tmp_path: Path, yard: SteppedYard) -> None:
    yard.show(1.0, Scene((person(120),)))
    yard.show(12.0, NOBODY)
    assert OpenIncidents(tmp_path / "open.json").left_over() == []


def test_jobs_are_taken_by_when_they_end() -> None:
    early = ClipJob(end=5, begin=0, incident="b", camera="quay")
    late = ClipJob(end=6, begin=0, incident="a", camera="quay")
    assert min(late, early) is early
