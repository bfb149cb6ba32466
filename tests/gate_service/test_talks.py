"""Talks: one a lane, bounded, over when a side has left."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.errors import InvalidInputError, StateConflictError
from gate_service.web.app import create_app
from gate_service.web.talks import Party, Phase, Side, Signal, Talks
from tests.support.gates import LANE, GateAtWork

KIOSK = Party("kiosk", "k1")
ANN, BEN = Party("Ann", "a1"), Party("Ben", "b1")
CLERK = Side.CLERK


class Watch:
    """A monotonic clock that tests turn."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def talks(watch: Watch) -> Talks:
    return Talks(watch)


@pytest.fixture
def talking(talks: Talks) -> Talks:
    talks.ring("l", Side.KIOSK, KIOSK)
    talks.answer("l", CLERK, ANN)
    return talks


def test_one_clerk_answers_and_the_second_is_told_who_talks(talking: Talks) -> None:
    with pytest.raises(StateConflictError, match="busy: Ann"):
        talking.answer("l", CLERK, BEN)
    with pytest.raises(StateConflictError, match="busy: Ann"):
        talking.ring("l", CLERK, BEN)


def test_who_rings_does_not_answer_the_call(talks: Talks) -> None:
    talks.ring("l", CLERK, ANN)
    with pytest.raises(StateConflictError, match="busy: Ann"):
        talks.answer("l", CLERK, BEN)


def test_two_who_ring_at_once_talk(talks: Talks) -> None:
    talks.ring("l", CLERK, ANN)
    talks.ring("l", Side.KIOSK, KIOSK)
    talk = talks.talk("l")
    assert talk is not None
    assert talk.phase is Phase.TALKING


def test_nobody_outside_hangs_up_or_speaks(talking: Talks) -> None:
    assert talking.end("l", CLERK, BEN) is None
    assert talking.talk("l") is not None
    with pytest.raises(StateConflictError, match="do not talk"):
        talking.say("l", CLERK, BEN, Signal("offer", "{}"))


def test_a_signal_reaches_the_other_side_alone(talking: Talks) -> None:
    talking.say("l", CLERK, ANN, Signal("offer", "x"))
    talk = talking.talk("l")
    assert talk is not None
    assert (talk.boxes[Side.KIOSK], talk.boxes[CLERK]) == ([Signal("offer", "x")], [])


def test_signals_are_few_and_short(talking: Talks) -> None:
    with pytest.raises(InvalidInputError):
        talking.say("l", CLERK, ANN, Signal("offer", "x" * 20_000))
    for _ in range(64):
        talking.say("l", CLERK, ANN, Signal("candidate", "x"))
    with pytest.raises(StateConflictError, match="too many"):
        talking.say("l", CLERK, ANN, Signal("candidate", "x"))


def test_a_talk_ends_when_a_side_has_left(talking: Talks, watch: Watch) -> None:
    watch.now = 7
    talking.present(CLERK, ANN)
    assert talking.sweep() == ()
    watch.now = 9
    (ended,) = talking.sweep()
    assert (ended.clerk, ended.seconds) == ("Ann", 9.0)
    assert talking.talk("l") is None


def test_it_stops_ringing_after_a_minute(talks: Talks, watch: Watch) -> None:
    talks.ring("l", Side.KIOSK, KIOSK)
    watch.now = 61
    talks.present(Side.KIOSK, KIOSK)
    assert talks.sweep() == ()
    assert talks.talk("l") is None


def test_a_call_is_declined_by_the_side_that_is_called(talks: Talks) -> None:
    talks.ring("l", Side.KIOSK, KIOSK)
    assert talks.end("l", CLERK, ANN) is None
    assert talks.talk("l") is None


@pytest.fixture
def client(work: GateAtWork) -> Iterator[TestClient]:
    with TestClient(create_app(work.gate)) as client:
        yield client


def bearer(work: GateAtWork, role: Role, scope: str | None = None) -> dict[str, str]:
    return {"Authorization": f"Bearer {work.gate.keys.issue(role, 'a key', scope)}"}


@pytest.mark.parametrize(
    ("role", "scope", "path", "status"),
    [
        pytest.param(Role.KIOSK, LANE, f"/kiosk/{LANE}/talk", 204, id="own kiosk"),
        pytest.param(Role.KIOSK, "in-2", f"/kiosk/{LANE}/talk", 403, id="other kiosk"),
        pytest.param(Role.CLERK, None, f"/kiosk/{LANE}/talk", 403, id="clerk as kiosk"),
        pytest.param(Role.CLERK, None, f"/clerk/talk/{LANE}", 204, id="clerk"),
        pytest.param(Role.OFFICER, None, f"/clerk/talk/{LANE}", 403, id="officer"),
        pytest.param(Role.KIOSK, LANE, f"/clerk/talk/{LANE}", 403, id="kiosk as clerk"),
        pytest.param(Role.CLERK, None, "/clerk/talk/none", 404, id="no such lane"),
    ],
)
def test_only_a_lanes_kiosk_and_clerks_talk(  # a table's columns
    work: GateAtWork,
    client: TestClient,
    role: Role,
    scope: str | None,
    path: str,
    status: int,
) -> None:
    word = {"tab": "t-1", "say": "ring"}
    answer = client.post(path, json=word, headers=bearer(work, role, scope))
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/clerk", True),
        ("/clerk/some-visit", True),
        (f"/kiosk/{LANE}", True),
        ("/visits", False),
        ("/officers", False),
        ("/login", False),
    ],
)
def test_no_page_but_these_two_may_listen(
    work: GateAtWork, client: TestClient, path: str, *, allowed: bool
) -> None:
    answer = client.get(path, headers=bearer(work, Role.ADMIN))
    policy = answer.headers["Permissions-Policy"]
    assert ("microphone=(self)" in policy) is allowed
    assert allowed or "microphone=()" in policy
