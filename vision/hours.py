"""Hours of the week, by the clock on the wall."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``begins`` to just before ``ends`` on each of ``days``, Monday being 0.

    Where ``ends`` is not after ``begins`` they last until the next day, which need
    not be one of ``days``: 22:00 to 06:00 on Sunday ends on Monday. Raises ValueError
    for days or times that are none.
    """

    days: frozenset[int]
    begins: time
    ends: time

    def __post_init__(self) -> None:
        """Refuse what is no time of the week."""
        if not self.days or not self.days <= set(range(7)):
            message = "hours hold on one day or more, Monday 0 to Sunday 6"
            raise ValueError(message)
        if self.begins.tzinfo is not None or self.ends.tzinfo is not None:
            message = "hours are by the wall clock, without a time zone"
            raise ValueError(message)

    def hold(self, local: datetime) -> bool:
        """Whether *local*, the time at the site, lies within them.

        The clock on the wall decides: an hour that is skipped when summer time
        begins does not hold that day, one that comes twice holds twice.
        """
        clock, today = local.time(), local.weekday()
        if self.begins < self.ends:
            return today in self.days and self.begins <= clock < self.ends
        late = today in self.days and clock >= self.begins
        return late or ((today - 1) % 7 in self.days and clock < self.ends)
