"""What an officer looks for: the filters of the list, as its form sends them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from gate_service.domain.errors import InvalidInputError
from gate_service.domain.safety import (
    WAITING,
    Alert,
    AlertState,
    Cause,
    Severity,
)
from gate_service.domain.safety_ports import AlertFilter
from gate_service.web.site_clock import site_time

_Choice = TypeVar("_Choice", bound=StrEnum)
_Text = Annotated[str, Field(max_length=120)]


class Search(BaseModel):
    """What was chosen; an empty text does not matter. Times are the site's own."""

    model_config = ConfigDict(frozen=True)

    state: _Text = ""
    severity: _Text = ""
    cause: _Text = ""
    zone: _Text = ""
    camera: _Text = ""
    since: _Text = ""
    until: _Text = ""

    @property
    def query(self) -> str:
        """Word it as a query; empty where nothing was chosen."""
        return urlencode({name: text for name, text in self if text})

    def asked(self) -> AlertFilter:
        """Give the filter; InvalidInputError for what is no choice or no time."""
        return AlertFilter(
            states=_chosen("state", AlertState, self.state),
            severities=_chosen("severity", Severity, self.severity),
            causes=_chosen("cause", Cause, self.cause),
            zones=(self.zone,) if self.zone else (),
            cameras=(self.camera,) if self.camera else (),
            since=local_time("since", self.since),
            until=local_time("until", self.until),
        )


SearchHere = Annotated[Search, Query()]


def waiting_of(asked: AlertFilter) -> AlertFilter | None:
    """Narrow *asked* to alerts that wait; None where it wants none of them."""
    return _narrowed(asked, WAITING)


def answered_of(asked: AlertFilter) -> AlertFilter | None:
    """Narrow *asked* to alerts that do not wait; None where it wants none of them."""
    return _narrowed(asked, frozenset(AlertState) - WAITING)


def _narrowed(asked: AlertFilter, to: frozenset[AlertState]) -> AlertFilter | None:
    states = to & frozenset(asked.states) if asked.states else to
    return replace(asked, states=tuple(sorted(states))) if states else None


def wanted(asked: AlertFilter, alert: Alert) -> bool:
    """Whether a list of what was *asked* for holds *alert*."""
    incident = alert.incident
    chosen = (
        (asked.states, alert.state),
        (asked.severities, incident.severity),
        (asked.causes, incident.cause),
        (asked.zones, incident.zone),
        (asked.cameras, incident.camera),
    )
    return all(not few or each in few for few, each in chosen) and (
        (asked.since is None or asked.since <= incident.opened)
        and (asked.until is None or incident.opened < asked.until)
    )


def local_time(field: str, text: str) -> datetime | None:
    """Read a time of a form by the site's own clock; InvalidInputError."""
    if not text:
        return None
    try:
        return site_time(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        msg = f"{text[:30]!r} is no time"
        raise InvalidInputError(field, msg) from error


def _chosen(field: str, choices: type[_Choice], text: str) -> Sequence[_Choice]:
    if not text:
        return ()
    try:
        return (choices(text),)
    except ValueError as error:
        msg = f"{text[:30]!r} is none of {', '.join(choices)}"
        raise InvalidInputError(field, msg) from error
