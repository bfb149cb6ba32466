"""Recordings stay as long as they must and no longer than they may."""

import os
from pathlib import Path

import pytest

from pipelines.retention import NoRoomError, Retention

DAY = 86400.0
NOW = 100 * DAY


def keeper(folder: Path, *, most: int = 1000, free: int = 10_000) -> Retention:
    return Retention(
        folder=folder,
        days=30,
        most=most,
        floor_days=3,
        now=lambda: NOW,
        reserve=1000,
        free=lambda _: free - sum(p.stat().st_size for p in folder.iterdir()),
    )


def record(folder: Path, name: str, *, size: int = 100, days: float = 0) -> None:
    path = folder / name
    path.write_bytes(bytes(size))
    os.utime(path, (NOW - days * DAY,) * 2)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_older_than_its_days_goes(tmp_path: Path) -> None:
    record(tmp_path, "old.mp4", days=31)
    record(tmp_path, "young.mp4", days=29)
    keeper(tmp_path).make_room(10)
    assert names(tmp_path) == ["young.mp4"]


def test_the_oldest_goes_first_where_there_is_too_much(tmp_path: Path) -> None:
    for days in (4, 9, 6):
        record(tmp_path, f"{days}.mp4", size=400, days=days)
    keeper(tmp_path, most=1300).make_room(300)
    assert names(tmp_path) == ["4.mp4", "6.mp4"]


def test_what_is_younger_than_the_floor_stays_and_nothing_more_is_taken(
    tmp_path: Path,
) -> None:
    record(tmp_path, "fresh.mp4", size=950, days=2)
    record(tmp_path, "older.mp4", size=40, days=4)
    with pytest.raises(NoRoomError, match="last 3 days fill"):
        keeper(tmp_path).make_room(100)
    assert names(tmp_path) == ["fresh.mp4"]


def test_a_disk_that_others_fill_makes_recordings_go_and_then_says_so(
    tmp_path: Path,
) -> None:
    record(tmp_path, "fresh.mp4", days=1)
    record(tmp_path, "older.mp4", days=9)
    with pytest.raises(NoRoomError, match="is full"):
        keeper(tmp_path, free=1050).make_room(100)
    assert names(tmp_path) == ["fresh.mp4"]


def test_nothing_goes_while_there_is_room(tmp_path: Path) -> None:
    record(tmp_path, "older.mp4", days=9)
    keeper(tmp_path).make_room(100)
    assert names(tmp_path) == ["older.mp4"]


def test_the_folder_is_made_where_it_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "north" / "recordings"
    keeper(folder).make_room(1)
    assert folder.is_dir()
