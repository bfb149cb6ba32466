from collections.abc import Sequence

import numpy as np
import pytest

from vision.candidates import Array, Candidates, DecodeError
from vision.decode import Decoder, decode

SIZE = (64, 96)
LABELS = 2
CELLS = 8 * 12 + 4 * 6 + 2 * 3
BOX = [10, 20, 40, 60]
"""The box of every example: its middle is 25, 40 and its sides are 30, 40."""


def fixed(values: Sequence[object] | Array) -> Array:
    """Make one output for one image that nobody may write to."""
    array = np.asarray(values, np.float32)[np.newaxis]
    array.flags.writeable = False
    return array


def yolox() -> list[Array]:
    rows = np.zeros((CELLS, 7), np.float32)
    # The cell (1, 2) of the grid of stride 16, which stands behind that of stride 8.
    offset = [25 / 16 - 1, 40 / 16 - 2, np.log(30 / 16), np.log(40 / 16)]
    rows[8 * 12 + 2 * 6 + 1] = [*offset, 0.9, 0.1, 0.8]
    rows[0, 4:] = [0.9, 0.1, 0.1]
    return [fixed(rows)]


def yolo() -> list[Array]:
    return [fixed(np.transpose([[25, 40, 30, 40, 0, 0.72], [0, 0, 9, 9, 0.1, 0]]))]


def yolo_nms() -> list[Array]:
    return [fixed([[*BOX, 0.72, 1], [0] * 6])]


def rtdetr() -> list[Array]:
    box = [25 / 96, 40 / 64, 30 / 96, 40 / 64]
    return [fixed([[*box, 0, 0.72], [0, 0, 1, 1, 0.1, 0]])]


def logits_and_boxes() -> list[Array]:
    box = [25 / 96, 40 / 64, 30 / 96, 40 / 64]
    logits = [[-90, np.log(0.72 / 0.28)], [-90, -3]]
    return [fixed(logits), fixed([box, [0, 0, 1, 1]])]


def rtdetr_top() -> list[Array]:
    return [fixed([[25 / 96, 40 / 64, 30 / 96, 40 / 64, 0.72, 1], [0] * 6])]


EXAMPLES = [
    pytest.param(Decoder.YOLOX, yolox(), id="yolox"),
    pytest.param(Decoder.YOLO, yolo(), id="yolo"),
    pytest.param(Decoder.YOLO_NMS, yolo_nms(), id="yolo-nms"),
    pytest.param(Decoder.RTDETR, rtdetr(), id="rtdetr"),
    pytest.param(Decoder.RTDETR, logits_and_boxes(), id="logits and boxes"),
    pytest.param(Decoder.RTDETR, logits_and_boxes()[::-1], id="boxes and logits"),
    pytest.param(Decoder.RTDETR_TOP, rtdetr_top(), id="rtdetr-top"),
]


def found(
    decoder: Decoder, outputs: list[Array], *, labels: int = LABELS, least: float = 0.5
) -> Candidates:
    return decode(decoder, outputs, size=SIZE, labels=labels, threshold=least)


@pytest.mark.parametrize(("decoder", "outputs"), EXAMPLES)
def test_the_one_likely_box_is_found_in_pixels(
    decoder: Decoder, outputs: list[Array]
) -> None:
    candidates = found(decoder, outputs)
    np.testing.assert_allclose(candidates.boxes, [BOX], atol=1e-3)
    np.testing.assert_allclose(candidates.scores, [0.72], atol=1e-6)
    assert candidates.classes.tolist() == [1]


@pytest.mark.parametrize(("decoder", "outputs"), EXAMPLES)
def test_a_score_at_the_threshold_counts_and_one_below_does_not(
    decoder: Decoder, outputs: list[Array]
) -> None:
    score = float(found(decoder, outputs).scores[0])
    assert len(found(decoder, outputs, least=score)) == 1
    assert len(found(decoder, outputs, least=score + 1e-4)) == 0


@pytest.mark.parametrize(("decoder", "outputs"), EXAMPLES)
def test_another_number_of_labels_is_no_empty_answer(
    decoder: Decoder, outputs: list[Array]
) -> None:
    with pytest.raises(DecodeError):
        found(decoder, outputs, labels=1)


@pytest.mark.parametrize("decoder", list(Decoder))
@pytest.mark.parametrize(
    "outputs",
    [
        pytest.param([], id="nothing"),
        pytest.param([fixed([[1.0] * 9] * 3)], id="other columns"),
        pytest.param([fixed([1.0] * 6)], id="no rows"),
        pytest.param([np.zeros((2, 3, 6), np.float32)], id="two images"),
        pytest.param([fixed([[1.0] * 6])] * 3, id="three outputs"),
        pytest.param([fixed([[1.0] * 4]), fixed([[1.0] * 4])], id="two outputs alike"),
    ],
)
def test_another_shape_is_no_empty_answer(
    decoder: Decoder, outputs: list[Array]
) -> None:
    with pytest.raises(DecodeError, match=decoder):
        found(decoder, outputs)


@pytest.mark.parametrize(
    ("decoder", "outputs"),
    [
        pytest.param(Decoder.YOLO, [np.zeros((1, 6, 0), np.float32)], id="yolo"),
        pytest.param(
            Decoder.YOLO_NMS, [np.zeros((1, 0, 6), np.float32)], id="yolo-nms"
        ),
        pytest.param(Decoder.RTDETR, [np.zeros((1, 0, 6), np.float32)], id="rtdetr"),
        pytest.param(Decoder.RTDETR_TOP, [np.zeros((1, 0, 6), np.float32)], id="top"),
    ],
)
def test_an_output_without_rows_holds_nothing(
    decoder: Decoder, outputs: list[Array]
) -> None:
    assert found(decoder, outputs).boxes.shape == (0, 4)


def test_a_box_without_an_end_is_no_answer() -> None:
    rows = np.zeros((CELLS, 7), np.float32)
    rows[0] = [0, 0, 1000, 0, 1, 1, 1]
    with pytest.raises(DecodeError, match="without an end"):
        found(Decoder.YOLOX, [fixed(rows)])


def test_a_box_given_from_its_far_corner_is_turned_round() -> None:
    outputs = [fixed([[40, 60, 10, 20, 0.72, 1]])]
    assert found(Decoder.YOLO_NMS, outputs).boxes.tolist() == [BOX]


@pytest.mark.parametrize("decoder", [Decoder.YOLO_NMS, Decoder.RTDETR_TOP])
@pytest.mark.parametrize("strange", [-1, LABELS])
def test_a_class_without_a_label_is_an_error(decoder: Decoder, strange: int) -> None:
    with pytest.raises(DecodeError, match=f"class {strange}, .* 2 labels"):
        found(decoder, [fixed([[0, 0, 1, 1, 0.9, strange]])])
