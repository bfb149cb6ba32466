"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    evidence,
    health,
    holds,
    keys,
    lanes,
    offline,
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
        offline,
        evidence,
        visits,
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
