"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    desk,
    evidence,
    health,
    holds,
    keys,
    lanes,
    passes,
    reports,
    ruling,
    subscribers,
    visits,
    watchlist,
    yards,
)

ROUTERS = tuple(
    each.router
    for each in (
        appointments,
        lanes,
        ruling,
        evidence,
        visits,
        desk,
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
