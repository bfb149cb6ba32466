"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    archive,
    desk,
    drivers,
    evidence,
    health,
    holds,
    keys,
    lanes,
    passes,
    reports,
    rights,
    ruling,
    slots,
    subscribers,
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
        ruling,
        evidence,
        visits,
        desk,
        archive,
        passes,
        holds,
        watchlist,
        alerts,
        yards,
        reports,
        subscribers,
        keys,
        health,
    )
)
