"""The policy in force, another one in its place, and what it would have decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gate_service.application.record import Clock, record
from gate_service.domain.callers import Caller
from gate_service.domain.errors import StateConflictError
from gate_service.domain.ports import Transactions
from gate_service.domain.replay import Replayed, replayed
from gate_service.domain.rules.ruleset import RuleSet, fingerprint
from gate_service.domain.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ReloadPolicy:
    """Read the policy file again. A faulty file leaves in force what was.

    ``read`` is None at a site without a policy file.
    """

    transactions: Transactions
    site: Site
    read: Callable[[], RuleSet] | None
    clock: Clock

    def __call__(self, by: Caller) -> RuleSet:
        """Put it in force; InvalidFaultsError, StateConflictError without a file."""
        if self.read is None:
            msg = "this site has no policy file: its rules stand in the site file"
            raise StateConflictError(msg)
        rules = self.read()
        with self.transactions.write() as store:
            record(
                store,
                self.clock(),
                "policy.loaded",
                version=rules.version,
                hash=fingerprint(rules),
                before=fingerprint(self.site.rules),
                by=by.name,
            )
        self.site.policy.change(rules)
        return rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Ask what would have been decided under other rules."""

    transactions: Transactions
    clock: Clock

    def __call__(self, rules: RuleSet, days: float) -> Replayed:
        """Judge everything of the last *days* again; nothing is written."""
        since = self.clock() - timedelta(days=days)
        with self.transactions.read() as store:
            return replayed(store.judgements.since(since), rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepJudgements:
    """Forget judgements that are older than the site keeps them."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(self) -> None:
        """Delete them; called about once an hour."""
        oldest = self.clock() - timedelta(days=self.site.judgement_days)
        with self.transactions.write() as store:
            store.judgements.forget_before(oldest)
