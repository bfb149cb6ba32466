"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    drivers,
    evidence,
    health,
    holds,
    keys,
    lanes,
    passes,
    reports,
    rights,
    slots,
    visits,
    watchlist,
    yards,
)

ROUTERS = tuple(
    each.router
    for each in (
        appointments,
        slots,
        rights,
        drivers,
        lanes,
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
