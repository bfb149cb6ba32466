import pytest

from datasets.measure.summary import Cost, Share, grouped, row, rows, times
from tests.support.labels import judged, photo
from vision.results import Box, Status


@pytest.mark.parametrize(
    ("share", "interval"),
    [
        pytest.param(Share(50, 50), (0.929, 1.0), id="all of fifty"),
        pytest.param(Share(0, 10), (0.0, 0.278), id="none of ten"),
        pytest.param(Share(5, 10), (0.237, 0.763), id="half of ten"),
        pytest.param(Share(0, 0), (0.0, 1.0), id="nothing is known of nothing"),
    ],
)
def test_the_interval_is_wilsons(share: Share, interval: tuple[float, float]) -> None:
    assert share.interval == pytest.approx(interval, abs=0.001)


def test_a_row_counts_what_became_of_each() -> None:
    wrong = judged(exact=False, wrong="MSKU3866036")
    unsure = judged(exact=False, status=Status.UNCERTAIN)
    counted = row("quaygate", "all", [judged(), judged(), wrong, unsure])
    assert counted.exact == Share(2, 4)
    assert counted.certain == Share(2, 4)
    assert counted.abstained == Share(1, 4)
    assert counted.false_accepts == Share(1, 4)


def test_character_errors_are_shared_among_all_characters() -> None:
    counted = row("quaygate", "all", [judged(), judged(exact=False)])
    assert counted.character_errors == Share(1, 22)


def test_a_reader_that_states_no_trust_has_neither_abstentions_nor_accepts() -> None:
    counted = row("rapidocr", "all", [judged(status=None, stated=False)])
    assert (counted.abstained, counted.false_accepts, counted.certain) == (None,) * 3


def test_a_look_that_read_nothing_abstained() -> None:
    counted = row("quaygate", "all", [judged(exact=False, status=Status.UNCERTAIN)])
    assert counted.abstained == Share(1, 1)


def test_found_counts_only_labels_with_a_box() -> None:
    boxed = judged(photo(box=Box(0, 0, 9, 9)))
    assert row("quaygate", "all", [boxed, judged()]).found == Share(1, 1)


def test_sets_of_several_layouts_are_shown_by_layout_too() -> None:
    labels = [photo(group="a"), photo(group="a", layout="V"), photo(group="b")]
    names = [name for name, _ in grouped([judged(label) for label in labels])]
    assert names == ["a", "a H", "a V", "b", "all"]


def test_one_set_of_one_layout_is_one_group() -> None:
    assert [name for name, _ in grouped([judged()])] == ["portal"]


def test_every_reader_has_its_rows() -> None:
    both = [judged(), judged(reader="rapidocr", exact=False)]
    assert [(r.reader, r.exact.count) for r in rows(both)] == [
        ("quaygate", 1),
        ("rapidocr", 0),
    ]


def test_times_are_medians_and_the_slow_end() -> None:
    taken = times([Cost(wall, wall / 2) for wall in (10, 20, 30, 40, 100)])
    assert taken is not None
    assert (taken.wall, taken.cpu) == (30, 15)
    assert taken.wall_p95 == pytest.approx(88)


def test_what_was_not_timed_has_no_times() -> None:
    assert times([]) is None
