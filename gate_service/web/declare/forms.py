"""The declaration's form: new ones and changes, with every fault at its input."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.dangerous import IMDG_CLASSES
from gate_service.domain.errors import (
    Fault,
    InvalidInputError,
    StaleVersionError,
)
from gate_service.domain.visits import Appointment
from gate_service.web.api.appointments import found_here, only
from gate_service.web.declare.asking import Asking, AskingHere, Sent, SentHere
from gate_service.web.declare.draft import MOST, Draft, draft_from
from gate_service.web.declare.faults import faults_of, judged, told_by_input
from gate_service.web.declare.offers import offers
from gate_service.web.declare.reading import Reading, read_draft
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/declare", include_in_schema=False)


@router.get("/new")
def ask(here: AskingHere) -> HTMLResponse:
    """Show an empty form."""
    return _form(here, Sent(Draft(texts={"leaves": "nothing"}), ""))


@router.post("/new")
def declare(here: AskingHere, sent: SentHere) -> Response:
    """Book, and show the arrival code; or show the form with all its faults."""
    if sent.add:
        return _form(here, sent)
    reading = _read(here, sent, here.caller.scope or sent.draft("haulier"))
    faults = _faults(here, reading)
    try:
        if not faults:
            booked = here.gate.book(reading.request, by=here.caller)
            return RedirectResponse(f"/declare/{booked.id}/code", 303)
    except InvalidInputError as error:
        faults = faults_of(error)
    return _form(here, sent, faults)


@router.get("/{appointment}")
def ask_for_change(appointment: Id, here: AskingHere) -> HTMLResponse:
    """Show the form with what is on file."""
    booked = found_here(here.gate, appointment, here.caller)
    return _form(here, _on_file(here, booked), booked=booked)


@router.post("/{appointment}")
def change(appointment: Id, here: AskingHere, sent: SentHere) -> Response:
    """Change, and show the arrival code; or show the form with all its faults."""
    booked = found_here(here.gate, appointment, here.caller)
    if sent.add:
        return _form(here, sent, booked=booked)
    reading = _read(here, sent, booked.haulier, booked)
    faults = _faults(here, reading, booked)
    try:
        if not faults:
            asked = reading.change(_version(sent.draft))
            here.gate.declarations.change(booked.id, asked, by=here.caller)
            return RedirectResponse(f"/declare/{booked.id}/code", 303)
    except InvalidInputError as error:
        faults = faults_of(error)
    except StaleVersionError as error:
        stale = (Fault("version", f"{error}. Here is what it says; change it again"),)
        return _form(here, _on_file(here, booked), stale, booked, status=412)
    return _form(here, sent, faults, booked)


def _read(
    here: Asking, sent: Sent, haulier: str, booked: Appointment | None = None
) -> Reading:
    site, now = here.gate.site, here.gate.declarations.clock()
    return read_draft(sent.draft, haulier, site, now, booked)


def _faults(
    here: Asking, reading: Reading, booked: Appointment | None = None
) -> tuple[Fault, ...]:
    """List what could not be read and what is wrong with the rest; often nothing."""
    if not reading.faults:
        return ()
    wanted = booked.id if booked else None
    checked = here.gate.declarations.check(reading.request, wanted)
    return (*reading.faults, *judged(checked, reading.faults))


def _on_file(here: Asking, booked: Appointment) -> Sent:
    declarations = here.gate.declarations
    driver = declarations.drivers.find(booked.driver) if booked.driver else None
    return Sent(draft_from(booked, driver, here.gate.site.declarations.slots), "")


def _version(draft: Draft) -> int:
    text = draft("version")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _form(
    here: Asking,
    sent: Sent,
    faults: Sequence[Fault] = (),
    booked: Appointment | None = None,
    *,
    status: int = 422,
) -> HTMLResponse:
    site = here.gate.site
    return page(
        "declare/form.html",
        status if faults else 200,
        draft=sent.draft,
        add=sent.add,
        faults=told_by_input(faults, site),
        booked=booked,
        most=MOST,
        drivers=here.gate.declarations.drivers(only(here.caller), 200),
        days=offers(here.gate, booked),
        slotted=site.declarations.slots.capacity is not None,
        weighed=site.declarations.weighed,
        asks_haulier=here.caller.scope is None and booked is None,
        imdg=IMDG_CLASSES,
    )
