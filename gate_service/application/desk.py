"""The desk: every use case of the clerks in one place, beside the gate's."""

from dataclasses import dataclass
from datetime import datetime

from gate_service.application.desk_claim import Claim, GiveBack, TidyDesk
from gate_service.application.desk_correct import Correct
from gate_service.application.desk_labels import Labels
from gate_service.application.desk_queue import LookAtDesk
from gate_service.application.desk_resolve import Confirm, Resolve
from gate_service.application.desk_talk import NoteTalk
from gate_service.domain.desk import CaseSeconds, seconds_of
from gate_service.domain.ports import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Put together by ``gate_service.main.open_gate``; safe from any thread.

    ``tidy`` is called about once a second.
    """

    transactions: Transactions
    look: LookAtDesk
    claim: Claim
    give_back: GiveBack
    correct: Correct
    resolve: Resolve
    confirm: Confirm
    labels: Labels
    note_talk: NoteTalk
    tidy: TidyDesk

    def seconds(self, since: datetime) -> tuple[CaseSeconds, ...]:
        """Say how long each case took that the desk ended since then, oldest first."""
        with self.transactions.read() as store:
            return seconds_of(store.desk.ended_since(since))
