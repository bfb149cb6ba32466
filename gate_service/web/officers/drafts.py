"""A zone as an officer draws it: read from a form, checked, written as TOML."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from vision.polygon import Point, faults

_Short = Annotated[str, Field(max_length=20)]
_NUMBERS = ("dwell", "crowd", "cooldown", "inertia")
_WHOLE = {"crowd", "inertia"}
_LEAST = {"crowd": 1, "inertia": 1, "cooldown": 0}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DAYS = rf"{_DAY}(?:-{_DAY})?"
_HOURS = re.compile(rf"(?:{_DAYS}(?:,{_DAYS})* )?{_CLOCK}-(?:{_CLOCK}|24:00)")


class Draft(BaseModel):
    """What stands in the form, as it was typed."""

    model_config = ConfigDict(frozen=True)

    name: str = Field("", max_length=60)
    corners: str = Field("", max_length=4000)
    """One corner a line, ``x, y`` in shares of the picture."""
    admits: tuple[Literal["person", "vehicle"], ...] = ()
    gear: tuple[Literal["helmet", "vest"], ...] = ()
    dwell: _Short = ""
    crowd: _Short = ""
    hours: str = Field("", max_length=400)
    """Spans with semicolons between, such as ``Mon-Fri,Sun 06:00-22:00``."""
    severity: Literal["low", "medium", "severe"] = "medium"
    cooldown: _Short = ""
    inertia: _Short = ""
    line: str = Field("", max_length=200)
    """Two points, as ``corners``: where the line begins and ends; empty for none."""
    allowed: Literal["left-to-right", "right-to-left"] = "left-to-right"

    def number(self, name: str) -> str:
        """Give what was typed into the field of one of the numbers."""
        text: str = getattr(self, name)
        return text.strip()

    def points(self) -> list[Point]:
        """Give the corners; ValueError for a line that is no pair of numbers."""
        return _points(self.corners)

    def spans(self) -> list[str]:
        """Give the hours, one by one."""
        return [span.strip() for span in self.hours.split(";") if span.strip()]


def draft_faults(draft: Draft) -> list[str]:
    """Say everything that keeps *draft* from being a zone of a site file."""
    found = [] if draft.name.strip() else ["The zone needs a name."]
    try:
        found += [f"{each[:1].upper()}{each[1:]}." for each in faults(draft.points())]
    except ValueError as error:
        found.append(f"{error}.")
    return [*found, *_number_faults(draft), *_hour_faults(draft), *_line_faults(draft)]


def draft_toml(draft: Draft, yard: str, camera: str) -> str:
    """Write a *draft* without faults as a table of the site file."""
    path = ("yards", yard, "cameras", camera, "zones", draft.name.strip())
    lines = [f"[{'.'.join(map(_key, path))}]"]
    lines += [f"{name} = {value}" for name, value in _settings(draft).items()]
    return "\n".join(lines) + "\n"


def _settings(draft: Draft) -> Mapping[str, str]:
    said = {
        "corners": json.dumps([list(point) for point in draft.points()]),
        "admits": json.dumps(list(draft.admits)),
    }
    if draft.gear:
        said["gear"] = json.dumps(list(draft.gear))
    said |= {name: draft.number(name) for name in _NUMBERS if draft.number(name)}
    if draft.spans():
        said["hours"] = json.dumps(draft.spans())
    said["severity"] = json.dumps(draft.severity)
    if draft.line.strip():
        begin, end = (json.dumps(list(point)) for point in _points(draft.line))
        way = json.dumps(draft.allowed)
        said["line"] = f"{{from = {begin}, to = {end}, allowed = {way}}}"
    return said


def _number_faults(draft: Draft) -> Iterator[str]:
    for name in _NUMBERS:
        text = draft.number(name)
        if not text:
            continue
        whole = name in _WHOLE
        if not _NUMBER.fullmatch(text) or (whole and not text.isdecimal()):
            yield f"{name} is a {'whole ' if whole else ''}number, not {text[:20]!r}."
        elif float(text) < _LEAST.get(name, 0) or (name == "dwell" and not float(text)):
            yield f"{name} is too small: {text}."


def _hour_faults(draft: Draft) -> Iterator[str]:
    for span in draft.spans():
        if not _HOURS.fullmatch(span):
            yield f"{span[:40]!r} is no time: write Mon-Fri 06:00-22:00 or 22:00-06:00."


def _line_faults(draft: Draft) -> Iterator[str]:
    if not draft.line.strip():
        return
    try:
        points = _points(draft.line)
    except ValueError as error:
        yield f"The line: {error}."
        return
    if len(points) != 2 or points[0] == points[-1]:
        yield "The line has two different points, one where it begins and one its end."
    elif not all(0 <= share <= 1 for point in points for share in point):
        yield "The line lies outside of the picture, 0 to 1."


def _points(text: str) -> list[Point]:
    return [_point(line) for line in text.splitlines() if line.strip()]


def _point(line: str) -> Point:
    try:
        x, y = (float(part) for part in line.split(","))
    except ValueError:
        msg = f"{line.strip()[:30]!r} is no corner: write two numbers, as 0.25, 0.8"
        raise ValueError(msg) from None
    return x, y


def _key(name: str) -> str:
    """Quote a name that TOML would not take bare."""
    if _BARE.fullmatch(name):
        return name
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
