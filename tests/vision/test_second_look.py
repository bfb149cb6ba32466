"""Gear that was seen from afar is borne out, doubted or added to by a close look."""

import pytest

from vision.results import Box, Detection
from vision.scene import YardLabel
from vision.second_look import second_look

PERSON = Detection(YardLabel.PERSON, 0.8, Box(0, 0, 40, 100))
OTHER = Detection(YardLabel.PERSON, 0.7, Box(200, 0, 240, 100))
TRUCK = Detection(YardLabel.VEHICLE, 0.9, Box(300, 0, 400, 80))


def vest(score: float, x: float = 6, label: YardLabel = YardLabel.VEST) -> Detection:
    return Detection(label, score, Box(x, 16, x + 28, 55))


def bare(score: float, x: float = 6) -> Detection:
    return vest(score, x, YardLabel.NO_VEST)


@pytest.mark.parametrize(
    ("far", "near", "told"),
    [
        pytest.param([vest(0.6)], [vest(0.8)], [vest(0.7)], id="both saw it"),
        pytest.param([vest(0.6)], [], [vest(0.3)], id="not seen again"),
        pytest.param([], [vest(0.8)], [vest(0.4)], id="seen closely alone"),
        pytest.param(
            [vest(0.6)], [bare(0.9)], [bare(0.45), vest(0.3)], id="they disagree"
        ),
        pytest.param(
            [vest(0.6, 206)], [], [vest(0.6, 206)], id="of somebody not looked at"
        ),
        pytest.param([vest(0.5, 500)], [], [vest(0.5, 500)], id="of nobody"),
        pytest.param(
            [vest(0.6)],
            [vest(0.8), vest(0.4)],
            [vest(0.7)],
            id="in the close-ups of two people",
        ),
    ],
)
def test_a_piece_scores_the_mean_of_both_looks(
    far: list[Detection], near: list[Detection], told: list[Detection]
) -> None:
    found = [PERSON, OTHER, TRUCK, *far]
    seen = second_look(found, [PERSON], near)
    assert [one for one in seen if one in (PERSON, OTHER, TRUCK)] == [
        TRUCK,
        PERSON,
        OTHER,
    ]
    pieces = [one for one in seen if one not in (PERSON, OTHER, TRUCK)]
    assert [(one.label, one.box) for one in pieces] == [(t.label, t.box) for t in told]
    assert [one.score for one in pieces] == pytest.approx([one.score for one in told])


def test_a_box_lies_between_both() -> None:
    (_, piece) = second_look([PERSON, vest(0.6, 6)], [PERSON], [vest(0.6, 8)])
    assert piece.box == Box(7, 16, 35, 55)
