"""What a lane is given to decide alone, and what it may report of it."""

from datetime import timedelta

import pytest

from gate_service.domain.callers import Role
from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import StateConflictError
from gate_service.domain.lane_events import CameBack, DecidedAlone, WentAlone
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import Appointment, LaneName, PassageId, VisitState
from pipelines.bundle import Bundle, read_bundle
from pipelines.signed import keys_of
from tests.support.gate_api import LANE as LANE_PATH
from tests.support.gate_api import Api
from tests.support.gates import BOX, CLERK, EXIT, LANE, NOON, PLATE, SECOND, GateAtWork


def bundle(work: GateAtWork, lane: LaneName = LANE) -> Bundle:
    """Give the lane's bundle as the lane reads it; a later one each time."""
    work.clock.turn(30)
    keys = keys_of([{**key.jwk, "kid": key.kid} for key in work.gate.public_keys()])
    return read_bundle(work.gate.offline.bundle(lane).body, keys, lane)


def decided(passage: str, verdict: Verdict = Verdict.GO) -> DecidedAlone:
    return DecidedAlone(
        passage=PassageId(passage),
        bundle="b-1",
        verdict=verdict,
        reasons=(),
        code=None,
        command=f"alone-{passage}",
    )


def alone(work: GateAtWork, lane: LaneName = LANE) -> None:
    work.report(WentAlone("b-1", work.clock()), lane=lane)


def test_a_lane_reads_what_the_gate_has_booked(work: GateAtWork) -> None:
    booked = work.book()
    told = bundle(work)
    (truck,) = told.allowed.values()
    assert (truck.plate, dict(truck.containers)) == (PLATE, {BOX: "22G1"})
    assert (truck.opens, truck.closes) == (booked.opens, booked.closes)
    assert told.until - told.made == timedelta(hours=1)
    assert not told.leaving


def test_a_bundle_tells_no_arrival_code_and_no_name(work: GateAtWork) -> None:
    booked = work.book()
    body = work.gate.offline.bundle(LANE).body
    told = (booked.arrival_code, booked.haulier, booked.reference, booked.id)
    assert not any(each.encode() in body for each in told)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"opens": NOON + timedelta(hours=2)}, id="not within the hour"),
        pytest.param({"terminal": "BEANR"}, id="another terminal's"),
        pytest.param({"lane": SECOND}, id="booked for another lane"),
    ],
)
def test_who_would_not_get_go_here_is_not_on_the_list(
    work: GateAtWork, changes: dict[str, object]
) -> None:
    closes = NOON + timedelta(hours=3)
    work.book(closes=closes, **changes)
    assert bundle(work).allowed == {}


def test_a_hold_takes_a_truck_off_the_list_and_names_its_container(
    work: GateAtWork,
) -> None:
    work.book()
    work.hold()
    told = bundle(work)
    assert not told.allowed
    assert told.held == {BOX}


