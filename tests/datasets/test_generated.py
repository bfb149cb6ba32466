from pathlib import Path

import pytest

from datasets.generated import generated

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
BLOCK = "000000-000001"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which an earlier run was interrupted."""
    folder = tmp_path_factory.mktemp("generated")
    left = folder / f"{BLOCK}.part"
    left.mkdir()
    (left / "truth.jsonl").write_text('{"image": "0000000-0.jpg", "bo')
    return folder


def test_an_interrupted_block_is_rendered_anew_and_then_kept(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    (first,) = generated(folder, 1, (), tell=lambda done, of: told.append((done, of)))
    assert [path.name for path in folder.iterdir()] == [BLOCK]
    assert told == [(1, 1)]

    images = {path: path.stat().st_mtime_ns for path in (folder / BLOCK).iterdir()}
    (again,) = generated(folder, 1, (), tell=lambda done, of: told.append((done, of)))
    assert len(again) == len(first) == len(images) - 1
    assert all(path.stat().st_mtime_ns == at for path, at in images.items())
    assert told == [(1, 1)]


def test_yards_and_lanes_are_among_the_images(folder: Path) -> None:
    generated(folder, 1, ())
    frames = list((folder / BLOCK).glob("*.jpg"))
    assert len(frames) == 3 + 4  # three views of the yard, four cameras of the lane
