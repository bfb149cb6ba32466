"""Who is told of events: the list, one subscriber, and what may be done with it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.callers import Caller
from gate_service.domain.errors import Fault, InvalidFaultsError, InvalidInputError
from gate_service.domain.subscriptions import SubscriptionRequest, point
from gate_service.domain.telling import Form as Told
from gate_service.domain.telling import Subscriber, SubscriberId
from gate_service.web.access import GateHere, allow
from gate_service.web.api.subscribers import WHO
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/telling", include_in_schema=False)
_Caller = Annotated[Caller, Depends(allow(*WHO))]
_Text = Annotated[str, Form(max_length=2000)]
_BLANK: Mapping[str, str] = {"name": "", "url": "", "types": "", "form": "cloudevents"}
_LETTERS = 100


@router.get("")
def list_subscribers(gate: GateHere, caller: _Caller) -> HTMLResponse:
    """List them, with a form to add one."""
    return _list(gate, caller)


@router.post("")
def add_subscriber(
    gate: GateHere,
    caller: _Caller,
    name: _Text = "",
    url: _Text = "",
    types: _Text = "",
    form: Annotated[Told, Form()] = Told.CLOUDEVENTS,
) -> HTMLResponse:
    """Add one and show its secret, this once; or the form again with all faults."""
    request = SubscriptionRequest(
        name=name, url=url.strip(), types=tuple(types.split()), form=form
    )
    try:
        added = gate.telling.subscriptions.add(request, by=caller)
    except InvalidFaultsError as error:
        typed = {"name": name, "url": url, "types": types, "form": str(form)}
        return _list(gate, caller, faults=error.faults, typed=typed)
    return _list(gate, caller, shown=added)


@router.get("/{subscriber}")
def show_subscriber(subscriber: Id, gate: GateHere, caller: _Caller) -> HTMLResponse:
    """Show one with its dead letters."""
    return _one(gate, caller, subscriber)


@router.post("/{subscriber}/secret")
def rotate_secret(subscriber: Id, gate: GateHere, caller: _Caller) -> HTMLResponse:
    """Make a new secret and show it, this once."""
    turned = gate.telling.subscriptions.rotate(SubscriberId(subscriber), by=caller)
    return _one(gate, caller, subscriber, shown=turned)


@router.post("/{subscriber}/replay")
def replay(
    subscriber: Id,
    gate: GateHere,
    caller: _Caller,
    since: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Tell it again from an event or a time on."""
    try:
        start = point(since.strip())
    except InvalidInputError as error:
        return _one(gate, caller, subscriber, fault=str(error), since=since)
    gate.telling.subscriptions.replay(SubscriberId(subscriber), start, by=caller)
    return RedirectResponse(f"/telling/{subscriber}", 303)


@router.post("/{subscriber}/send")
def send_again(
    subscriber: Id,
    gate: GateHere,
    caller: _Caller,
    letter: Annotated[str | None, Form(max_length=64)] = None,
) -> RedirectResponse:
    """Send one dead letter again, or all of them."""
    wanted = SubscriberId(subscriber)
    gate.telling.subscriptions.send_again(wanted, by=caller, letter=letter)
    return RedirectResponse(f"/telling/{subscriber}", 303)


@router.post("/{subscriber}/{step}")
def step(subscriber: Id, step: Id, gate: GateHere, caller: _Caller) -> RedirectResponse:
    """Pause, resume or remove it."""
    subscriptions = gate.telling.subscriptions
    steps = {
        "pause": subscriptions.pause,
        "resume": subscriptions.resume,
        "remove": subscriptions.remove,
    }
    if step not in steps:
        msg = f"there is nothing called {step!r} to be done with a subscriber"
        raise InvalidInputError(field="step", message=msg)
    steps[step](SubscriberId(subscriber), by=caller)
    target = "/telling" if step == "remove" else f"/telling/{subscriber}"
    return RedirectResponse(target, 303)


def _list(
    gate: GateHere,
    caller: Caller,
    *,
    shown: Subscriber | None = None,
    faults: tuple[Fault, ...] = (),
    typed: Mapping[str, str] = _BLANK,
) -> HTMLResponse:
    return page(
        "telling/subscribers.html",
        422 if faults else 200,
        healths=gate.telling.subscriptions.listed(by=caller),
        shown=shown,
        faults={each.field.partition(".")[0]: each.message for each in faults[::-1]},
        typed=typed,
        forms=list(Told),
    )


def _one(
    gate: GateHere,
    caller: Caller,
    subscriber: str,
    *,
    shown: Subscriber | None = None,
    fault: str = "",
    since: str = "",
) -> HTMLResponse:
    wanted, subscriptions = SubscriberId(subscriber), gate.telling.subscriptions
    return page(
        "telling/subscriber.html",
        422 if fault else 200,
        health=subscriptions.one(wanted, by=caller),
        letters=subscriptions.dead_letters(wanted, by=caller, limit=_LETTERS),
        shown=shown,
        fault=fault,
        since=since,
    )
