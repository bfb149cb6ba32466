from pathlib import Path

import cv2

from datasets.measure.misses import misses, write_misses
from tests.support.labels import judged, photo, picture
from vision.results import Box, Status


def test_what_is_wrong_and_certain_comes_first() -> None:
    wrong = judged(wrong="MSKU3866036")
    unread = judged(exact=False, status=Status.UNCERTAIN)
    assert misses([judged(), unread, wrong]) == [wrong, unread]


def test_a_miss_is_written_with_truth_and_reading_in_its_name(tmp_path: Path) -> None:
    label = photo("AB12CDE", path=picture(tmp_path / "car.png"))
    missed = judged(label, exact=False, status=Status.UNCERTAIN)
    (path,) = write_misses([missed], tmp_path / "misses")
    assert path.name == "001-quaygate-portal-AB12CDE-read-AB12CD-uncertain-car.png"


def test_a_crop_shows_the_place_with_its_surroundings(tmp_path: Path) -> None:
    file = picture(tmp_path / "car.png", width=400, height=300)
    label = photo(path=file, box=Box(100, 100, 150, 120))
    (path,) = write_misses([judged(label, exact=False)], tmp_path / "misses")
    height, width = cv2.imread(str(path)).shape[:2]  # type: ignore[union-attr]
    assert (width, height) == (111, 45)


def test_the_place_in_a_photo_that_was_made_smaller_is_found(tmp_path: Path) -> None:
    file = picture(tmp_path / "car.png", width=400, height=300)
    label = photo(path=file, box=Box(50, 50, 75, 60))
    missed = [judged(label, exact=False)]
    (path,) = write_misses(missed, tmp_path / "misses", scale=0.5)
    height, width = cv2.imread(str(path)).shape[:2]  # type: ignore[union-attr]
    assert (width, height) == (111, 45)


def test_without_a_miss_the_folder_is_empty(tmp_path: Path) -> None:
    assert write_misses([judged()], tmp_path / "misses") == []
