"""What parties and the yard say, and whose the truck is: every outcome, a row each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.domain.decisions import Outcome, ReferTarget
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.rights import Right, Transfer
from gate_service.domain.rooms import Block, YardRoom
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.drivers import driver
from gate_service.domain.rules.rooms import yard
from gate_service.domain.sensors import Instrument
from gate_service.domain.visits import ExpectedContainer, SeenLoad
from tests.support.cases import (
    BOOKED,
    GOOD,
    INSIDE,
    LEAVING,
    PASSAGE,
    booked,
    judged,
    measured,
    ruled,
    seen,
    told,
)
from tests.support.gates import BOX, NOON, OTHER_BOX, PLATE, seen_plate

P, R, S, N = Outcome.PASS, Outcome.REFER, Outcome.STOP, Outcome.NOT_APPLICABLE
TRAILER = "TR99XYZ"
NOBODY = replace(GOOD, appointment=None)
HELD = Right(
    container=BOX,
    carrier="MAEU",
    transfers=(Transfer(at=NOON, by="MAEU", to="acme"),),
)
PASSED_ON = HELD.passed(by="ACME", to="OTHER", at=NOON)
KNOWN = Driver(id=DriverId("d-1"), haulier="ACME", name="Jo", licence="L1")
FETCHES = booked(
    containers=(), leaves_with=(ExpectedContainer(BOX), ExpectedContainer(OTHER_BOX))
)
DAY = timedelta(days=1)


def drawn(*plates: str, **changes: object) -> Case:
    """Declare a trailer, and let the lane read *plates*."""
    case = booked(trailer=TRAILER)
    read = tuple(seen_plate(text, **changes) for text in plates)
    return replace(case, passage=replace(PASSAGE, plates=read))


def righted(*rights: Right, case: Case = GOOD) -> Case:
    return replace(case, rights=rights)


def driven(driver: Driver | None = KNOWN) -> Case:
    return replace(booked(driver=DriverId("d-1")), driver=driver)


def roomy(*blocks: Block, at: timedelta = timedelta(), **changes: bool) -> Case:
    return replace(GOOD, room=YardRoom(at=NOON - at, blocks=blocks, **changes))


def block(used: int, name: str = "A", *, closed: bool = False) -> Block:
    return Block(name=name, capacity=10, used=used, closed=closed)


def leading_to(name: str, case: Case) -> Case:
    return replace(case, lane=replace(case.lane, block=name))


ROWS = [
    ("TRAILER", N, "no_appointment", NOBODY),
    ("TRAILER", N, "no_trailer_declared", GOOD),
    ("TRAILER", P, "trailer_matches", drawn(PLATE, TRAILER)),
    ("TRAILER", P, "trailer_matches", drawn(TRAILER)),
    ("TRAILER", R, "trailer_uncertain", drawn(PLATE, TRAILER, confidence=0.5)),
    ("TRAILER", R, "trailer_near", drawn(PLATE, "TR98XYZ")),
    ("TRAILER", R, "trailer_unread", drawn(PLATE)),
    ("TRAILER", R, "trailer_unread", drawn()),
    ("TRAILER", R, "trailer_unread", drawn("XX11YYY")),
    ("TRAILER", R, "trailer_uncertain", drawn(PLATE, "XX11YYY", status="uncertain")),
    ("TRAILER", S, "trailer_differs", drawn(PLATE, "XX11YYY")),
    (
        "TRAILER",
        N,
        "trailers_not_read_here",
        replace(drawn(PLATE), lane=replace(GOOD.lane, reads_trailers=False)),
    ),
    (
        "TRAILER",
        P,
        "trailer_tag_matches",
        told(measured(Instrument.RFID, text="tr99 xyz"), case=drawn(PLATE)),
    ),
    ("PLATE", R, "plate_unread", drawn(TRAILER)),
    ("PLATE", P, "plate_matches", drawn(PLATE, TRAILER)),
    (
        "CONTAINER_SET",
        R,
        "load_unclear",
        seen(load=SeenLoad(kind="one", confidence=0.9, doubts=("length",))),
    ),
    (
        "CONTAINER_SET",
        P,
        "containers_match",
        seen(load=SeenLoad(kind="one", confidence=0.9, doubts=("order",))),
    ),
    (
        "CONTAINER_SET",
        R,
        "load_unclear",
        replace(
            booked(containers=()),
            passage=replace(
                PASSAGE,
                containers=(),
                load=SeenLoad(kind="unclear", confidence=0.9, doubts=("unread",)),
            ),
        ),
    ),
    ("COMMERCIAL", N, "no_appointment", NOBODY),
    ("COMMERCIAL", N, "no_right_on_file", GOOD),
    ("COMMERCIAL", N, "no_right_on_file", righted(replace(HELD, container=OTHER_BOX))),
    ("COMMERCIAL", P, "terms_met", righted(HELD)),
    ("COMMERCIAL", R, "fees_due", righted(replace(HELD, fees="EUR 90 storage"))),
    ("COMMERCIAL", S, "line_hold", righted(replace(HELD, line_hold="unpaid"))),
    (
        "COMMERCIAL",
        S,
        "line_hold",
        righted(replace(HELD, line_hold="unpaid", fees="EUR 90")),
    ),
    ("COMMERCIAL", R, "release_missing", righted(HELD, case=FETCHES)),
    (
        "COMMERCIAL",
        R,
        "release_missing",
        righted(replace(HELD, released=NOON + DAY), case=FETCHES),
    ),
    ("COMMERCIAL", P, "terms_met", righted(replace(HELD, released=NOON), case=FETCHES)),
    (
        "COMMERCIAL",
        R,
        "release_missing",
        righted(
            HELD,
            case=replace(
                LEAVING,
                appointment=replace(BOOKED, leaves_with=(ExpectedContainer(BOX),)),
            ),
        ),
    ),
    ("RIGHT", N, "no_appointment", NOBODY),
    ("RIGHT", N, "no_right_on_file", GOOD),
    ("RIGHT", P, "right_held", righted(HELD)),
    ("RIGHT", S, "right_of_another", righted(PASSED_ON)),
    ("RIGHT", R, "right_not_passed", righted(Right(container=BOX, carrier="MAEU"))),
    ("RIGHT", P, "right_held", righted(Right(container=BOX, carrier="Acme"))),
    ("RIGHT", R, "right_expired", righted(replace(HELD, expires=NOON))),
    ("RIGHT", R, "right_missing", ruled(GOOD, rights_required=True)),
    ("RIGHT", R, "right_missing", replace(GOOD, rights_needed=True)),
    ("RIGHT", P, "right_held", ruled(righted(HELD), rights_required=True)),
    (
        "RIGHT",
        R,
        "right_missing",
        ruled(righted(HELD, case=FETCHES), rights_required=True),
    ),
    ("DRIVER", N, "no_appointment", NOBODY),
    ("DRIVER", N, "no_driver_declared", GOOD),
    ("DRIVER", R, "driver_not_declared", ruled(GOOD, driver_required=True)),
    ("DRIVER", R, "driver_unknown", driven(None)),
    ("DRIVER", P, "driver_known", driven()),
    ("DRIVER", S, "driver_banned", driven(replace(KNOWN, banned="smoked"))),
    ("DRIVER", R, "induction_due", ruled(driven(), induction_days=365)),
    (
        "DRIVER",
        P,
        "driver_inducted",
        ruled(driven(replace(KNOWN, inducted=NOON - 30 * DAY)), induction_days=30),
    ),
    (
        "DRIVER",
        R,
        "induction_due",
        ruled(driven(replace(KNOWN, inducted=NOON - 31 * DAY)), induction_days=30),
    ),
    (
        "DRIVER",
        N,
        "leaving",
        replace(driven(replace(KNOWN, banned="smoked")), lane=LEAVING.lane),
    ),
    (
        "DUPLICATE",
        R,
        "inside_stale",
        ruled(
            replace(GOOD, at=NOON + DAY, others_inside=(INSIDE,)),
            inside_stale_after=86_399,
        ),
    ),
    (
        "DUPLICATE",
        S,
        "plate_inside",
        replace(GOOD, at=NOON + DAY, others_inside=(INSIDE,)),
    ),
    (
        "DUPLICATE",
        S,
        "plate_cloned",
        replace(LEAVING, visit=INSIDE, others_inside=(INSIDE,)),
    ),
    ("YARD", N, "yard_not_told", GOOD),
    ("YARD", N, "leaving", replace(roomy(closed=True), lane=LEAVING.lane)),
    ("YARD", R, "yard_unknown", ruled(GOOD, yard_stale_after=60)),
    ("YARD", P, "yard_has_room", roomy()),
    (
        "YARD",
        P,
        "yard_has_room",
        ruled(roomy(at=60 * DAY / 86400), yard_stale_after=60),
    ),
    ("YARD", R, "yard_stale", ruled(roomy(at=61 * DAY / 86400), yard_stale_after=60)),
    ("YARD", S, "yard_closed", roomy(closed=True)),
    ("YARD", S, "yard_closed", ruled(roomy(at=DAY, closed=True), yard_stale_after=60)),
    ("YARD", R, "yard_full", roomy(full=True)),
    ("YARD", R, "yard_full", roomy(block(10), block(10, "B"))),
    ("YARD", P, "yard_has_room", roomy(block(10), block(9, "B"))),
    ("YARD", R, "yard_full", roomy(block(10), block(9, "B", closed=True))),
    ("YARD", R, "yard_full", leading_to("A", roomy(block(10), block(0, "B")))),
    ("YARD", P, "yard_has_room", leading_to("B", roomy(block(10), block(0, "B")))),
    ("YARD", S, "yard_closed", leading_to("A", roomy(block(0, closed=True)))),
    ("YARD", R, "yard_unknown", leading_to("Z", roomy(block(0)))),
    (
        "YARD",
        P,
        "yard_has_room",
        replace(
            booked(containers=()),
            passage=replace(PASSAGE, containers=()),
            room=YardRoom(at=NOON, full=True),
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "outcome", "code", "case"),
    ROWS,
    ids=[f"{row[0]} {row[1]} {row[2]} {n}" for n, row in enumerate(ROWS)],
)
def test_a_rule_says(rule: str, outcome: Outcome, code: str, case: Case) -> None:
    assert judged(rule, case) == (outcome, code)


def test_a_truck_that_finds_the_yard_full_waits() -> None:
    assert yard(roomy(full=True)).target is ReferTarget.WAITING_AREA


def test_no_reason_names_the_driver() -> None:
    banned = driven(replace(KNOWN, name="Jo Doe", licence="L1234", banned="smoked"))
    assert not {"Jo Doe", "L1234"} & set(driver(banned).detail.split())
