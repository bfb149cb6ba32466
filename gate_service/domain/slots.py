"""Slots: the windows that a day is cut into, and how many trucks each takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Slot:
    """A window that is booked whole; ``places`` is how many trucks it takes."""

    opens: datetime
    closes: datetime
    places: int


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot and how many of its places are taken at the moment."""

    slot: Slot
    taken: int

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.slot.places - self.taken, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRules:
    """How days are cut into slots; ``capacity`` None means they are not.

    ``minutes`` divides a day. ``weekdays`` (0 is Monday) and ``hours`` (of the site's
    own clock) take other numbers of trucks; of several, the smallest counts. ``zone``
    None is the zone of the machine.
    """

    minutes: int = 60
    capacity: int | None = None
    weekdays: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    hours: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    zone: tzinfo | None = None

    def day_of(self, at: datetime) -> date:
        """Give the site's date at that time."""
        return at.astimezone(self.zone).date()

    def day(self, day: date) -> Iterator[Slot]:
        """Yield the slots of one day, in UTC; none where there are no slots."""
        if self.capacity is None:
            return
        opens, end = self._midnight(day), self._midnight(day + timedelta(days=1))
        while opens < end:
            closes = opens + timedelta(minutes=self.minutes)
            yield Slot(opens, closes, self._places(opens, self.capacity))
            opens = closes

    def slot(self, opens: datetime, closes: datetime) -> Slot | None:
        """Find the slot with exactly that window."""
        slots = self.day(self.day_of(opens))
        return next((s for s in slots if (s.opens, s.closes) == (opens, closes)), None)

    def _midnight(self, day: date) -> datetime:
        begins = datetime.combine(day, time(), self.zone)
        return begins.astimezone(UTC)  # a time without zone is the machine's own

    def _places(self, opens: datetime, capacity: int) -> int:
        local = opens.astimezone(self.zone)
        told = (self.weekdays.get(local.weekday()), self.hours.get(local.hour))
        return min((each for each in told if each is not None), default=capacity)
