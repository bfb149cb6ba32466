"""Scopes: what a token may be limited to, and which of them a role may ask for."""

from collections.abc import Mapping
from types import MappingProxyType

from gate_service.domain.callers import Role


def _both(*areas: str) -> frozenset[str]:
    return frozenset(f"{area}:{way}" for area in areas for way in ("read", "write"))


def _read(*areas: str) -> frozenset[str]:
    return frozenset(f"{area}:read" for area in areas)


_SEEN = _read("visits", "evidence", "passes")
_CUSTOMS = _both("holds", "manifests", "risk", "subscribers")
_BOOKING = _both("appointments")

ROLE_SCOPES: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.CUSTOMS: _CUSTOMS | _SEEN | _read("events", "appointments"),
        Role.HAULIER: _BOOKING | _both("rights", "drivers"),
        Role.CARRIER: _both("rights"),
        Role.CLERK: _BOOKING | _both("visits", "passes") | _SEEN | _read("holds"),
        Role.OFFICER: _both("watchlist", "alerts", "passes")
        | _SEEN
        | _read("events", "holds", "yards", "reports"),
        Role.ADMIN: _both("appointments", "visits", "passes", "watchlist", "alerts")
        | _both("subscribers", "keys", "rights", "drivers", "yards")
        | _SEEN
        | _read("events", "holds", "risk", "manifests", "reports"),
    }
)
"""Lanes, kiosks and yards have none: they keep their key."""

ALL_SCOPES = frozenset().union(*ROLE_SCOPES.values())
