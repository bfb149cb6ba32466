"""What every store of the clerk desk promises to its use cases."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.domain.corrections import Correction, CorrectionId, TextKind
from gate_service.domain.desk import (
    CaseId,
    DeskCase,
    Ending,
    Grounds,
    Proposal,
    Resolution,
)
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName, Passage, PassageId, VisitId
from tests.support.desks import ANN
from tests.support.gates import BOX, LANE, NOON, seen_box

CORRECTION = Correction(
    id=CorrectionId("k-1"),
    passage="p-1",
    lane=LANE,
    kind=TextKind.CONTAINER,
    read=None,
    right=BOX,
    by="Ann",
    at=NOON,
)
CASE = DeskCase(
    id=CaseId("c-1"),
    visit=VisitId("v-1"),
    passage=PassageId("p-1"),
    lane=LANE,
    waiting=NOON,
    claimant=ANN,
    began=NOON,
    renewed=NOON,
    proposal=Proposal(
        resolution=Resolution(
            ending=Ending.CORRECTED,
            grounds=Grounds.READ_BY_EYE,
            corrections=(CORRECTION,),
        ),
        by=ANN,
        at=NOON,
    ),
)
ENDED = replace(CASE, ended=NOON, ending=Ending.LET_GO, by=("Ann",))


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, nobody)
    yield transactions
    transactions.close()


def nobody(what: Collection[LaneName | YardName]) -> None:
    """Watch nothing."""


def test_a_case_is_found_by_its_passage_until_it_ends(stored: Transactions) -> None:
    with stored.write() as store:
        store.desk.save(CASE)
        assert store.desk.open_of(CASE.passage) == CASE
        assert store.desk.open_of(PassageId("p-2")) is None
        store.desk.save(ENDED)
        assert (store.desk.open_of(CASE.passage), store.desk.open()) == (None, ())


def test_cases_are_listed_from_when_they_ended(stored: Transactions) -> None:
    with stored.write() as store:
        store.desk.save(ENDED)
        store.desk.save(replace(CASE, id=CaseId("c-2")))
    with stored.read() as store:
        assert store.desk.ended_since(NOON) == (ENDED,)
        assert store.desk.ended_since(NOON + timedelta(microseconds=1)) == ()
        assert [each.id for each in store.desk.open()] == ["c-2"]


def test_corrections_are_read_on_from_where_one_stopped(stored: Transactions) -> None:
    more = replace(CORRECTION, id=CorrectionId("k-2"))
    with stored.write() as store:
        store.corrections.save(CORRECTION)
        store.corrections.save(more)
    with stored.read() as store:
        (first,) = store.corrections.after(0, 1)
        assert first[1] == CORRECTION
        assert [each for _, each in store.corrections.after(first[0], 9)] == [more]


def test_a_corrected_passage_comes_back_as_it_was_kept(stored: Transactions) -> None:
    passage = Passage(
        id=PassageId("p-1"),
        lane=LANE,
        opened=NOON,
        containers=(seen_box(by="Ann"),),
        corrections=(CORRECTION,),
    )
    with stored.write() as store:
        store.passages.save(passage)
    with stored.read() as store:
        assert store.passages.find(passage.id) == passage


def test_what_was_kept_of_a_passage_is_found_and_forgotten(
    stored: Transactions,
) -> None:
    other = replace(CORRECTION, id=CorrectionId("k-2"), passage="p-2")
    with stored.write() as store:
        store.corrections.save(CORRECTION)
        store.corrections.save(other)
        store.desk.save(ENDED)
        again = replace(CASE, id=CaseId("c-2"))
        store.desk.save(again)
        assert store.desk.of_passage(CASE.passage) == (ENDED, again)
        assert store.desk.of_passage(PassageId("p-2")) == ()
        assert store.corrections.forget("p-1") == 1
        assert [each for _, each in store.corrections.after(0, 9)] == [other]
