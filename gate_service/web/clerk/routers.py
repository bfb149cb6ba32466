"""All routers of the clerk desk; fixed addresses stand above those with a visit."""

from gate_service.web.clerk import acts, pages, stream, talk

ROUTERS = tuple(each.router for each in (stream, talk, pages, acts))
