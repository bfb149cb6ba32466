"""Events as they are told: what is in them, what is not, and the schema they keep."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate_service.adapters.telling.cloudevents import SCHEMA, envelope
from gate_service.application.record import record
from gate_service.domain.audit import Happening, chained
from gate_service.domain.canonical import (
    FAMILIES,
    CanonicalEvent,
    SiteCodes,
    canonical,
)
from gate_service.domain.visits import (
    ExpectedContainer,
)
from gate_service.domain.watchlist import WatchKind, WatchLevel, WatchRequest
from gate_service.domain.yard_events import IncidentOpened
from tests.support.gates import (
    BOX,
    CLERK,
    CUSTOMS,
    EXIT,
    NOON,
    OTHER_BOX,
    PLATE,
    GateAtWork,
)
from tests.support.yards import OFFICER, YardAtWork, incident

WRITTEN: dict[str, Any] = json.loads(
    files("gate_service.web").joinpath("static/schemas/event-v1.json").read_text()
)
VALIDATOR = jsonschema.Draft202012Validator(
    WRITTEN,
    format_checker=jsonschema.FormatChecker(),
)


def told(work: GateAtWork) -> list[CanonicalEvent]:
    _, events = work.gate.telling.events(0, 10_000)
    return list(events)


def named(work: GateAtWork, name: str) -> CanonicalEvent:
    return next(event for event in told(work) if event.name == name)


def go_out(work: GateAtWork, code: str) -> None:
    work.stand(code, "p-2", EXIT)
    work.raise_barrier(EXIT)
    work.drive_off("p-2", EXIT)


def full_day(work: GateAtWork) -> None:
    """Let happen nearly everything that is told."""
    leaving = (ExpectedContainer(BOX, "22G1"),)
    booked = work.book(leaves_with=leaving)
    work.admit(booked)
    hold = work.hold(OTHER_BOX)
    go_out(work, booked.arrival_code)
    work.gate.release_hold(hold.id, CUSTOMS, "R-1")
    other = work.book(containers=(ExpectedContainer(OTHER_BOX),))
    work.gate.cancel(other.id, CLERK)
    work.drive_in("p-3")
    work.drive_off("p-3")


def test_every_event_keeps_the_schema(work: GateAtWork, yard: YardAtWork) -> None:
    full_day(work)
    yard.report(IncidentOpened(incident()))
    events = told(work)

    assert "alert.raised" in {event.name for event in events}
    assert len({event.name for event in events}) > 15
    for event in events:
        VALIDATOR.validate(json.loads(envelope(event)))


def test_the_schema_is_the_one_that_events_name(work: GateAtWork) -> None:
    assert WRITTEN["$id"] == SCHEMA
    work.book()
    broken = json.loads(envelope(told(work)[0]))
    broken["data"]["driver"] = "a name"
    assert not VALIDATOR.is_valid(broken)


def test_an_envelope_is_one_of_cloudevents(work: GateAtWork) -> None:
    work.book()
    event = told(work)[0]
    read = JSONFormat().read(CloudEvent, envelope(event))

    assert read.get_id() == event.id
    assert read.get_source() == "/sites/NLRTM"
    assert read.get_extension("sequence") == "00000000000000000001"


def test_a_gate_in_tells_truck_container_and_appointment(work: GateAtWork) -> None:
    booked = work.book(
        containers=(ExpectedContainer(BOX, "22G1", seals=("SL4711",), vgm=21000.0),)
    )
    work.admit(booked)
    data: Any = named(work, "visit.gated_in").data

    assert data["truck"] == {"plate": PLATE, "trailer": None}
    assert data["visit"] == {
        "id": work.visit_of(booked).id,
        "booked": True,
        "state": "GATED_IN",
        "lane": "in-1",
        "direction": "in",
    }
    (box,) = data["containers"]
    assert box["number"] == BOX


def test_what_drove_in_is_still_told_after_the_truck_has_left(
    work: GateAtWork,
) -> None:
    booked = work.book(leaves_with=())
    work.admit(booked)
    work.stand(booked.arrival_code, "p-2", EXIT)
    work.capture("p-2", EXIT, boxes=())
    data: Any = named(work, "visit.gated_in").data

    (box,) = data["containers"]
    assert box["number"] == BOX


def test_neither_arrival_code_nor_driver_nor_who_did_it_is_told(
    work: GateAtWork,
) -> None:
    booked = work.book()
    full_day(work)
    text = "".join(envelope(event) for event in told(work))

    assert booked.arrival_code not in text
    assert '"driver"' not in text
    assert '"by"' not in text


def test_what_was_forgotten_is_told_no_more(work: GateAtWork) -> None:
    booked = work.book()
    assert PLATE in envelope(told(work)[0])
    with work.gate.telling.office.transactions.write() as store:
        store.appointments.save(replace(booked, plate=""))
        record(store, work.clock(), "person.forgotten")
    told(work)

    assert PLATE not in "".join(envelope(event) for event in told(work))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "rule", "container"]), inner)
    ),
    max_leaves=5,
)
_NAMES = ("hold", "refused", "alert", "appointment", "container", "reasons", "state")
_KINDS = (*(f"{family}.x" for family in sorted(FAMILIES)), "visit.moved")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from([*_KINDS, "visit.decided", "passage.unauthorised", "odd"]),
    data=st.dictionaries(st.sampled_from(_NAMES), _JSON),
)
def test_no_event_of_the_chain_stops_the_telling(
    kind: str, data: dict[str, object]
) -> None:
    event = chained(Happening(at=NOON, kind=kind, data=data), None)
    made = canonical(event, {}, SiteCodes(terminal="QG1"))

    assert (made is None) is (kind == "odd")


def test_a_hold_that_came_too_late_to_be_placed_is_told(work: GateAtWork) -> None:
    tried = {
        "authority": "HMRC",
        "container": BOX,
        "reference": "H-9",
        "order": "hold",
    }
    with work.gate.telling.office.transactions.write() as store:
        record(store, work.clock(), "hold.late", refused=tried)
    (event,) = told(work)

    assert (event.subject, event.authority) == (BOX, "HMRC")
    VALIDATOR.validate(json.loads(envelope(event)))


def test_silent_reasons_are_not_told(work: GateAtWork) -> None:
    request = WatchRequest(kind=WatchKind.PLATE, value=PLATE, level=WatchLevel.HARD)
    work.gate.watch(request, by=OFFICER)
    work.stand(work.book().arrival_code)
    decided = named(work, "visit.decided")

    assert decided.data["decision"]["verdict"] == "STOP"  # type: ignore[index]  # JSON
    assert "WATCHLIST" not in envelope(decided)


def test_an_id_is_the_same_each_time_and_another_in_another_gate(
    work: GateAtWork,
) -> None:
    work.book()
    (event, *_) = work.gate.look_up.events()
    site = SiteCodes(terminal="NLRTM")
    first, second = (canonical(event, {}, site) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert first.id.startswith("evt_1_")
    assert event.hash.startswith(first.id[-16:])


@pytest.mark.parametrize(
    ("codes", "source"),
    [
        ({"terminal": "QG1"}, "/sites/QG1"),
        ({"terminal": "QG1", "un_locode": "NLRTM"}, "/sites/NLRTM"),
        (
            {"terminal": "Q", "un_locode": "NLRTM", "smdg": "APM2"},
            "/sites/NLRTM/APM2",
        ),
        ({"terminal": "North / 1"}, "/sites/North%20%2F%201"),
    ],
    ids=["no codes", "the port's", "port and terminal", "odd characters"],
)
def test_the_source_names_port_and_terminal(codes: dict[str, str], source: str) -> None:
    assert SiteCodes(**codes).source == source


def test_every_state_of_a_visit_has_its_own_type(work: GateAtWork) -> None:
    booked = work.book(leaves_with=())
    work.admit(booked)
    work.stand(booked.arrival_code, "p-2", EXIT)
    work.capture("p-2", EXIT, boxes=())
    types = [e.type for e in told(work) if e.name.startswith("visit.")]

    assert "org.quaygate.visit.confirmed.v1" in types
    assert "org.quaygate.visit.gated_in.v1" in types
    assert "org.quaygate.visit.decided.v1" in types
