import pytest

from datasets.measure.curves import by_width, reliability
from tests.support.labels import judged, photo
from vision.results import Box


def test_a_calibrated_reader_has_no_error() -> None:
    nine = [judged(confidence=0.9)] * 9
    assert reliability([*nine, judged(confidence=0.9, exact=False)]).error < 1e-9


def test_a_boastful_reader_has_one() -> None:
    answers = [judged(confidence=0.9), judged(confidence=0.9, exact=False)]
    assert reliability(answers).error == pytest.approx(0.4)


def test_the_error_is_weighted_by_count() -> None:
    sure = [judged(confidence=1.0)] * 3
    wrong = judged(confidence=0.6, exact=False)
    assert reliability([*sure, wrong]).error == pytest.approx(0.15)


def test_what_was_not_read_has_no_confidence_to_judge() -> None:
    assert reliability([judged(confidence=None)]).bins == ()


def test_full_confidence_lies_in_the_last_bin() -> None:
    (last,) = reliability([judged(confidence=1.0)]).bins
    assert (last.low, last.high, last.right.of) == (0.98, 1.0, 1)


def test_widths_are_of_the_longer_side() -> None:
    column = photo(box=Box(0, 0, 20, 200))
    line = photo(box=Box(0, 0, 40, 9))
    small, large = by_width([judged(line, exact=False), judged(column), judged()])
    assert (small.mean, small.right.rate) == (40, 0.0)
    assert (large.mean, large.right.rate) == (200, 1.0)
