"""`quaygate watch` with the shipped detector on any photo: an answer or a word."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from quaygate.cli import main
from quaygate.commands.shape import REFUSED

GREY = np.tile(np.arange(200, dtype=np.uint8), (120, 1))


def saved(path: Path, picture: Pillow.Image, **options: Any) -> Path:
    picture.save(path, **options)
    return path


def sixteen_bit(folder: Path) -> Path:
    wide = Pillow.fromarray(GREY.astype(np.uint16) * 257)
    return saved(folder / "16.png", wide)


def turned(folder: Path) -> Path:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    return saved(folder / "turned.jpg", Pillow.fromarray(GREY), exif=exif)


@pytest.mark.parametrize(
    "photo",
    [
        pytest.param(lambda f: saved(f / "1.png", Pillow.new("RGB", (1, 1))), id="1x1"),
        pytest.param(
            lambda f: saved(f / "w.png", Pillow.new("RGB", (20000, 2))), id="wide"
        ),
        pytest.param(
            lambda f: saved(f / "h.png", Pillow.new("RGB", (3, 9000))), id="high"
        ),
        pytest.param(
            lambda f: saved(f / "g.png", Pillow.fromarray(GREY)), id="greyscale"
        ),
        pytest.param(sixteen_bit, id="16 bits"),
        pytest.param(
            lambda f: saved(f / "c.jpg", Pillow.new("CMYK", (90, 60))), id="CMYK"
        ),
        pytest.param(
            lambda f: saved(f / "a.png", Pillow.new("RGBA", (90, 60))), id="transparent"
        ),
        pytest.param(turned, id="turned by EXIF"),
    ],
)
def test_any_photo_gives_one_object(
    photo: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(photo)
    path = photo(tmp_path)
    assert main(["watch", "--json", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["source", "people", "vehicles"]
    assert told["source"] == str(path)


def test_a_photo_that_is_too_large_or_cut_off_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved(tmp_path / "huge.png", Pillow.new("1", (20000, 20000)))
    cut = saved(tmp_path / "cut.jpg", Pillow.fromarray(GREY))
    cut.write_bytes(cut.read_bytes()[:600])
    assert main(["watch", "--json", str(tmp_path)]) == REFUSED
    first, second = capsys.readouterr().err.splitlines()
    assert "cut.jpg: " in first
    assert "huge.png: too large" in second
