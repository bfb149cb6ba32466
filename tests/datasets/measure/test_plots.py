from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from datasets.measure import plots
from datasets.measure.plots import PlotsError, need_matplotlib, write_plots
from datasets.measure.summary import rows
from tests.support.labels import judged, photo
from vision.results import Box


def test_four_plots_are_drawn_as_svg(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    boxed = photo(box=Box(0, 0, 80, 20))
    answers = [judged(boxed), judged(boxed, exact=False), judged(reader="rapidocr")]

    drawn = write_plots(tmp_path / "plots", "plate", answers, rows(answers))

    assert [path.name for path in drawn] == [
        f"plate-{name}.svg" for name in ("reliability", "exact", "times", "width")
    ]
    for path in drawn:
        root = ET.parse(path).getroot()  # noqa: S314 - our own file
        assert root.tag.endswith("svg")


def test_the_same_measurement_draws_the_same_files(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    answers = [judged(), judged(exact=False)]
    twice = [
        [p.read_bytes() for p in write_plots(tmp_path / n, "x", answers, rows(answers))]
        for n in "ab"
    ]
    assert twice[0] == twice[1]


def test_without_matplotlib_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda _: None)
    with pytest.raises(PlotsError, match=r"pip install 'quaygate\[plots\]'"):
        need_matplotlib()
