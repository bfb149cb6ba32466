"""How long evidence is kept."""

from pydantic import Field

from gate_service.sections.base import Section


class Retention(Section):
    """How long the evidence of alerts is kept: see ``RetentionRules``."""

    days: float = Field(default=90.0, ge=0, le=36500)
    false_alarm_days: float = Field(default=14.0, ge=0, le=36500)
    floor_days: float = Field(default=30.0, ge=0, le=36500)
    gigabytes: float = Field(default=50.0, gt=0)
