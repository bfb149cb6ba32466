"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    customs,
    evidence,
    health,
    holds,
    keys,
    lanes,
    manifests,
    passes,
    reports,
    risk,
    visits,
    watchlist,
    yards,
)

ROUTERS = tuple(
    each.router
    for each in (
        appointments,
        lanes,
        evidence,
        visits,
        passes,
        holds,
        risk,
        manifests,
        customs,
        watchlist,
        alerts,
        yards,
        reports,
        keys,
        health,
    )
)
