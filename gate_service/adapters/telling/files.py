"""Outlets into folders: a CODECO file a gate move, and a CSV file a day.

What is sent twice is written once: a CODECO file is named by its event, and a row of
a CSV file by its id. A reader sees whole files alone: they get their name when they
are complete.
"""

import csv
import io
import os
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from gate_service.adapters.telling.carried import containers, held, part
from gate_service.adapters.telling.forms import Write
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling_ports import OutletError
from gate_service.domain.told_facts import utc

HEADER = (
    *("id", "sequence", "time", "event", "visit", "lane", "direction", "plate"),
    *("containers", "appointment", "haulier", "verdict", "reasons", "hold", "alert"),
)
"""The columns of a day's CSV file; lists are separated by spaces."""


class FileOutlet:
    """Outlet port: one file an event, named by its number and id."""

    def __init__(self, folder: Path, write: Write, suffix: str) -> None:
        """Write into *folder*, which is made when it is first needed."""
        self._folder, self._write, self._suffix = folder, write, suffix

    def send(self, event: CanonicalEvent) -> bool:
        """Write the file; the same event again is the same file."""
        written = self._write(event)
        if written is None:
            return False
        name = f"{event.sequence:010d}-{event.id}{self._suffix}"
        _replace(self._folder / name, written.body.encode())
        return True

    def settle(self) -> None:
        """Each file is durable already."""

    def close(self) -> None:
        """Nothing is open."""


class DailyCsv:
    """Outlet port: rows of the day (UTC) wait in ``.part``, and are done at its end.

    ``events-2026-05-04.csv.part`` grows while the day lasts. It loses its ``.part``
    when the first event of another day comes.
    """

    def __init__(self, folder: Path) -> None:
        """Write into *folder*, which is made when it is first needed."""
        self._folder = folder
        self._day = ""
        self._known: set[str] = set()
        self._rows: list[tuple[str, ...]] = []

    def send(self, event: CanonicalEvent) -> bool:
        """Add a row; it is on disk after ``settle``."""
        day = event.at.astimezone(UTC).date().isoformat()
        if day != self._day:
            self._turn_to(day)
        if event.id not in self._known:
            self._known.add(event.id)
            self._rows.append(_row(event))
        return True

    def settle(self) -> None:
        """Append what waits, and have it on disk."""
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        try:
            self._append(rows)
        except OSError as error:
            self._day = ""  # what was written of it is read before the next row
            raise _unwritten(self._folder, error) from error

    def close(self) -> None:
        """Nothing is open."""

    @property
    def _part(self) -> Path:
        return self._folder / f"events-{self._day}.csv.part"

    @property
    def _whole(self) -> Path:
        return self._part.with_suffix("")

    def _turn_to(self, day: str) -> None:
        """Finish the days before, and go on where *day* was left."""
        self.settle()
        self._day = day
        try:
            self._take_up()
        except (OSError, ValueError, KeyError) as error:
            self._day = ""
            raise _unwritten(self._folder, error) from error

    def _take_up(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in sorted(self._folder.glob("events-*.csv.part")):
            if other < self._part:
                other.replace(other.with_suffix(""))
        if self._whole.exists():  # told again, after its day: it grows once more
            self._whole.replace(self._part)
        self._known = set(_ids(self._part))

    def _append(self, rows: Iterable[tuple[str, ...]]) -> None:
        new = not self._part.exists() or self._part.stat().st_size == 0
        text = _lines([HEADER, *rows] if new else rows)
        with self._part.open("ab") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync(self._folder)


def _ids(path: Path) -> Iterable[str]:
    """Read the ids in a day's file; half a line at its end is cut off first."""
    if not path.exists():
        return
    body = path.read_bytes()
    whole = body[: body.rfind(b"\n") + 1]
    if whole != body:
        _replace(path, whole)
    for row in csv.DictReader(io.StringIO(whole.decode(), newline="")):
        yield row["id"]


def _row(event: CanonicalEvent) -> tuple[str, ...]:
    visit, booked = part(event, "visit"), part(event, "appointment")
    decision = part(event, "decision")
    reasons = decision.get("reasons") or ()
    against = [r["code"] for r in reasons if r["outcome"] in {"REFER", "STOP"}]
    values = (
        *(event.id, event.sequence, utc(event.at), event.name),
        *(visit.get("id"), visit.get("lane"), visit.get("direction")),
        part(event, "truck").get("plate"),
        " ".join(str(b["number"]) for b in containers(event) or held(event)),
        *(booked.get("reference"), booked.get("haulier")),
        *(decision.get("verdict"), " ".join(against)),
        *(part(event, "hold").get("reference"), part(event, "alert").get("id")),
    )
    return tuple(_cell(each) for each in values)


def _cell(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _replace(path: Path, body: bytes) -> None:
    """Write a file whole: others see the old one, or the new one."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise _unwritten(path, error) from error


def _sync(folder: Path) -> None:
    """Have the names in *folder* on disk: a file without its name is lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritten(path: Path, error: Exception) -> OutletError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else error
    return OutletError(f"cannot write {path}: {why}")
