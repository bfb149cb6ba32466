import numpy as np
import pytest

from datasets.measure.found import count, curve, groups_of, pairs
from datasets.measure.precision import average_precision
from tests.support.ppe import BARE_HEAD, HELMET, PERSON, scored, seen
from vision.results import Box, Detection
from vision.scene import YardLabel

LABELS = [str(label) for label in YardLabel]
ELSEWHERE = Detection(YardLabel.PERSON, 0.8, Box(120, 10, 160, 90))


def test_the_surest_box_gets_the_labelled_one_and_its_double_is_wrong() -> None:
    again = scored(PERSON, 0.7)
    found = dict(pairs([PERSON], [again, scored(PERSON, 0.9)]))
    assert found == {scored(PERSON, 0.9): PERSON, again: None}


def test_a_curve_tells_precision_and_recall_at_every_score() -> None:
    photos = [
        seen([PERSON], [scored(PERSON, 0.9), ELSEWHERE]),
        seen([PERSON], [scored(PERSON, 0.6)]),
        seen([PERSON], []),
    ]
    drawn = curve(photos, YardLabel.PERSON)
    assert drawn.scores.tolist() == [0.9, 0.8, 0.6]
    assert drawn.precision.tolist() == pytest.approx([1, 1 / 2, 2 / 3])
    assert drawn.recall.tolist() == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert drawn.best() == pytest.approx((2 / 3, 0.6))
    assert drawn.at(0.85) == pytest.approx((1, 1 / 3))
    assert drawn.at(0.95) == (0, 0)


def test_nothing_found_has_a_curve_without_points() -> None:
    drawn = curve([seen([PERSON], [])], YardLabel.PERSON)
    assert drawn.best() == (0.0, 1.0)
    assert drawn.average == 0
    assert drawn.at(0.5) == (0.0, 0.0)


def test_a_class_that_a_set_does_not_label_is_not_scored_there() -> None:
    photo = seen(
        [HELMET],
        [scored(HELMET, 0.9), scored(PERSON, 0.9)],
        labelled=frozenset({YardLabel.HELMET}),
    )
    assert count([photo], YardLabel.PERSON) == 0
    assert not len(curve([photo], YardLabel.PERSON).scores)
    rates = average_precision([photo], LABELS)
    assert rates[YardLabel.PERSON].every is None
    assert rates[YardLabel.HELMET].every == pytest.approx(1)


def test_all_sets_together_come_last_where_there_are_several() -> None:
    photos = [seen([], [], group="a"), seen([], [], group="b")]
    assert list(groups_of(photos)) == ["a", "b", "all"]
    assert list(groups_of(photos[:1])) == ["a"]


def test_average_precision_is_the_area_below_the_curve() -> None:
    photos = [
        seen([PERSON], [scored(PERSON, 0.9), ELSEWHERE]),
        seen([PERSON], [scored(PERSON, 0.6)]),
        seen([PERSON], []),
    ]
    rate = average_precision(photos, LABELS)[YardLabel.PERSON].every
    drawn = curve(photos, YardLabel.PERSON)
    upper = np.maximum.accumulate(drawn.precision[::-1])[::-1]
    area = float((np.diff(drawn.recall, prepend=0.0) * upper).sum())
    assert rate == pytest.approx(area, abs=0.01)
    assert drawn.average == pytest.approx(rate, abs=1e-6)


@pytest.mark.parametrize(
    ("side", "size"),
    [
        pytest.param(20, "small", id="less than 32 pixels"),
        pytest.param(60, "medium", id="less than 96"),
        pytest.param(99, "large", id="more"),
    ],
)
def test_objects_are_sorted_by_their_size(side: int, size: str) -> None:
    head = Detection(YardLabel.NO_HELMET, 1.0, Box(0, 0, side, side))
    rates = average_precision([seen([head], [scored(head, 0.9)])], LABELS)
    sizes = {
        s: getattr(rates[BARE_HEAD.label], s) for s in ("small", "medium", "large")
    }
    assert sizes == {s: pytest.approx(1) if s == size else None for s in sizes}
