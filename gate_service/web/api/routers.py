"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    alerts,
    appointments,
    archive,
    customs,
    desk,
    drivers,
    evidence,
    health,
    holds,
    keys,
    lanes,
    manifests,
    passes,
    reports,
    rights,
    risk,
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
        risk,
        manifests,
        customs,
        watchlist,
        alerts,
        yards,
        reports,
        subscribers,
        keys,
        health,
    )
)
