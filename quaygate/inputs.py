"""What a command is pointed at: photos, folders, videos and streams."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipelines.animation import is_animation
from pipelines.photos import SUFFIXES, list_photos

VIDEOS = frozenset({".avi", ".m4v", ".mkv", ".mov", ".mp4", ".ts", ".webm"})


def files(path: Path) -> Sequence[Path]:
    """List a file itself, or what can be read in a folder and its subfolders.

    Raises ReadError for what does not exist, and a folder in which there is nothing.
    """
    known, found = SUFFIXES | VIDEOS, list[Path]()
    with suppress(OSError):  # list_photos says what is wrong
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in known)
        found = [p for p in inside if not p.is_dir()]
    return found or list_photos(path)


def is_video(file: Path) -> bool:
    """Whether a file is a video, by its name."""
    return file.suffix.lower() in VIDEOS


def moves(file: Path) -> bool:
    """Whether a file is a video, or an animated picture."""
    return is_video(file) or is_animation(file)
