"""The webhook outlet: what each answer means, and how little of it is read."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from gate_service.adapters.telling.codeco import Parties
from gate_service.adapters.telling.forms import writer
from gate_service.adapters.telling.webhook import WebhookOutlet
from gate_service.domain.telling import Form, Means, Secret, Subscriber, SubscriberId
from gate_service.domain.telling_ports import Fault, OutletError
from tests.support.told_samples import SITE, sample
from tests.support.tolds import receiver

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfKzXkmGA0="  # noqa: S105 - an example


def now() -> datetime:
    return datetime.now(UTC)


def outlet(
    url: str, form: Form = Form.CLOUDEVENTS, patience: float = 5.0, *more: Secret
) -> WebhookOutlet:
    whom = Subscriber(
        id=SubscriberId("s-1"),
        name="TOS",
        means=Means.WEBHOOK,
        added=now(),
        by="admin",
        url=url,
        form=form,
        secrets=(Secret(SECRET), *more),
    )
    return WebhookOutlet(whom, writer(form, SITE, Parties()), now, patience)


@contextmanager
def talker(answer: bytes, pause: float) -> Iterator[str]:
    """Serve one connection that says *answer* again and again, with pauses."""
    ends = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def talk() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
                try:
                    while not ends.wait(pause):
                        line.sendall(answer)
                except OSError:
                    return

        thread = threading.Thread(target=talk)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        finally:
            ends.set()
            thread.join()


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_a_receipt(status: int) -> None:
    with receiver(lambda: status) as kept:
        way = outlet(kept.url)
        assert way.send(sample())
        way.close()


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        *((each, Fault.EVENT) for each in (400, 413, 415, 422)),
        *((each, Fault.AWAY) for each in (301, 302, 307, 401, 403, 404, 408, 409)),
        *((each, Fault.AWAY) for each in (425, 429, 500, 502, 503, 504)),
        (410, Fault.GONE),
    ],
)
def test_every_other_answer_says_whose_fault_it_is(status: int, fault: Fault) -> None:
    with receiver(lambda: status) as kept:
        way = outlet(kept.url)
        with pytest.raises(OutletError, match=f"answered {status}$") as refused:
            way.send(sample())
        way.close()

    assert refused.value.fault is fault
    assert len(kept.bodies) == 1


def test_who_does_not_answer_is_away_after_a_while() -> None:
    silent = threading.Event()

    def answer() -> int:
        silent.wait(10)
        return 204

    with receiver(answer) as kept:
        way = outlet(kept.url, patience=0.2)
        with pytest.raises(OutletError, match="did not answer") as late:
            way.send(sample())
        silent.set()
        way.close()

    assert late.value.fault is Fault.AWAY
    assert "\n" not in str(late.value)


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    with talker(65536 * b"x", 0.0) as url:
        way = outlet(url)
        assert way.send(sample())
        way.close()


def test_an_answer_that_drips_is_not_waited_for() -> None:
    with talker(b"x", 0.05) as url:  # all of it would take weeks
        way = outlet(url, patience=0.3)
        assert way.send(sample())
        way.close()


def test_what_a_form_says_nothing_of_is_not_posted() -> None:
    with receiver() as kept:
        way = outlet(kept.url, Form.DCSA)
        assert not way.send(sample("visit.cleared"))
        way.close()

    assert kept.bodies == []


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_signed(form: Form) -> None:
    with receiver() as kept:
        way = outlet(kept.url, form)
        way.send(sample())
        way.close()

    as_json = form is not Form.CODECO
    Webhook(SECRET).verify(kept.bodies[0], kept.heads[0], json_parse=as_json)


def test_two_secrets_sign_side_by_side_until_one_ends() -> None:
    other = "whsec_" + "QUJD" * 8
    with receiver() as kept:
        for until in (now() + timedelta(hours=1), now() - timedelta(hours=1)):
            way = outlet(kept.url, Form.EPCIS, 5.0, Secret(other, until))
            way.send(sample())
            way.close()

    counts = [len(head["webhook-signature"].split()) for head in kept.heads]
    assert counts == [2, 1]
    Webhook(other).verify(kept.bodies[0], kept.heads[0])
