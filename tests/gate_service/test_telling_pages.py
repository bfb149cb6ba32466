"""The pages that show who is told: a person adds, pauses, replays and sends again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.telling import DeadLetter, SubscriberId
from gate_service.web.app import create_app
from tests.support.real_gate import Keys, fresh_gate

ADMIN = Caller("admin", Role.ADMIN)
AWAY = "http://127.0.0.1:9/events"


@dataclass
class Desk:
    """A browser that is logged in as an administrator."""

    client: TestClient
    gate: Gate

    def open(self, path: str = "/telling") -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str = "/telling", **form: str) -> Response:
        return self.client.post(
            path, data=form, headers={"Sec-Fetch-Site": "same-origin"}
        )

    def add(self, **form: str) -> SubscriberId:
        self.post(**{"name": "TOS", "url": AWAY, **form})
        return self.gate.telling.subscriptions.listed(ADMIN)[-1].subscriber.id

    def kill(self, whom: SubscriberId, event: int = 3) -> None:
        """Leave a dead letter."""
        with self.gate.telling.office.transactions.write() as store:
            store.dead_letters.save(
                DeadLetter(
                    id=f"{whom}-{event}",
                    subscriber=whom,
                    event=event,
                    name="visit.gated_in",
                    subject="<b>v-1</b>",
                    at=self.gate.telling.office.clock(),
                    why="http://tos.example answered 422",
                )
            )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    gate = fresh_gate(tmp_path)
    client = TestClient(create_app(gate), headers={"Accept": "text/html"})
    client.cookies.set("quaygate_key", Keys(gate).secret(Role.ADMIN))
    yield Desk(client, gate)
    gate.close()


def test_the_secret_is_on_the_page_once(desk: Desk) -> None:
    shown = desk.post(name="TOS", url=AWAY).text
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]{44}", shown)

    assert secret not in desk.open()
    assert "TOS" in desk.open()


def test_the_form_comes_back_with_all_faults_and_what_was_typed(desk: Desk) -> None:
    answer = desk.post(name="", url="ftp://x", types="visit.* boats.*")

    assert answer.status_code == 422
    assert "a subscriber needs a name" in answer.text
    assert "must be one of http:// or https://" in answer.text
    assert "no events are called" in answer.text
    assert 'value="visit.* boats.*"' in answer.text
    assert "Nobody yet" in desk.open()


def test_a_subscriber_is_paused_and_resumed(desk: Desk) -> None:
    whom = desk.add()
    assert ">paused<" in desk.post(f"/telling/{whom}/pause").text
    assert ">well<" in desk.post(f"/telling/{whom}/resume").text


def test_a_removed_subscriber_is_gone(desk: Desk) -> None:
    whom = desk.add()
    assert "Nobody yet" in desk.post(f"/telling/{whom}/remove").text
    assert desk.client.get(f"/telling/{whom}").status_code == 404


def test_a_dead_letter_is_asked_for_again(desk: Desk) -> None:
    whom = desk.add()
    desk.kill(whom)
    before = desk.open(f"/telling/{whom}")
    after = desk.post(f"/telling/{whom}/send", letter=f"{whom}-3").text

    assert "&lt;b&gt;v-1&lt;/b&gt;" in before
    assert "being sent" not in before
    assert "being sent" in after


def test_a_replay_needs_a_number_or_a_time(desk: Desk) -> None:
    whom = desk.add()
    refused = desk.post(f"/telling/{whom}/replay", since="last week")

    assert refused.status_code == 422
    assert 'value="last week"' in refused.text
    assert "must be an event" in refused.text
    assert desk.post(f"/telling/{whom}/replay", since="0").status_code == 200


def test_a_new_secret_says_until_when_the_old_one_signs(desk: Desk) -> None:
    whom = desk.add()
    shown = desk.post(f"/telling/{whom}/secret").text

    assert "whsec_" in shown
    assert "The secret before it signs as well until" in shown


def test_nothing_else_can_be_done_with_a_subscriber(desk: Desk) -> None:
    assert desk.post(f"/telling/{desk.add()}/explode").status_code == 422


def test_a_clerk_has_no_business_there(desk: Desk) -> None:
    desk.client.cookies.set("quaygate_key", Keys(desk.gate).secret(Role.CLERK))
    answer = desk.client.get("/telling")

    assert answer.status_code == 403
    assert "may not do this" in answer.text


def test_the_menu_leads_there(desk: Desk) -> None:
    assert '<a href="/telling" aria-current="page">Subscribers</a>' in desk.open()
