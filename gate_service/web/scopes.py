"""Which scope a token needs for which part of the API."""

from collections.abc import Mapping
from types import MappingProxyType

ANY = ""
"""What every token may do."""
_READS = {"GET", "HEAD"}
_AREAS: Mapping[str, str] = MappingProxyType(
    {
        "customs/heartbeat": ANY,
        "customs/manifests": "manifests",
        "customs/risk": "risk",
        "holds": "holds",
        "visits": "visits",
        "passages": "visits",
        "archive": "visits",
        "evidence": "evidence",
        "events": "events",
        "appointments": "appointments",
        "slots": "appointments",
        "rights": "rights",
        "drivers": "drivers",
        "passes": "passes",
        "subscribers": "subscribers",
        "watchlist": "watchlist",
        "alerts": "alerts",
        "yard": "yards",
        "reports": "reports",
        "keys": "keys",
    }
)
"""Parts of the API that a token may open, by the beginning of their path."""


def needed(method: str, path: str) -> str | None:
    """Give the scope that *method* at *path* needs; None: no token will do.

    >>> needed("GET", "/api/v1/holds/1"), needed("POST", "/api/v1/customs/risk-rules")
    ('holds:read', 'risk:write')
    >>> needed("POST", "/api/v1/yard"), needed("GET", "/visits")
    ('yards:write', None)
    """
    part = path.removeprefix("/api/v1/")
    if part == path:
        return None
    way = "read" if method in _READS else "write"
    for start, area in _AREAS.items():
        if part.startswith(start):
            return f"{area}:{way}" if area else ANY
    return None
