"""Bookings, the watch list, keys and evidence: accepted or refused with a reason."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from gate_service.domain.callers import Caller, KeyId, Role
from gate_service.domain.errors import (
    InvalidInputError,
    NotYoursError,
    StateConflictError,
    UnknownAppointmentError,
    UnknownEvidenceError,
    UnknownKeyError,
    UnknownWatchEntryError,
)
from gate_service.domain.visits import AppointmentId, ExpectedContainer, VisitState
from gate_service.domain.watchlist import WatchId, WatchKind, WatchLevel, WatchRequest
from gate_service.settings import GateSettings
from tests.support.gates import (
    BOX,
    CLERK,
    LANE,
    LANES,
    NOON,
    PLATE,
    GateAtWork,
    booking,
    digest,
)

HAULIER = Caller("acme", Role.HAULIER, "ACME")


def test_a_booking_is_kept_in_the_terminal_s_spelling(work: GateAtWork) -> None:
    booked = work.book(
        plate="ab12 cde", containers=(ExpectedContainer("csqu 305438-3", "2261"),)
    )

    assert (booked.plate, booked.containers) == (
        PLATE,
        (ExpectedContainer(BOX, "22G1"),),
    )
    assert work.gate.look_up.appointment(booked.id) == booked
    assert work.visit_of(booked).state is VisitState.CONFIRMED


def test_arrival_codes_are_long_and_never_repeat(work: GateAtWork) -> None:
    codes = {work.book().arrival_code for _ in range(50)}

    assert len(codes) == 50
    assert all(re.fullmatch(r"QGA[0-9A-HJKMNP-TV-Z]{12}", code) for code in codes)


def test_a_port_brings_its_own_arrival_code(work: GateAtWork) -> None:
    assert work.book(arrival_code=" rtm-000777 ").arrival_code == "RTM-000777"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("containers.0.number", {"containers": (ExpectedContainer("CSQU3054384"),)}),
        ("containers.0.number", {"containers": (ExpectedContainer("12345"),)}),
        ("containers.0.size_type", {"containers": (ExpectedContainer(BOX, "22G1X"),)}),
        (
            "containers.1.number",
            {"containers": (ExpectedContainer(BOX), ExpectedContainer(BOX))},
        ),
        ("leaves_with.0.number", {"leaves_with": (ExpectedContainer("CSQU3054384"),)}),
        ("plate", {"plate": "--"}),
        ("plate", {"plate": "A" * 40}),
        ("closes", {"closes": NOON - timedelta(hours=1)}),
        ("opens", {"opens": datetime(2026, 5, 4, 11)}),  # noqa: DTZ001 - the fault
        ("lane", {"lane": "in-9"}),
        ("terminal", {"terminal": "XXXXX"}),
        ("reference", {"reference": "  "}),
        ("reference", {"reference": "R-1"}),
        ("arrival_code", {"arrival_code": "TAKEN-CODE"}),
        ("arrival_code", {"arrival_code": "https://x"}),
    ],
)
def test_a_wrong_booking_is_refused_with_its_field(
    work: GateAtWork, field: str, changes: dict[str, object]
) -> None:
    first = work.book(arrival_code="TAKEN-CODE")
    with pytest.raises(InvalidInputError) as caught:
        work.gate.book(booking(**{"reference": "R-2", **changes}), CLERK)  # type: ignore[arg-type]  # a builder

    assert caught.value.field == field
    assert work.gate.look_up.appointments() == (first,)


def test_a_haulier_books_and_cancels_for_itself_only(work: GateAtWork) -> None:
    mine = work.gate.book(booking("R-8"), HAULIER)
    other = work.book(haulier="OTHER")
    with pytest.raises(NotYoursError):
        work.gate.book(booking("R-9", haulier="OTHER"), HAULIER)
    with pytest.raises(NotYoursError):
        work.gate.cancel(other.id, HAULIER)

    assert work.gate.cancel(mine.id, HAULIER).cancelled
    assert work.gate.look_up.appointments("OTHER") == (other,)


def test_a_truck_at_the_gate_is_not_cancelled(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    with pytest.raises(StateConflictError):
        work.gate.cancel(booked.id, CLERK)
    with pytest.raises(UnknownAppointmentError):
        work.gate.cancel(AppointmentId("none"), CLERK)

    assert not work.gate.look_up.appointment(booked.id).cancelled


def test_a_watched_plate_counts_until_it_is_taken_off(work: GateAtWork) -> None:
    request = WatchRequest(
        kind=WatchKind.PLATE, value="ab12-cde", level=WatchLevel.HARD
    )
    entry = work.gate.watch(request, CLERK)
    booked = work.book()
    stopped = work.stand(booked.arrival_code)
    work.drive_off(through=False)
    work.gate.unwatch(entry.id, CLERK)

    assert stopped.decision is not None
    assert stopped.phase == "STOP"
    assert stopped.decision.shown_to_driver == ()
    assert work.stand(booked.arrival_code, "p-2").phase == "GO"
    assert work.gate.look_up.watchlist() == ()


def test_watch_list_mistakes_are_refused(work: GateAtWork) -> None:
    for kind, value in ((WatchKind.PLATE, "-"), (WatchKind.CONTAINER, "CSQU3054384")):
        with pytest.raises(InvalidInputError):
            work.gate.watch(
                WatchRequest(kind=kind, value=value, level=WatchLevel.SOFT), CLERK
            )
    with pytest.raises(UnknownWatchEntryError):
        work.gate.unwatch(WatchId("none"), CLERK)


def test_a_key_is_known_by_its_secret_until_it_is_revoked(work: GateAtWork) -> None:
    secret = work.gate.keys.issue(Role.LANE, "lane one", LANE)
    (key,) = work.gate.keys.listed()
    known = work.gate.keys.authenticate(secret)
    work.gate.keys.revoke(key.id)

    assert known == Caller("lane one", Role.LANE, LANE)
    assert work.gate.keys.authenticate(secret) is None
    assert work.gate.keys.authenticate("qgk_guess") is None


def test_no_secret_is_kept(work: GateAtWork, tmp_path: Path) -> None:
    secret = work.gate.keys.issue(Role.ADMIN, "boss")
    work.gate.close()

    kept = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert kept
    assert not [p for p in kept if secret.encode() in p.read_bytes()]


def test_a_key_has_a_scope_where_its_role_asks_for_one(work: GateAtWork) -> None:
    with pytest.raises(InvalidInputError, match="needs a scope: the name of its auth"):
        work.gate.keys.issue(Role.CUSTOMS, "customs")
    with pytest.raises(InvalidInputError, match="no scope"):
        work.gate.keys.issue(Role.ADMIN, "boss", "lane-1")
    with pytest.raises(UnknownKeyError):
        work.gate.keys.revoke(KeyId("none"))


def test_evidence_is_kept_under_its_hash(work: GateAtWork) -> None:
    body = b"\xff\xd8 a picture"

    assert work.gate.keep_evidence(digest(body), body)
    assert not work.gate.keep_evidence(digest(body), body)
    assert work.gate.evidence(digest(body)) == body


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param(digest(b"other"), b"body", id="another hash"),
        pytest.param("../../etc/passwd", b"body", id="a path"),
        pytest.param(digest(b"0" * 5_000_000), b"0" * 5_000_000, id="too big"),
    ],
)
def test_evidence_that_is_not_what_it_says_is_refused(
    work: GateAtWork, tmp_path: Path, name: str, body: bytes
) -> None:
    with pytest.raises(InvalidInputError):
        work.gate.keep_evidence(name, body)

    assert not list((tmp_path / "evidence").rglob("*"))


@pytest.mark.parametrize("name", ["0" * 64, "../gate.sqlite", "", "0" * 63 + "\0"])
def test_unknown_evidence_is_refused(work: GateAtWork, name: str) -> None:
    with pytest.raises(UnknownEvidenceError):
        work.gate.evidence(name)


@pytest.mark.parametrize(
    "changes",
    [
        {"lanes": {}},
        {"lanes": {"a lane": {}}},
        {"lanes": {"in-1": {"colour": "red"}}},
        {"colour": "red"},
        {"rules": {"window_grace": -1}},
        {"rules": {"window_grace": float("inf")}},
        {"code_memory": float("nan")},
        {"rules": {"modes": {"CUSTOMS": "off"}}},
        {"pass_minutes": 0},
        {"port": 99999},
    ],
)
def test_wrong_settings_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GateSettings.model_validate({"lanes": LANES, **changes})
