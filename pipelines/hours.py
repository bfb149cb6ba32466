"""Hours of the week as people write them in a site file."""

import re
from datetime import time

from vision.hours import Hours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = re.compile(
    r"(?:(?P<days>[A-Za-z, -]+?)\s+)?(?P<from>\S+?)\s*-\s*(?P<to>\S+)"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def parse_hours(text: str) -> Hours:
    """Read days and times; without days they hold daily.

    Days may wrap around the week's end, times around midnight, which is 24:00 too.
    Raises ValueError that says what is not understood.

    >>> parse_hours("Mon-Wed,Sat 22:00-06:00").days == {0, 1, 2, 5}
    True
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        message = f"hours {text!r} are not written like 'Mon-Fri 06:00-22:00'"
        raise ValueError(message)
    days = _days(found["days"] or "Mon-Sun")
    return Hours(days, _time(found["from"]), _time(found["to"]))


def _days(text: str) -> frozenset[int]:
    return frozenset(day for part in text.split(",") for day in _span(part.strip()))


def _span(text: str) -> tuple[int, ...]:
    first, _, last = text.partition("-")
    begin, end = _day(first), _day(last or first)
    return tuple(day % 7 for day in range(begin, begin + (end - begin) % 7 + 1))


def _day(text: str) -> int:
    short = text.strip().lower()[:3]
    if short not in _DAYS:
        known = ", ".join(day.capitalize() for day in _DAYS)
        message = f"{text.strip()!r} is no day: {known}"
        raise ValueError(message)
    return _DAYS.index(short)


def _time(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if text == "24:00":
        return time(0, 0)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        message = f"{text!r} is no time of day, 00:00 to 24:00"
        raise ValueError(message)
    return time(int(found[1]), int(found[2]))
