"""All routers of the officers' pages."""

from gate_service.web.officers import alerts, cameras, language, report, stream, zones

ROUTERS = tuple(
    each.router for each in (alerts, stream, cameras, report, zones, language)
)