def test_a_truck_that_stands_at_another_lane_is_not_on_the_list(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.drive_in("p-1")
    work.gate.present(LANE, booked.arrival_code)
    assert len(bundle(work).allowed) == 1
    assert bundle(work, SECOND).allowed == {}


def test_a_closed_lane_lets_nobody_go(work: GateAtWork) -> None:
    work.book()
    assert bundle(work, LaneName("shut")).allowed == {}


def test_a_pass_on_the_road_is_on_the_list_of_its_lane(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.drive_off(through=False)
    (here,) = bundle(work).allowed.values()
    (there,) = bundle(work, SECOND).allowed.values()
    assert len(here.passes) == 1
    assert there.passes == frozenset()


def test_a_truck_inside_is_on_the_list_of_the_way_out_alone(work: GateAtWork) -> None:
    booked = work.book()
    work.admit(booked)
    assert bundle(work).allowed == {}
    told = bundle(work, EXIT)
    (truck,) = told.allowed.values()
    assert (told.leaving, dict(truck.containers)) == (True, {})


def test_a_bundle_is_made_anew_only_after_a_while(work: GateAtWork) -> None:
    first = work.gate.offline.bundle(LANE)
    work.book()
    assert work.gate.offline.bundle(LANE) == first
    work.clock.turn(20)
    assert work.gate.offline.bundle(LANE).version != first.version


def test_while_a_lane_decides_alone_its_trucks_are_not_judged(
    work: GateAtWork,
) -> None:
    booked = work.book()
    alone(work)
    view = work.stand(booked.arrival_code)
    assert view.phase is KioskPhase.SCAN_CODE
    assert work.gate.commands(LANE) == ()
    work.clock.turn(600)
    work.gate.tick()
    assert work.gate.commands(LANE) == ()


def test_a_truck_that_was_let_out_alone_is_out(work: GateAtWork) -> None:
    booked = work.book()
    work.admit(booked)
    alone(work, EXIT)
    work.drive_in("p-9", EXIT)
    work.see_code(booked.arrival_code, EXIT)
    work.capture("p-9", EXIT, boxes=())
    work.report(decided("p-9"), lane=EXIT)
    work.drive_off("p-9", EXIT)
    assert work.visit_of(booked).state is VisitState.GATED_OUT


def test_a_decision_that_comes_twice_counts_once(work: GateAtWork) -> None:
    booked = settled_alone(work)
    kinds = work.kinds()
    work._sequences.clear()
    settled_alone(work, booked)
    assert work.kinds() == kinds


def settled_alone(work: GateAtWork, before: Appointment | None = None) -> Appointment:
    """Let a truck go in alone, and the lane come back; again gives the same events."""
    booked = before or work.book()
    alone(work)
    work.drive_in()
    work.see_code(booked.arrival_code)
    work.capture()
    work.report(decided("p-1"))
    work.drive_off()
    work.report(CameBack())
    return booked


def test_a_decision_of_a_truck_that_is_gone_changes_nothing(work: GateAtWork) -> None:
    booked = settled_alone(work)
    before = work.visit_of(booked)
    work.report(decided("p-1", Verdict.REFER), decided("p-none"))
    assert work.visit_of(booked) == before
    assert work.kinds()[-2:] == ["passage.misplaced"] * 2


def test_a_lane_s_go_against_the_gate_s_word_is_reported(work: GateAtWork) -> None:
    booked = work.book()
    work.hold()
    work.stand(booked.arrival_code)
    alone(work)
    work.report(decided("p-1"))
    work.drive_off()
    work.report(CameBack())
    (told,) = work.gate.offline.decisions(LANE)
    assert told.against is Verdict.STOP
    (event,) = (e for e in work.gate.look_up.events() if e.kind == "lane.reconciled")
    assert event.data["against"] == ["p-1"]


def test_a_lane_is_given_its_own_bundle_once_and_not_another_s(api: Api) -> None:
    headers = api.keys.bearer(Role.LANE)
    got = api.client.get(f"{LANE_PATH}/bundle", headers=headers)
    again = api.client.get(
        f"{LANE_PATH}/bundle", headers={**headers, "If-None-Match": got.headers["etag"]}
    )
    other = api.client.get("/api/v1/lanes/lane-2/bundle", headers=headers)
    clerk = api.client.get(f"{LANE_PATH}/bundle", headers=api.keys.bearer(Role.CLERK))
    assert got.headers["content-type"].startswith("application/cose")
    statuses = [each.status_code for each in (got, again, other, clerk)]
    assert statuses == [200, 304, 403, 403]
    assert again.content == b""


def test_officers_list_what_lanes_decided(api: Api) -> None:
    data = {"bundle": None, "since": "2026-05-04T08:00:00Z"}
    said = {"passage": "p-1", "bundle": None, "verdict": "REFER", "code": None}
    api.report(
        ("lane.offline", data),
        ("passage.opened", {"passage": "p-1"}),
        ("offline.decided", {**said, "reasons": ["no_bundle"]}),
        ("passage.opened", {"passage": "p-2"}),
        ("offline.decided", {**said, "passage": "p-2", "reasons": ["spent"]}),
        ("lane.online", {"withdrawn": []}),
    )
    got = api(Role.OFFICER, "GET", "/api/v1/offline/decisions")
    twice = api(Role.OFFICER, "GET", "/api/v1/offline/decisions?twice=true")
    assert [each["reasons"] for each in got.body] == [["spent"], ["no_bundle"]]
    assert (got.status, twice.body) == (200, [])
    refused = api(Role.HAULIER, "GET", "/api/v1/offline/decisions")
    assert refused.status == 403


def test_a_clerk_lets_the_gate_decide_again_for_a_replaced_lane(
    work: GateAtWork,
) -> None:
    booked = work.book()
    alone(work)
    work.stand(booked.arrival_code)
    assert list(work.gate.offline.decisions.alone()) == [LANE]
    work.gate.offline.resume(LANE, CLERK)
    assert work.gate.lane_view(LANE).phase is KioskPhase.GO
    with pytest.raises(StateConflictError):
        work.gate.offline.resume(LANE, CLERK)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CLERK, 303), (Role.OFFICER, 403), (Role.LANE, 403)]
)
def test_clerks_alone_resume_a_lane_from_its_page(
    api: Api, role: Role, status: int
) -> None:
    api.report(("lane.offline", {"bundle": None, "since": "2026-05-04T08:00:00Z"}))
    clerk = api.keys.bearer(Role.CLERK)
    shown = api.client.get("/offline", headers=clerk).text
    assert "Let the gate decide for lane-1 again" in shown
    got = api.client.post(
        "/offline/lane-1/resume", headers=api.keys.bearer(role), follow_redirects=False
    )
    assert got.status_code == status
    after = api.client.get("/offline", headers=clerk).text
    assert ("decides alone since" in after) == (status != 303)
