"""Notes beside the outbox: with their event or not at all."""

from pathlib import Path

import pytest

from pipelines import notes
from pipelines.notes import Notes, TakenError
from pipelines.outbox import Outbox
from tests.support.pipes import EPOCH


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return opened(tmp_path)


def opened(folder: Path) -> Outbox:
    ids = iter(range(1000, 10**9))
    sent = "again" if (folder / "outbox.db").exists() else "first"
    return Outbox(
        folder / "outbox.db",
        sender="lane-1",
        new_id=lambda: f"{sent}-{next(ids)}",
    )


def test_a_note_outlives_the_process(outbox: Outbox, tmp_path: Path) -> None:
    outbox.append("x", EPOCH, {}, noted=Notes(once={"spent:1": "p-1"}))
    outbox.close()
    assert opened(tmp_path).noted("spent:1") == "p-1"


def test_an_event_whose_note_was_written_before_is_not_kept(outbox: Outbox) -> None:
    outbox.append("first", EPOCH, {}, noted=Notes(once={"spent:1": "p-1"}))
    with pytest.raises(TakenError):
        outbox.append("second", EPOCH, {}, noted=Notes(once={"spent:1": "p-2"}))
    assert [event.type for event in outbox.pending(9).events] == ["first"]
    assert outbox.append("third", EPOCH, {}) == 2


def test_all_notes_of_an_event_are_written_or_none(outbox: Outbox) -> None:
    outbox.note(Notes(once={"b": "1"}))
    with pytest.raises(TakenError):
        outbox.note(Notes(once={"a": "1", "b": "2"}, keep={"c": "1"}))
    assert (outbox.noted("a"), outbox.noted("c")) == (None, None)


def test_a_dropped_note_may_be_written_again(outbox: Outbox) -> None:
    outbox.note(Notes(once={"a": "1"}))
    outbox.note(Notes(drop=("a",)))
    outbox.note(Notes(once={"a": "2"}))
    assert outbox.noted("a") == "2"


def test_the_oldest_notes_make_room(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "_MOST", 3)
    for number in range(5):
        outbox.note(Notes(once={f"n-{number}": "x"}))
    assert [outbox.noted(f"n-{number}") for number in (1, 2, 4)] == [None, "x", "x"]
