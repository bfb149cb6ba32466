"""The folder of recordings, kept within its age and its size."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)
_DAY = 86400.0
RESERVE = 256 * 1024 * 1024
"""Bytes of the disk that recordings leave free: the outbox must go on."""


class NoRoomError(Exception):
    """Nothing more can be recorded; the message is for people."""


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    size: int
    written: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What may stay in ``folder``: for ``days``, ``most`` bytes in all.

    What is younger than ``floor_days`` stays whatever its size. ``now`` gives seconds
    of the wall clock, ``free`` the bytes that the disk has left.
    """

    folder: Path
    days: float
    most: int
    floor_days: float
    now: Callable[[], float]
    reserve: int = RESERVE
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free

    def make_room(self, size: int) -> None:
        """Delete what may go until *size* more bytes fit.

        Raises NoRoomError where they do not even so, and OSError where the folder
        cannot be used.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self._tidied()
        total = sum(file.size for file in kept)
        spare = [file for file in kept if self._age(file) >= self.floor_days * _DAY]
        while spare and (total + size > self.most or self._short(size)):
            oldest = spare.pop(0)
            self._delete(oldest)
            total -= oldest.size
        if total + size > self.most:
            message = f"recordings of the last {self.floor_days:g} days fill their room"
            raise NoRoomError(message)
        if self._short(size):
            message = f"the disk of {self.folder} is full"
            raise NoRoomError(message)

    def _tidied(self) -> list[_Kept]:
        """Delete what is too old; return the rest, the oldest first."""
        kept = sorted(self._files(), key=lambda file: (file.written, file.path))
        old = [file for file in kept if self._age(file) > self.days * _DAY]
        for file in old:
            self._delete(file)
        return kept[len(old) :]

    def _files(self) -> Iterator[_Kept]:
        for path in self.folder.iterdir():
            try:
                told = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                yield _Kept(path, told.st_size, told.st_mtime)

    def _age(self, file: _Kept) -> float:
        return self.now() - file.written

    def _short(self, size: int) -> bool:
        return self.free(self.folder) - size < self.reserve

    def _delete(self, file: _Kept) -> None:
        file.path.unlink(missing_ok=True)
        _log.info("recording deleted: file=%s bytes=%d", file.path.name, file.size)
