"""What a simulated day is made of, and what it makes of what it sees."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from gate_service.domain.audit import AuditEvent, Happening, chained
from gate_service.domain.rules.plates import near
from quaygate.simulate.checks import Telling, broken, telling
from quaygate.simulate.day import KINDS, schedule
from quaygate.simulate.day_report import quantiles
from quaygate.simulate.exits import EXITS
from quaygate.simulate.pace import speed_for
from quaygate.simulate.receiver import Receiver, Told
from quaygate.simulate.steered import SteeredClock
from quaygate.simulate.trucks import Makes, another_digit
from quaygate.simulate_day import MIDNIGHT, forged_pass
from vision.identifiers import ContainerNumber, IdentifierError, edit_distance

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def events(*kinds: str) -> list[AuditEvent]:
    """Chain events of one visit."""
    made: list[AuditEvent] = []
    for kind in kinds:
        data = {"state": "GATED_OUT"} if kind == "visit.moved" else {}
        happening = Happening(at=NOON, kind=kind, data=data)
        made.append(chained(happening, made[-1] if made else None))
    return made


def told(*sequences: int, name: str = "visit.cleared") -> list[Told]:
    return [Told(f"evt-{n}", name, "v-1", n, float(n)) for n in sequences]


def held(came: list[Told], left: dict[str, float] | None = None) -> Telling:
    """Hold what came against a chain of three events that are told."""
    chain = events("key.issued", *["visit.moved"] * 3)
    return telling(chain, came, left or {}, since=1, unsigned=0)


def test_the_clock_is_read_by_another_as_it_was_turned(tmp_path: Path) -> None:
    clock = SteeredClock.begin(tmp_path / "clock", NOON)
    read = SteeredClock(tmp_path / "clock")
    clock.turn_to(NOON + timedelta(seconds=90))

    assert read() == NOON + timedelta(seconds=90)


def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    clock = SteeredClock.begin(tmp_path / "clock", NOON)
    clock.turn_to(NOON - timedelta(hours=1))

    assert clock() == NOON


@pytest.mark.parametrize(
    ("visits", "speed"), [(1, 4000), (100, 4000), (1000, 400), (2000, 200), (9000, 200)]
)
def test_a_day_of_fewer_trucks_passes_sooner(visits: int, speed: float) -> None:
    assert speed_for(visits) == speed


def test_no_two_plates_of_a_day_are_near_each_other() -> None:
    makes = Makes(7)
    plates = [makes.plate() for _ in range(400)]

    assert not any(near(a, b) for n, a in enumerate(plates) for b in plates[:n])


def test_container_numbers_are_right_and_a_misread_one_is_not() -> None:
    makes = Makes(7)
    boxes = [makes.box() for _ in range(200)]

    assert len({ContainerNumber.parse(box).text for box in boxes}) == 200
    assert edit_distance(boxes[0], another_digit(boxes[0])) == 1
    with pytest.raises(IdentifierError):
        ContainerNumber.parse(another_digit(boxes[0]))


def test_every_kind_of_truck_comes_and_the_same_seed_gives_the_same_day() -> None:
    dice = [random.Random(3) for _ in range(2)]  # noqa: S311 - no secret
    days = [schedule(MIDNIGHT, 500, each) for each in dice]

    assert days[0] == days[1]
    assert {kind.name for _, kind, _ in days[0]} == {kind.name for kind in KINDS}
    assert [at for at, _, _ in days[0]] == sorted(at for at, _, _ in days[0])


def test_kinds_and_exits_have_names_of_their_own() -> None:
    names = [each.name for each in (*KINDS, *EXITS)]

    assert len(set(names)) == len(names)


def test_what_is_told_once_and_in_order_is_right() -> None:
    assert held(told(2, 3, 4)).right


@pytest.mark.parametrize(
    ("came", "found"),
    [
        pytest.param(told(2, 4), "missed", id="one is missing"),
        pytest.param(told(2, 3, 3, 4), "doubled", id="one came twice"),
        pytest.param(told(2, 4, 3), "disordered", id="two changed places"),
    ],
)
def test_what_is_told_wrongly_is_found(came: list[Told], found: str) -> None:
    result = held(came)

    assert not result.right
    assert getattr(result, found)


def test_the_time_until_gate_out_is_told_counts_from_driving_off() -> None:
    came = [*told(2, 3), *told(4, name="visit.gated_out")]

    assert held(came, {"v-1": 3.25}).seconds == [0.75]


def test_a_changed_event_breaks_the_chain() -> None:
    chain = events("visit.moved", "visit.moved")
    chain[0] = events("visit.decided")[0]

    assert broken(events("visit.moved", "visit.moved")) is None
    assert broken(chain) == 2


def test_the_receiver_takes_what_is_signed_and_nothing_else() -> None:
    secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfKzXkmGA0="  # noqa: S105 - of no one
    event = {"type": "org.quaygate.visit.gated_out.v1", "subject": "v-1"}
    body = json.dumps({**event, "sequence": "7"}).encode()
    receiver = Receiver()
    receiver.expect(secret)
    headers = {
        "webhook-id": "evt-7",
        "webhook-timestamp": str(int(NOON.timestamp())),
        "webhook-signature": Webhook(secret).sign("evt-7", NOON, body.decode()),
    }

    assert receiver.take(body, headers)
    assert not receiver.take(body.replace(b"v-1", b"v-2"), headers)
    assert receiver.told[0].name == "visit.gated_out"
    assert (len(receiver.told), receiver.unsigned) == (1, 1)


def test_quantiles_are_those_of_all_times() -> None:
    assert quantiles([n / 100 for n in range(100)]) == (0.5, 0.95, 0.99)


def test_a_forged_pass_is_a_pass_in_form() -> None:
    assert forged_pass().startswith("QG1:")
