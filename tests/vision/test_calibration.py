import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.text import container, plate
from vision.calibration import Calibration, calibrated, fit
from vision.results import Kind, Readings, Status

CURVE = Calibration((0.5, 0.9), (0.2, 0.8))
hundredths = st.integers(0, 100).map(lambda n: n / 100)
answers = st.lists(st.tuples(hundredths, st.booleans()), min_size=1, max_size=90)


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        pytest.param(0.5, 0.2, id="at a point"),
        pytest.param(0.7, 0.5, id="between two"),
        pytest.param(0.25, 0.1, id="below the first"),
        pytest.param(0.0, 0.0, id="at nought"),
        pytest.param(1.0, 0.8, id="above the last"),
    ],
)
def test_a_curve_is_straight_between_nought_and_its_points_and_level_beyond(
    raw: float, right: float
) -> None:
    assert CURVE(raw) == pytest.approx(right)


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        pytest.param((), (), id="no point"),
        pytest.param((0.5,), (0.2, 0.3), id="unequal lengths"),
        pytest.param((0.5, 0.4), (0.2, 0.3), id="raw falls"),
        pytest.param((0.4, 0.5), (0.3, 0.2), id="right falls"),
        pytest.param((0.4, 1.5), (0.2, 0.3), id="no probability"),
    ],
)
def test_what_is_no_curve_of_probabilities_is_refused(
    raw: tuple[float, ...], right: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match="calibration"):
        Calibration(raw, right)


def test_a_reader_that_boasts_is_brought_down() -> None:
    curve = fit([(0.9, i % 2 == 0) for i in range(200)])
    assert curve is not None
    assert curve(0.9) == pytest.approx(0.5, abs=0.01)


def test_a_few_texts_that_were_all_right_are_no_certainty() -> None:
    curve = fit([(0.9, True)] * 8)
    assert curve is not None
    assert curve(0.9) == pytest.approx(0.9)


def test_a_dip_is_levelled() -> None:
    shares = {0.2: 10, 0.5: 40, 0.7: 30, 0.9: 50}
    texts = [(raw, i < right) for raw, right in shares.items() for i in range(50)]
    curve = fit(texts)
    assert curve is not None
    assert len(set(curve.right)) > 2
    assert curve(0.5) <= curve(0.6) <= curve(0.7)


@given(answers)
def test_whatever_is_fitted_is_a_curve(texts: list[tuple[float, bool]]) -> None:
    curve = fit(texts)
    assert curve is not None
    values = [curve(step / 20) for step in range(21)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] < 1


def test_nothing_is_fitted_to_nothing() -> None:
    assert fit([]) is None


def test_each_kind_and_status_has_its_own_curve() -> None:
    readings = Readings(
        plates=(plate(score=0.9),),
        containers=(container(score=0.9), container(status=Status.INFERRED, score=0.9)),
    )
    curves = {(Kind.CONTAINER, Status.CERTAIN): CURVE}

    mapped = calibrated(readings, curves)

    assert mapped.plates == readings.plates
    assert [c.confidence for c in mapped.containers] == [pytest.approx(0.8), 0.9]
    assert mapped.containers[0].scores == readings.containers[0].scores


def test_places_without_a_confidence_stay_as_they_are() -> None:
    seen = Readings(trucks=(plate().box,), unread=(container().box,))
    assert calibrated(seen, {}) == seen
