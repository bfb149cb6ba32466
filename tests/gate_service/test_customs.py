"""Seizures, holds that come too late, authorities that are silent or not known."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import CustomsTerms, HoldOrder, HoldRequest
from gate_service.domain.errors import (
    ContainerOutError,
    InvalidInputError,
    UnknownAuthorityError,
)
from gate_service.domain.visits import ExpectedContainer, VisitState
from gate_service.sections.customs import Customs
from tests.support.gates import (
    BOX,
    CLERK,
    CUSTOMS,
    EXIT,
    LANE,
    NOON,
    OTHER_BOX,
    GateAtWork,
    at_work,
    said,
    seen_box,
    seen_plate,
)

Open = Callable[..., GateAtWork]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open gates with other terms."""
    gates: list[GateAtWork] = []

    def open_one(**terms: object) -> GateAtWork:
        gates.append(at_work(tmp_path / str(len(gates)), Customs.model_validate(terms)))
        return gates[-1]

    yield open_one
    for each in gates:
        each.gate.close()


def request(order: HoldOrder = HoldOrder.HOLD, **changes: object) -> HoldRequest:
    values: dict[str, object] = {
        "authority": "HMRC",
        "container": BOX,
        "reference": "H-9",
        "order": order,
    }
    return HoldRequest(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def drive_out_with(work: GateAtWork, box: str) -> None:
    """Bring a truck in empty and let it leave with *box*."""
    out = (ExpectedContainer(box, "22G1"),)
    booked = work.book(containers=(), leaves_with=out, plate="ZZ99ZZZ")
    work.drive_in("i-1")
    work.gate.present(LANE, booked.arrival_code)
    plates = (seen_plate("ZZ99ZZZ"),)
    work.capture("i-1", plates=plates, boxes=())
    work.raise_barrier()
    work.drive_off("i-1")
    work.drive_in("o-1", EXIT)
    work.capture("o-1", EXIT, plates=plates, boxes=(seen_box(box),))
    work.raise_barrier(EXIT)
    work.drive_off("o-1", EXIT)


def test_a_seizure_stops_even_a_truck_that_was_told_to_go(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.gate.place_hold(request(HoldOrder.SEIZURE), CUSTOMS)

    visit = work.visit_of(booked)
    assert (visit.state, said(visit)) == (
        VisitState.STOPPED,
        {"CUSTOMS": "customs_seizure"},
    )


def test_a_hold_on_a_container_that_has_left_is_refused_and_on_record(
    work: GateAtWork,
) -> None:
    drive_out_with(work, OTHER_BOX)
    with pytest.raises(ContainerOutError, match="left at 2026-05-04T12:00"):
        work.gate.place_hold(request(container=OTHER_BOX), CUSTOMS)

    assert work.gate.look_up.holds() == ()
    assert work.kinds().count("hold.late") == 1


def test_a_late_hold_that_is_meant_is_placed_and_says_so(work: GateAtWork) -> None:
    drive_out_with(work, OTHER_BOX)
    hold = work.gate.place_hold(request(container=OTHER_BOX, anyway=True), CUSTOMS)

    assert hold.active
    assert hold.left is not None
    assert work.kinds().count("hold.late") == 1


def test_a_container_that_came_back_is_held_as_any_other(work: GateAtWork) -> None:
    drive_out_with(work, BOX)
    work.clock.turn(60)
    work.admit(work.book(), "p-back")

    assert work.gate.place_hold(request(), CUSTOMS).left is None


def test_an_authority_that_the_site_does_not_name_is_refused(opened: Open) -> None:
    work = opened(authorities=["POLICE"])
    with pytest.raises(UnknownAuthorityError, match="knows POLICE"):
        work.gate.place_hold(request(), CUSTOMS)
    with pytest.raises(InvalidInputError, match="POLICE"):
        work.gate.keys.issue(Role.CUSTOMS, "desk", "HMRC")


def test_silence_refers_until_the_authority_is_heard_again(opened: Open) -> None:
    work = opened(authorities=["HMRC"], stale_after=300)
    booked = work.book()
    work.stand(booked.arrival_code)
    before = said(work.visit_of(booked))
    work.gate.customs.hear(CUSTOMS)
    heard = said(work.gate.decide_again(work.visit_of(booked).id, CLERK))

    assert (before, heard) == ({"CUSTOMS": "customs_stale"}, {})
    assert work.kinds().count("customs.heard") == 1


def test_an_authority_once_heard_may_be_silent_for_so_long_alone(opened: Open) -> None:
    work = opened(authorities=["HMRC"], stale_after=300)
    work.gate.customs.hear(CUSTOMS)
    work.clock.turn(301)
    booked = work.book()
    work.stand(booked.arrival_code)

    assert said(work.visit_of(booked)) == {"CUSTOMS": "customs_stale"}


def test_a_hold_stops_a_truck_though_another_authority_is_silent(opened: Open) -> None:
    work = opened(authorities=["HMRC", "POLICE"], stale_after=300)
    work.hold()
    booked = work.book()
    work.stand(booked.arrival_code)

    assert said(work.visit_of(booked)) == {"CUSTOMS": "customs_hold"}


def test_nobody_but_an_authority_is_heard(work: GateAtWork) -> None:
    assert work.gate.customs.hear(Caller("boss", Role.ADMIN)) is None
    assert work.gate.customs.look.heard() == {}


def test_a_sign_of_life_from_the_future_is_none() -> None:
    terms = CustomsTerms(authorities=frozenset({"A"}), stale_after=60)
    assert terms.unheard({"A": NOON + timedelta(seconds=61)}, NOON) == ("A",)
    assert terms.unheard({"A": NOON + timedelta(seconds=59)}, NOON) == ()


def test_silence_without_authorities_is_refused_in_the_site_file() -> None:
    with pytest.raises(ValidationError, match="whose silence counts"):
        Customs(stale_after=60)


def test_a_container_without_a_manifest_is_referred_where_one_is_required(
    opened: Open,
) -> None:
    work = opened(manifest_required=True)
    booked = work.book()
    work.stand(booked.arrival_code)
    before = said(work.visit_of(booked))
    rows = [{"container": BOX, "commodity": "847989"}]
    work.gate.customs.receive(rows, b"a file", CUSTOMS)
    work.gate.customs.read()
    after = said(work.gate.decide_again(work.visit_of(booked).id, CLERK))

    assert (before, after) == ({"CUSTOMS": "manifest_missing"}, {})
