"""All routers of the API, in the order of its reference.

Lanes are the first, since they ask most often: each router is tried in turn.
"""

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
    offline,
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
        lanes,
        appointments,
        slots,
        rights,
        drivers,
        ruling,
        offline,
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
