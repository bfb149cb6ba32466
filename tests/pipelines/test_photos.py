from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from pipelines.photos import ReadError, list_photos, load_photo


def saved(path: Path, mode: str = "RGB", exif: Pillow.Exif | None = None) -> Path:
    """Save a picture 40 wide and 30 high whose left half is dark."""
    picture = Pillow.new("L", (40, 30), 200)
    picture.paste(10, (0, 0, 20, 30))
    picture.convert(mode).save(path, exif=exif or b"")
    return path


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("grey.png", "L"),
        ("palette.gif", "P"),
        ("bits.png", "1"),
        ("alpha.png", "RGBA"),
        ("cmyk.jpg", "CMYK"),
        ("sixteen.png", "I;16"),
        ("float.tiff", "F"),
    ],
)
def test_any_kind_of_picture_becomes_bgr(tmp_path: Path, name: str, mode: str) -> None:
    image = load_photo(saved(tmp_path / name, mode))
    assert image.shape == (30, 40, 3)
    assert image.dtype == np.uint8
    assert image[:, :15].mean() < image[:, 25:].mean()


def test_sixteen_bits_keep_their_contrast(tmp_path: Path) -> None:
    levels = np.full((30, 40), 60_000, np.uint16)
    levels[:, :20] = 6_000
    Pillow.fromarray(levels).save(tmp_path / "deep.png")
    image = load_photo(tmp_path / "deep.png")
    assert image[0, 0, 0] < 40
    assert image[0, -1, 0] > 200


def test_a_turned_photo_is_set_upright(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = load_photo(saved(tmp_path / "turned.jpg", exif=exif))
    assert image.shape == (40, 30, 3)


def test_colours_are_blue_first(tmp_path: Path) -> None:
    Pillow.new("RGB", (8, 8), "red").save(tmp_path / "red.png")
    assert load_photo(tmp_path / "red.png")[0, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"no picture", "not a picture", id="text"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "odd.jpg"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=rf"odd\.jpg: {says}"):
        load_photo(path)


def test_a_picture_that_is_cut_off_is_refused_in_one_line(tmp_path: Path) -> None:
    whole = saved(tmp_path / "whole.png").read_bytes()
    path = tmp_path / "cut.png"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(ReadError, match=r"cut\.png: ") as refusal:
        load_photo(path)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_a_huge_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, side: int
) -> None:
    path = tmp_path / "huge.pgm"
    path.write_bytes(f"P5 {side} {side} 255\n".encode())
    with pytest.raises(ReadError, match="too large"):
        load_photo(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.jpg: No such file"):
        load_photo(tmp_path / "none.jpg")


def test_a_folder_gives_its_photos_by_name(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "notes.txt"):
        (tmp_path / name).touch()
    assert [p.name for p in list_photos(tmp_path)] == ["a.PNG", "b.jpg"]


def test_a_folder_without_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no photos"):
        list_photos(tmp_path)


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list_photos(tmp_path / "none")
