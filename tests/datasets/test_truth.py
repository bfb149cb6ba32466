"""Ground truth survives the way to disk and back, and says where it is broken."""

from pathlib import Path

import pytest

from datasets.scenes import main
from datasets.truth import FrameTruth, Kind, TextTruth, read_truth, write_truth
from vision.results import Box, Layout


def text(
    kind: Kind = Kind.CONTAINER, layout: Layout | None = Layout.VERTICAL
) -> TextTruth:
    boxes = (Box(1.0, 2.0, 3.5, 4.0), Box(1.0, 5.0, 3.5, 7.0))
    return TextTruth(
        kind=kind,
        text="A1",
        layout=layout,
        box=Box(1.0, 2.0, 3.5, 7.0),
        characters=boxes,
        visible=0.875,
    )


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    frames = [
        FrameTruth("a.png", "left", (text(), text(Kind.PLATE, None))),
        FrameTruth("b.png", "front", ()),
    ]
    write_truth(tmp_path / "truth.jsonl", frames)
    assert list(read_truth(tmp_path / "truth.jsonl")) == frames


@pytest.mark.parametrize("line", ["{", "[]", '{"image": "a.png"}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "truth.jsonl"
    write_truth(path, [FrameTruth("a.png", "left", ())])
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(ValueError, match=r"truth\.jsonl:2: not a line of truth"):
        list(read_truth(path))


def test_samples_come_with_the_truth_of_each_picture(tmp_path: Path) -> None:
    main(["--seed", "3", "--count", "1", "--out", str(tmp_path)])
    frames = list(read_truth(tmp_path / "truth.jsonl"))
    assert {frame.image for frame in frames} == {p.name for p in tmp_path.glob("*.png")}
    assert [frame.camera for frame in frames] == ["front", "left", "right", "rear"]
