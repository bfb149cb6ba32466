"""What is told of a truck's containers: as declared, as read, and which way."""

from dataclasses import replace

import pytest

from gate_service.domain.told_facts import of_containers
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    DangerousGoods,
    Direction,
    ExpectedContainer,
    Passage,
    PassageId,
    SeenContainer,
)
from tests.support.gates import BOX, LANE, NOON, OTHER_BOX, PLATE, seen_box

APPOINTMENT = Appointment(
    id=AppointmentId("a-1"),
    reference="R-1",
    terminal="NLRTM",
    haulier="ACME",
    plate=PLATE,
    containers=(ExpectedContainer(BOX),),
    opens=NOON,
    closes=NOON,
    arrival_code="QGA000000000000",
    leaves_with=(ExpectedContainer(OTHER_BOX),),
)


def test_what_was_declared_is_told_of_a_container_that_was_read() -> None:
    declared = ExpectedContainer(
        BOX,
        "22G1",
        seals=("SL4711",),
        vgm=21000.0,
        dangerous=(DangerousGoods("1203", "3"),),
    )
    passage = Passage(
        id=PassageId("p-1"), lane=LANE, opened=NOON, containers=(seen_box(),)
    )
    booked = replace(APPOINTMENT, leaves_with=(declared,))
    told = of_containers(None, booked, passage, Direction.OUT)

    assert told == [
        {
            "number": BOX,
            "size_type": "22G1",
            "laden": True,
            "vgm": 21000.0,
            "seals": ["SL4711"],
            "dangerous": [{"un": "1203", "imdg": "3"}],
        }
    ]


@pytest.mark.parametrize(
    ("read", "way", "numbers"),
    [
        ((), Direction.OUT, [OTHER_BOX]),
        ((seen_box(),), Direction.OUT, [BOX]),
        ((seen_box(status="uncertain"),), Direction.OUT, [OTHER_BOX]),
        ((), None, [BOX]),
        ((seen_box(), seen_box()), Direction.IN, [BOX]),
    ],
    ids=["as announced", "as read", "read in doubt", "before it came", "read twice"],
)
def test_containers_are_told_as_read_else_as_announced(
    read: tuple[SeenContainer, ...], way: Direction | None, numbers: list[str]
) -> None:
    passage = Passage(id=PassageId("p-1"), lane=LANE, opened=NOON, containers=read)
    told = of_containers(None, APPOINTMENT, passage, way)

    assert [each["number"] for each in told] == numbers
    assert all(each["laden"] is None for each in told)
