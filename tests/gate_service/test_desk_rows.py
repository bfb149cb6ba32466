"""Readings beside what is expected: what is in doubt, what is chosen, which picture."""

from dataclasses import replace

import pytest

from gate_service.application.desk_queue import Waiting
from gate_service.domain.corrected import own_crop
from gate_service.domain.corrections import TextKind
from gate_service.domain.differences import side_by_side
from gate_service.domain.visits import Evidence, Passage, PassageId
from gate_service.web.clerk.rows import Row, rows_of
from tests.support.desks import MISREAD, come
from tests.support.gates import (
    BOX,
    LANE,
    NOON,
    OTHER_BOX,
    PLATE,
    GateAtWork,
    seen_box,
    seen_plate,
)


def row_of(work: GateAtWork, kind: TextKind) -> Row:
    (waiting,) = work.gate.desk.look.waiting()
    return next(row for row in rows_of(waiting) if row.kind is kind)


def waiting_of(work: GateAtWork) -> Waiting:
    (waiting,) = work.gate.desk.look.waiting()
    return waiting


def crop(digest: str, camera: str = "rear") -> Evidence:
    return Evidence(digest=digest * 64, camera=camera, kind="container", at=NOON)


def test_a_near_reading_is_in_doubt_and_the_expected_text_is_chosen(
    work: GateAtWork,
) -> None:
    come(work, boxes=(seen_box(MISREAD, status="uncertain"),))
    row = row_of(work, TextKind.CONTAINER)
    assert (row.doubtful, row.picked, row.expected) == (True, BOX, BOX)
    assert [choice.text for choice in row.choices] == [BOX, MISREAD]
    assert not row_of(work, TextKind.PLATE).doubtful


def test_doubts_stand_first(work: GateAtWork) -> None:
    come(work, boxes=(seen_box(MISREAD, status="uncertain"),))
    kinds = [row.kind for row in rows_of(waiting_of(work))]
    assert kinds == [TextKind.CONTAINER, TextKind.PLATE]


def test_against_a_stop_nothing_expected_is_chosen_beforehand(
    work: GateAtWork,
) -> None:
    come(work, plates=(seen_plate("XY99ZZZ"),))
    row = row_of(work, TextKind.PLATE)
    assert (row.doubtful, row.picked) == (True, "XY99ZZZ")


def test_what_is_far_from_expected_is_not_accepted_beforehand(
    work: GateAtWork,
) -> None:
    come(work, boxes=(seen_box(OTHER_BOX, status="uncertain", confidence=0.3),))
    assert row_of(work, TextKind.CONTAINER).picked == OTHER_BOX


def test_an_expected_container_that_nobody_read_has_a_row(work: GateAtWork) -> None:
    come(work, boxes=())
    row = row_of(work, TextKind.CONTAINER)
    assert (row.read, row.picked, row.doubtful) == ("", BOX, True)


def test_a_trailer_that_no_rule_asks_for_is_no_row(work: GateAtWork) -> None:
    come(work, boxes=(seen_box(MISREAD, status="uncertain"),))
    waiting = waiting_of(work)
    assert waiting.appointment is not None
    declared = replace(waiting.appointment, trailer="TR99ABC")
    plates = [
        row.expected
        for row in rows_of(replace(waiting, appointment=declared))
        if row.kind is TextKind.PLATE
    ]
    assert plates == [PLATE]


def test_another_size_type_is_a_doubt_and_the_expected_one_is_offered(
    work: GateAtWork,
) -> None:
    come(work, boxes=(seen_box(size_type="45G1"),))
    row = row_of(work, TextKind.CONTAINER)
    assert (row.doubtful, row.read_size, row.picked_size) == (True, "45G1", "22G1")


def test_a_crop_belongs_to_the_only_reading_of_its_camera() -> None:
    mine = seen_box(camera="rear")
    passage = Passage(id=PassageId("p"), lane=LANE, opened=NOON, containers=(mine,))
    alone = replace(passage, evidence=(crop("a"), crop("b", "left")))
    assert own_crop(alone, TextKind.CONTAINER, mine) == crop("a")
    two = replace(passage, evidence=(crop("a"), crop("b")))
    assert own_crop(two, TextKind.CONTAINER, mine) is None
    other = seen_box(OTHER_BOX, camera="rear")
    shared = replace(alone, containers=(mine, other))
    assert own_crop(shared, TextKind.CONTAINER, mine) is None
    assert own_crop(alone, TextKind.CONTAINER, None) is None


@pytest.mark.parametrize(
    ("read", "expected", "marks"),
    [
        (PLATE, PLATE, "same " * 7),
        ("A812", "AB12", "same alike same same"),
        ("AX12", "AB12", "same differs same same"),
        ("A12", "AB12", "same missing same same"),
        ("ABC12", "AB12", "same same extra same same"),
        ("", "AB", "missing missing"),
    ],
)
def test_two_texts_are_aligned_with_as_few_differences_as_possible(
    read: str, expected: str, marks: str
) -> None:
    assert [str(p.mark) for p in side_by_side(read, expected)] == marks.split()
