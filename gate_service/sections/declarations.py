"""What the site asks of declarations: windows, slots, rights."""

from types import MappingProxyType
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from gate_service.domain.declarations import DeclarationRules
from gate_service.domain.slots import SlotRules
from gate_service.sections.base import Section

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Places = Annotated[int, Field(ge=0, le=10_000)]


class DeclarationsSection(Section):
    """Bounds of a declaration: see ``DeclarationRules``. Here in hours and days."""

    longest_hours: float = Field(default=744.0, gt=0, le=8784)
    ahead_days: float = Field(default=366.0, gt=0, le=3660)
    heaviest: float = Field(default=60_000.0, gt=0, le=1_000_000)
    vgm_required: bool = False


class Slots(Section):
    """How days are cut into slots; without ``capacity`` they are not."""

    minutes: int = Field(default=60, ge=5, le=1440)
    capacity: _Places | None = None
    weekdays: dict[_Weekday, _Places] = Field(default_factory=dict)
    hours: dict[Annotated[int, Field(ge=0, le=23)], _Places] = Field(
        default_factory=dict
    )
    timezone: str | None = None

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        """Refuse a zone that nobody knows."""
        try:
            return name and ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            msg = f"no time zone {name!r}: write one such as 'Europe/Amsterdam'"
            raise ValueError(msg) from error

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Refuse slots that do not fill a day, and places without a capacity."""
        if 1440 % self.minutes:
            msg = f"slots of {self.minutes} minutes do not fill a day"
            raise ValueError(msg)
        if self.capacity is None and (self.weekdays or self.hours):
            msg = "slots for some hours or days need a capacity for the others"
            raise ValueError(msg)
        return self


class Rights(Section):
    """Whether every container needs a right, and whether hauliers pass theirs on."""

    required: bool = False
    sub_hauling: bool = True


def declaration_rules(
    bounds: DeclarationsSection, slots: Slots, rights: Rights
) -> DeclarationRules:
    """Give what the use cases need to know."""
    weekdays = {_DAYS.index(day): places for day, places in slots.weekdays.items()}
    return DeclarationRules(
        longest=bounds.longest_hours * 3600,
        ahead=bounds.ahead_days * 86400,
        heaviest=bounds.heaviest,
        weighed=bounds.vgm_required,
        rights=rights.required,
        sub_hauling=rights.sub_hauling,
        slots=SlotRules(
            minutes=slots.minutes,
            capacity=slots.capacity,
            weekdays=MappingProxyType(weekdays),
            hours=MappingProxyType(slots.hours),
            zone=ZoneInfo(slots.timezone) if slots.timezone else None,
        ),
    )
