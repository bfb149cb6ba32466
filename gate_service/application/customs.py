"""Customs: every use case of the authorities in one place, beside the gate's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.hear import Hear
from gate_service.application.kept_answers import AnswerOnce
from gate_service.application.manifests import ReadManifests, ReceiveManifest
from gate_service.application.record import Clock
from gate_service.application.risk import AddRiskRule, EndRiskRule, ReleaseHit
from gate_service.application.tokens import Tokens
from gate_service.domain.customs import Hold, HoldFilter, HoldId
from gate_service.domain.manifests import Import, ImportId, LineFault, ManifestLine
from gate_service.domain.pages import Cut, Page
from gate_service.domain.ports import Transactions
from gate_service.domain.risk import RiskHit, RiskHitId, RiskRule, RiskRuleId
from gate_service.domain.visits import Visit, VisitFilter, VisitId


@dataclass(frozen=True, slots=True)
class LookAtCustoms:
    """Read-only questions of authorities; each is one consistent look at the store."""

    transactions: Transactions

    def holds(self, asked: HoldFilter, cut: Cut) -> Page[Hold]:
        """List holds, newest first."""
        with self.transactions.read() as store:
            return store.holds.page(asked, cut)

    def hold(self, wanted: HoldId) -> Hold:
        """Give one hold; UnknownHoldError."""
        with self.transactions.read() as store:
            return store.holds.get(wanted)

    def visits(self, asked: VisitFilter, cut: Cut) -> Page[Visit]:
        """List visits, newest first."""
        with self.transactions.read() as store:
            return store.visits.page(asked, cut)

    def rules(
        self, authority: str | None, cut: Cut
    ) -> tuple[Page[RiskRule], Mapping[RiskRuleId, int]]:
        """List risk rules, newest first, and count the hits of each."""
        with self.transactions.read() as store:
            page = store.risk_rules.page(authority, cut)
            return page, store.risk_hits.counts([each.id for each in page.values])

    def rule(self, wanted: RiskRuleId) -> tuple[RiskRule, int]:
        """Give one rule and its hits; UnknownRiskRuleError."""
        with self.transactions.read() as store:
            rule = store.risk_rules.get(wanted)
            return rule, store.risk_hits.counts([wanted]).get(wanted, 0)

    def hits(
        self, authority: str | None, waiting: bool | None, cut: Cut
    ) -> Page[RiskHit]:
        """List what risk rules took out, newest first."""
        with self.transactions.read() as store:
            return store.risk_hits.page(authority, waiting, cut)

    def hit(self, wanted: RiskHitId) -> RiskHit:
        """Give one hit; UnknownRiskHitError."""
        with self.transactions.read() as store:
            return store.risk_hits.get(wanted)

    def hits_of(self, visit: VisitId) -> tuple[RiskHit, ...]:
        """List what risk rules have against a visit, released or not."""
        with self.transactions.read() as store:
            return store.risk_hits.of_visit(visit)

    def lines_on(self, container: str) -> tuple[ManifestLine, ...]:
        """List what manifests say of a container."""
        with self.transactions.read() as store:
            return store.manifests.on((container,))

    def imports(self, authority: str | None, cut: Cut) -> Page[Import]:
        """List imports, newest first."""
        with self.transactions.read() as store:
            return store.manifests.page(authority, cut)

    def imported(self, wanted: ImportId) -> Import:
        """Give one import; UnknownImportError."""
        with self.transactions.read() as store:
            return store.manifests.get(wanted)

    def faults(self, wanted: ImportId, after: int, limit: int) -> Page[LineFault]:
        """List what is wrong with the lines of an import."""
        with self.transactions.read() as store:
            return store.manifests.faults(wanted, after, limit)

    def heard(self) -> Mapping[str, datetime]:
        """Say when each authority was heard from last."""
        with self.transactions.read() as store:
            return store.authorities.heard()


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """Put together by ``gate_service.main.open_gate``; safe from any thread.

    ``read`` is called about once a second, ``once.sweep`` about once an hour.
    """

    hear: Hear
    add_rule: AddRiskRule
    end_rule: EndRiskRule
    release_hit: ReleaseHit
    receive: ReceiveManifest
    read: ReadManifests
    look: LookAtCustoms
    tokens: Tokens
    once: AnswerOnce
    clock: Clock
