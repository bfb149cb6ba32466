"""A detector's raw output -> candidate boxes in the pixels of its input."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

import numpy as np

from vision.candidates import (
    Array,
    Candidates,
    DecodeError,
    Size,
    corners,
    likeliest,
    named,
    rows_of,
)
from vision.yolox import decode_yolox


class Decoder(StrEnum):
    """Which family of detectors an output comes from; C is the number of labels."""

    YOLOX = "yolox"
    """[1, N, 5 + C], not decoded: grid offsets, objectness and class scores."""
    YOLO = "yolo"
    """[1, 4 + C, N]: x, y, width, height in pixels and class scores (Ultralytics)."""
    YOLO_NMS = "yolo-nms"
    """[1, N, 6]: x0, y0, x1, y1 in pixels, score, class (Ultralytics, end to end)."""
    RTDETR = "rtdetr"
    """[1, N, 4 + C]: x, y, width, height from 0 to 1 and class scores (Ultralytics
    before 8.4), or two outputs: logits [1, N, C] and such boxes [1, N, 4]."""
    RTDETR_TOP = "rtdetr-top"
    """[1, N, 6]: x, y, width, height from 0 to 1, score, class (Ultralytics 8.4)."""

    @property
    def repeats(self) -> bool:
        """Whether one object may have several boxes, of which one is to be kept."""
        return self in {Decoder.YOLOX, Decoder.YOLO}


def decode(
    decoder: Decoder,
    outputs: Sequence[Array],
    *,
    size: Size,
    labels: int,
    threshold: float,
) -> Candidates:
    """Decode one image's *outputs* into those that score at least *threshold*.

    Raises DecodeError where their shapes do not fit the decoder, the input's *size*
    and the number of *labels*: seeing nothing is another thing.
    """
    found = _DECODERS[decoder](outputs, size, labels, threshold)
    if not np.isfinite(found.boxes).all():
        message = f"the decoder {decoder} found boxes without an end"
        raise DecodeError(message)
    return found


def _yolo(
    outputs: Sequence[Array], size: Size, labels: int, threshold: float
) -> Candidates:
    del size  # its boxes are in pixels
    rows = rows_of(outputs, (4 + labels, None), "yolo").T
    rows = rows[rows[:, 4:].max(axis=1, initial=0) >= threshold]
    return likeliest(corners(rows[:, :4]), rows[:, 4:], threshold)


def _yolo_nms(
    outputs: Sequence[Array], size: Size, labels: int, threshold: float
) -> Candidates:
    del size  # its boxes are in pixels
    rows = _scored(outputs, "yolo-nms", threshold)
    first, second = rows[:, :2], rows[:, 2:4]
    boxes = np.hstack([np.minimum(first, second), np.maximum(first, second)])
    return named(boxes, rows[:, 4], rows[:, 5], labels=labels)


def _rtdetr(
    outputs: Sequence[Array], size: Size, labels: int, threshold: float
) -> Candidates:
    if len(outputs) == 2:
        boxes, scores = _boxes_and_logits(outputs, labels)
    else:
        rows = rows_of(outputs, (None, 4 + labels), "rtdetr")
        boxes, scores = rows[:, :4], rows[:, 4:]
    return likeliest(corners(_pixels(boxes, size)), scores, threshold)


def _rtdetr_top(
    outputs: Sequence[Array], size: Size, labels: int, threshold: float
) -> Candidates:
    rows = _scored(outputs, "rtdetr-top", threshold)
    boxes = corners(_pixels(rows[:, :4], size))
    return named(boxes, rows[:, 4], rows[:, 5], labels=labels)


def _scored(outputs: Sequence[Array], decoder: str, threshold: float) -> Array:
    """Give the rows (N, 6) whose score is at least *threshold*."""
    rows = rows_of(outputs, (None, 6), decoder)
    return rows[rows[:, 4] >= threshold]


def _boxes_and_logits(outputs: Sequence[Array], labels: int) -> tuple[Array, Array]:
    """Tell the two outputs apart by shape; where alike, the logits come first."""
    logits, boxes = outputs
    if boxes.shape[-1] != 4:
        logits, boxes = boxes, logits
    logits = rows_of([logits], (None, labels), "rtdetr")
    scores = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    places = rows_of([boxes], (len(logits), 4), "rtdetr")
    return places, np.asarray(scores, np.float32)


def _pixels(boxes: Array, size: Size) -> Array:
    """Scale boxes from 0 to 1 up to an input of *size*."""
    height, width = size
    return np.asarray(boxes * np.array([width, height] * 2, np.float32), np.float32)


_DECODERS: Mapping[Decoder, Callable[[Sequence[Array], Size, int, float], Candidates]]
_DECODERS = {
    Decoder.YOLOX: decode_yolox,
    Decoder.YOLO: _yolo,
    Decoder.YOLO_NMS: _yolo_nms,
    Decoder.RTDETR: _rtdetr,
    Decoder.RTDETR_TOP: _rtdetr_top,
}
