from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from pipelines.animation import AnimationSource, is_animation
from pipelines.frames import SourceError
from tests.support.pipes import HandClock


def animation(path: Path, count: int = 6, lasts: int = 100) -> Path:
    """Write pictures that grow brighter, each shown for *lasts* milliseconds."""
    greys = [np.full((20, 30, 3), 40 * i, np.uint8) for i in range(count)]
    first, *rest = [Pillow.fromarray(grey) for grey in greys]
    first.save(path, save_all=True, append_images=rest, duration=lasts)
    return path


def shown(path: Path, fps: int | None = None) -> list[tuple[float, int]]:
    """Give when each picture is shown, in tenths of a second, and its brightness."""
    with AnimationSource("clip", path, clock=HandClock(), fps=fps) as source:
        return [
            (round(10 * (f.seconds - 1000)), int(f.bgr()[0, 0, 0]))
            for f in source.frames()
        ]


@pytest.mark.parametrize("suffix", ["gif", "png", "webp"])
def test_an_animation_is_played_in_its_own_time(tmp_path: Path, suffix: str) -> None:
    told = shown(animation(tmp_path / f"a.{suffix}"))
    assert [at for at, _ in told] == [0, 1, 2, 3, 4, 5]
    assert [grey for _, grey in told] == pytest.approx(
        [0, 40, 80, 120, 160, 200], abs=6
    )


def test_no_more_pictures_are_given_than_are_asked_for(tmp_path: Path) -> None:
    told = shown(animation(tmp_path / "a.gif"), fps=5)
    assert [at for at, _ in told] == [0, 2, 4]


def test_what_says_no_duration_is_shown_for_a_tenth_of_a_second(tmp_path: Path) -> None:
    told = shown(animation(tmp_path / "a.gif", lasts=0))
    assert [at for at, _ in told] == [0, 1, 2, 3, 4, 5]


def test_only_pictures_that_move_are_animations(tmp_path: Path) -> None:
    still = tmp_path / "still.gif"
    Pillow.new("RGB", (8, 8)).save(still)
    text = tmp_path / "text.gif"
    text.write_text("no picture")
    assert is_animation(animation(tmp_path / "a.gif"))
    assert not any(map(is_animation, (still, text, tmp_path / "none.gif")))


def test_a_file_that_is_cut_off_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = animation(tmp_path / "a.png")
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(SourceError, match="clip: "):
        shown(path)


def test_a_file_that_is_no_picture_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_text("no picture")
    with pytest.raises(SourceError, match="not a moving picture"):
        shown(path)
