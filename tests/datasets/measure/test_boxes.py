from dataclasses import dataclass
from pathlib import Path

from datasets.labels import LabelledScene
from datasets.measure.boxes import box_rows, judge_boxes
from datasets.measure.report import box_table
from datasets.measure.summary import Cost
from vision.results import Box

HERE, THERE = Box(0, 0, 40, 10), Box(100, 0, 140, 10)
FREE = Cost(1, 1)


@dataclass(frozen=True)
class Seen:
    box: Box
    score: float = 0.9
    label: str = "plate"


def scene(*plates: Box, group: str = "a") -> LabelledScene:
    return LabelledScene(Path("a/1.jpg"), group, plates)


def test_a_plate_is_found_once() -> None:
    verdict = judge_boxes([Seen(HERE), Seen(HERE, 0.5)], scene(HERE), FREE)
    assert (verdict.found, verdict.missed, verdict.extra) == (1, (), (HERE,))


def test_a_box_less_than_half_on_the_plate_finds_nothing() -> None:
    aside = Box(20, 0, 60, 10)
    verdict = judge_boxes([Seen(aside)], scene(HERE), FREE)
    assert (verdict.found, verdict.missed, verdict.extra) == (0, (HERE,), (aside,))


def test_each_plate_has_its_box() -> None:
    verdict = judge_boxes([Seen(THERE), Seen(HERE)], scene(HERE, THERE), FREE)
    assert (verdict.found, verdict.missed, verdict.extra) == (2, (), ())


def test_other_labels_are_none_of_its_business() -> None:
    truck = Seen(HERE, label="truck")
    assert judge_boxes([truck], scene(), FREE).extra == ()


def test_rows_add_up_by_set_and_for_all() -> None:
    found = judge_boxes([Seen(HERE), Seen(THERE)], scene(HERE), FREE)
    missed = judge_boxes([], scene(HERE, group="b"), FREE)
    rows = box_rows([found, missed])
    assert [(r.group, r.recall.rate, r.precision.rate) for r in rows] == [
        ("a", 1.0, 0.5),
        ("b", 0.0, 0.0),
        ("all", 0.5, 0.5),
    ]


def test_the_table_has_a_line_a_set() -> None:
    verdict = judge_boxes([Seen(HERE)], scene(HERE), FREE)
    line = box_table(box_rows([verdict])).splitlines()[-1]
    assert [cell.strip() for cell in line.split("|")][1:5] == ["a", "1", "1", "100.0%"]
