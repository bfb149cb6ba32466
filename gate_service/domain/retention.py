"""How long the evidence of alerts is kept: by age, by size, with a floor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_GIGABYTE = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRules:
    """Days that stills and clips are kept, from when the gate heard of them.

    ``false_alarm_days`` count from the answer. Where alerts' evidence fills more than
    ``gigabytes``, the oldest goes first, but nothing younger than ``floor_days``.
    """

    days: float = 90.0
    false_alarm_days: float = 14.0
    floor_days: float = 30.0
    gigabytes: float = 50.0

    def until(self, raised: datetime) -> datetime:
        """Say until when an alert's evidence is kept."""
        return raised + timedelta(days=self.days)

    def until_as_false_alarm(self, until: datetime, now: datetime) -> datetime:
        """Say until when that of a false alarm is kept: never longer than before."""
        return min(until, now + timedelta(days=self.false_alarm_days))

    def floor(self, now: datetime) -> datetime:
        """Say from when on nothing is deleted for want of room."""
        return now - timedelta(days=self.floor_days)

    def excess(self, size: int) -> int:
        """Say how many of *size* bytes are too many."""
        return max(0, size - int(self.gigabytes * _GIGABYTE))
