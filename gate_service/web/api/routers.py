"""All routers of the API, in the order of its reference."""

from gate_service.web.api import (
    appointments,
    evidence,
    health,
    holds,
    keys,
    lanes,
    passes,
    visits,
    watchlist,
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
        watchlist,
        keys,
        health,
    )
)
