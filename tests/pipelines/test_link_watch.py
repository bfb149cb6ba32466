"""When a gate counts as away: no answer, or a proxy's that nobody is behind it."""

import httpx2
import pytest

from pipelines.gate_link import GateLink, GateUnreachableError
from pipelines.link_watch import LinkWatch
from tests.support.pipes import HandClock


def asked(watch: LinkWatch, status: int | None) -> None:
    """Ask the gate once for commands; *status* None is no answer."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        if status is None:
            message = "nobody there"
            raise httpx2.ConnectError(message)
        return httpx2.Response(status, json=[])

    transport = httpx2.MockTransport(answer)
    with httpx2.Client(transport=transport, base_url="http://gate") as client:
        try:
            GateLink(client, "lane-1", heard=watch.note).commands()
        except GateUnreachableError:
            return


@pytest.mark.parametrize(
    ("status", "away"),
    [
        pytest.param(None, True, id="no answer"),
        pytest.param(502, True, id="bad gateway"),
        pytest.param(503, True, id="nobody behind"),
        pytest.param(504, True, id="gateway timeout"),
        pytest.param(200, False, id="an answer"),
        pytest.param(401, False, id="a key that was revoked"),
        pytest.param(500, False, id="a gate that failed"),
    ],
)
def test_who_answers_is_there_whatever_it_says(status: int | None, away: bool) -> None:
    watch = LinkWatch(HandClock())
    asked(watch, status)
    assert (watch.away_since is not None) == away
    assert watch.reached != away


def test_a_gate_is_away_since_the_first_call_that_failed() -> None:
    clock = HandClock()
    watch = LinkWatch(clock)
    for status in (200, None, None):
        clock.pass_by(5.0)
        asked(watch, status)
    assert watch.away_since == clock.now - 5.0
    asked(watch, 200)
    assert watch.away_since is None
