"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    archive,
    evidence,
    health,
    holds,
    keys,
    lanes,
    passes,
    reports,
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
        archive,
        passes,
        holds,
        watchlist,
        alerts,
        yards,
        reports,
        keys,
        health,
    )
)
