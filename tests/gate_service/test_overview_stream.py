"""The overview's live feed: the board whenever it changed, to the end of its key."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.gates import PLATE, GateAtWork, at_work
from tests.support.serving import serving

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Room:
    """A gate that is served, and a clerk's key."""

    work: GateAtWork
    address: str
    key: str

    @contextmanager
    def following(self) -> Iterator[Iterator[str]]:
        """Yield the board each time that it is sent; empty for a sign of life."""
        url = f"{self.address}/overview/live"
        headers = {"Authorization": f"Bearer {self.key}"}
        with httpx2.stream("GET", url, headers=headers, timeout=20) as answer:
            yield boards(answer.iter_lines())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    work = at_work(tmp_path)
    key = work.gate.keys.issue(Role.CLERK, "Kim")
    with serving(create_app(work.gate)) as address:
        yield Room(work, address, key)
    work.gate.close()


def boards(lines: Iterator[str]) -> Iterator[str]:
    told: list[str] = []
    for line in lines:
        if line.startswith("data:"):
            told.append(line.removeprefix("data:"))
        elif not line and told:
            yield "\n".join(told).strip()
            told = []


def test_the_board_comes_at_once_and_after_each_change(room: Room) -> None:
    with room.following() as feed:
        first = next(feed)
        assert "Nobody waits." in first
        assert PLATE not in first
        room.work.stand(room.work.book().arrival_code)
        assert PLATE in next(board for board in feed if board)


def test_an_unchanged_board_is_not_sent_again(room: Room) -> None:
    room.work.book()
    with room.following() as feed:
        assert next(feed)
        assert next(feed) == ""


def test_the_stream_ends_when_its_key_is_revoked(room: Room) -> None:
    with room.following() as feed:
        next(feed)
        digest = hashlib.sha256(room.key.encode()).hexdigest()
        with room.work.gate.look_up.transactions.read() as store:
            key = store.keys.by_digest(digest)
        assert key is not None
        room.work.gate.keys.revoke(key.id)
        room.work.stand(room.work.book().arrival_code)
        assert not any(PLATE in board for board in feed)


def test_a_lane_s_key_follows_nothing(room: Room) -> None:
    secret = room.work.gate.keys.issue(Role.LANE, "lane", "in-1")
    headers = {"Authorization": f"Bearer {secret}"}
    answer = httpx2.get(f"{room.address}/overview/live", headers=headers)
    assert answer.status_code == 403
