from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from pipelines.photos import ReadError, list_photos, load_photo, open_photo

POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n"


def real(row: list[float]) -> NDArray[np.float32]:
    """Make one row of pixels that are real numbers."""
    return np.array([row], np.float32)


def outcome(path: Path) -> str:
    """Decode a photo that may be damaged: say its shape, or why it is refused."""
    try:
        image = load_photo(path)
    except ReadError as refusal:
        return str(refusal)
    assert image.ndim == 3
    assert image.dtype == np.uint8
    return str(image.shape)


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


@pytest.mark.parametrize(
    ("levels", "ends"),
    [
        pytest.param(real([0, 0.5, 1]), (0, 255), id="fractions"),
        pytest.param(real([-60_000, -9, 0]), (0, 255), id="negative"),
        pytest.param(real([0, np.nan, 9_000]), (0, 255), id="not a number"),
        pytest.param(real([0, 9_000, np.inf]), (0, 255), id="without end"),
        pytest.param(real([np.nan, np.nan]), (0, 0), id="no number at all"),
    ],
)
def test_real_numbers_of_any_range_become_grey(
    tmp_path: Path, levels: NDArray[np.float32], ends: tuple[int, int]
) -> None:
    Pillow.fromarray(levels).save(tmp_path / "real.tiff")
    row = load_photo(tmp_path / "real.tiff")[0, :, 0]
    assert (row[0], row[-1]) == ends


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("colour.jpg", "RGB"),
        ("cmyk.jpg", "CMYK"),
        ("grey.png", "L"),
        ("palette.png", "P"),
        ("bits.png", "1"),
        ("alpha.png", "RGBA"),
        ("sixteen.png", "I;16"),
        ("colour.tiff", "RGB"),
        ("float.tiff", "F"),
    ],
)
@pytest.mark.parametrize(("enough", "reduced"), [(1200, 1), (300, 2), (100, 4)])
def test_a_large_photo_is_reduced_and_says_by_how_much(
    tmp_path: Path, name: str, mode: str, enough: int, reduced: int
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    turned = name.endswith((".jpg", ".tiff"))
    path = saved(tmp_path / name, mode, exif if turned else None)

    photo = open_photo(path, enough=enough)

    upright = photo.image.swapaxes(0, 1) if turned else photo.image
    assert photo.reduced == reduced
    assert upright.shape == (-(-30 // reduced), 40 // reduced, 3)
    assert upright[:, : 15 // reduced].mean() < upright[:, -15 // reduced :].mean()


@pytest.mark.parametrize("name", ["line.png", "line.jpg"])
def test_a_line_of_pixels_is_reduced_along_its_length(
    tmp_path: Path, name: str
) -> None:
    Pillow.new("RGB", (1, 400)).save(tmp_path / name)
    photo = open_photo(tmp_path / name, enough=100)
    assert (photo.image.shape, photo.reduced) == ((200, 1, 3), 2)


def test_colours_are_blue_first(tmp_path: Path) -> None:
    Pillow.new("RGB", (8, 8), "red").save(tmp_path / "red.png")
    assert load_photo(tmp_path / "red.png")[0, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"no picture", "not a picture", id="text"),
        pytest.param(POSTSCRIPT, "not a picture", id="a program that draws"),
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


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param(Path("a" * 5000), "name too long", id="a name without end"),
        pytest.param(Path("a\0b"), "null", id="a name with a null"),
        pytest.param(Path("/dev/null"), "neither a file nor a folder", id="a device"),
    ],
)
def test_a_path_that_is_neither_file_nor_folder_is_refused(
    path: Path, says: str
) -> None:
    with pytest.raises(ReadError, match=says):
        list_photos(path)


def test_a_folder_with_the_name_of_a_photo_is_none(tmp_path: Path) -> None:
    (tmp_path / "inner.jpg").mkdir()
    with pytest.raises(ReadError, match="no photos"):
        list_photos(tmp_path)


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.png", "a.gif", "a.tiff", "a.webp", "a.bmp"]
)
def test_a_damaged_picture_is_decoded_or_refused_in_one_line(
    tmp_path: Path, name: str
) -> None:
    whole = saved(tmp_path / name).read_bytes()
    rng = np.random.default_rng(3)
    for _ in range(40):
        damaged = bytearray(whole)
        for place in rng.integers(0, len(whole), rng.integers(1, 20)):
            damaged[place] = int(rng.integers(256))
        (tmp_path / name).write_bytes(damaged[: rng.integers(1, len(whole) + 1)])
        assert "\n" not in outcome(tmp_path / name)
