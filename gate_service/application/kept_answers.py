"""Answers kept by idempotency key: a call that is sent twice is done once."""

from dataclasses import dataclass
from datetime import timedelta

from gate_service.application.record import Clock
from gate_service.domain.calls import Asked, KeptAnswer, Question
from gate_service.domain.ports import Transactions

_KEPT = timedelta(hours=24)
_PATIENCE = timedelta(minutes=2)
"""After which a call that was never answered is taken for dead, and done anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOnce:
    """The register of answers."""

    transactions: Transactions
    clock: Clock

    def begin(self, question: Question) -> KeptAnswer | Asked:
        """Claim the key of *question*, or say what became of it."""
        now = self.clock()
        with self.transactions.write() as store:
            return store.answers.begin(question, now, now - _PATIENCE)

    def finish(self, question: Question, answer: KeptAnswer) -> None:
        """Keep the answer for the next time."""
        with self.transactions.write() as store:
            store.answers.finish(question, answer)

    def drop(self, question: Question) -> None:
        """Forget a call that failed through no fault of its own."""
        with self.transactions.write() as store:
            store.answers.drop(question)

    def sweep(self) -> None:
        """Drop answers of more than a day ago, and tokens that have expired."""
        now = self.clock()
        with self.transactions.write() as store:
            store.answers.forget(now - _KEPT)
            store.tokens.forget(now - _KEPT)
