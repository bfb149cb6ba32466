"""All routers of the pages of hauliers and carriers."""

from gate_service.web.declare import drivers, forms, lists, rights

ROUTERS = tuple(each.router for each in (lists, forms, rights, drivers))
