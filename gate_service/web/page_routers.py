"""All routers of pages for people; the API's stand in ``web.api.routers``."""

from gate_service.web import docs, kiosk, kiosk_talk, login, oauth, pages
from gate_service.web.archive import pages as archive
from gate_service.web.clerk.routers import ROUTERS as CLERKS
from gate_service.web.customs.routers import ROUTERS as CUSTOMS
from gate_service.web.declare.routers import ROUTERS as DECLARE
from gate_service.web.officers.routers import ROUTERS as OFFICERS
from gate_service.web.offline import pages as offline
from gate_service.web.overview import metrics
from gate_service.web.overview import pages as overview
from gate_service.web.telling import subscribers

PAGES = (
    kiosk.router,
    kiosk_talk.router,
    *CLERKS,
    *OFFICERS,
    *DECLARE,
    *CUSTOMS,
    overview.router,
    metrics.router,
    archive.router,
    subscribers.router,
    offline.router,
    pages.router,
    login.router,
    docs.router,
    oauth.router,
)
