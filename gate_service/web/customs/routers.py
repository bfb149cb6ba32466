"""All routers of the customs pages."""

from gate_service.web.customs import containers, holds, manifests, risk, waiting

ROUTERS = tuple(each.router for each in (holds, waiting, risk, manifests, containers))
