"""What is stored for customs, seen from inside one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from gate_service.domain.customs import Hold, HoldFilter, HoldId
from gate_service.domain.manifests import (
    Import,
    ImportId,
    LineFault,
    ManifestLine,
    Row,
)
from gate_service.domain.pages import Cut, Page
from gate_service.domain.risk import RiskHit, RiskHitId, RiskRule, RiskRuleId
from gate_service.domain.visits import VisitId


class Holds(Protocol):
    """Holds of all authorities."""

    def save(self, hold: Hold) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: HoldId) -> Hold:
        """Find by id; UnknownHoldError."""

    def active_on(self, containers: Collection[str]) -> tuple[Hold, ...]:
        """List the holds that stand on any of *containers*."""

    def listed(self, container: str | None) -> tuple[Hold, ...]:
        """List all holds, released ones too, of one container or (None) of all."""

    def page(self, asked: HoldFilter, cut: Cut) -> Page[Hold]:
        """List those that were *asked* for, newest first."""


class RiskRules(Protocol):
    """Standing risk rules of all authorities."""

    def save(self, rule: RiskRule) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: RiskRuleId) -> RiskRule:
        """Find by id; UnknownRiskRuleError."""

    def standing(self) -> tuple[RiskRule, ...]:
        """List those that were not ended, whatever their times."""

    def page(self, authority: str | None, cut: Cut) -> Page[RiskRule]:
        """List an authority's (None: all), ended ones too, newest first."""


class RiskHits(Protocol):
    """What risk rules took out, one a rule and visit."""

    def save(self, hit: RiskHit) -> None:
        """Keep a new or changed one."""

    def get(self, wanted: RiskHitId) -> RiskHit:
        """Find by id; UnknownRiskHitError."""

    def of_visit(self, visit: VisitId) -> tuple[RiskHit, ...]:
        """List a visit's hits."""

    def counts(self, rules: Collection[RiskRuleId]) -> Mapping[RiskRuleId, int]:
        """Count the hits of each rule; a rule without is left out."""

    def page(
        self, authority: str | None, waiting: bool | None, cut: Cut
    ) -> Page[RiskHit]:
        """List an authority's (None: all) that wait, do not, or (None) either."""


class Manifests(Protocol):
    """Manifests and how far their import has come."""

    def receive(self, imported: Import, rows: Sequence[Row]) -> None:
        """Keep a new import with the lines that it is to read."""

    def save(self, imported: Import) -> None:
        """Keep how far it has come; the lines go when it has finished."""

    def get(self, wanted: ImportId) -> Import:
        """Find by id; UnknownImportError."""

    def by_digest(self, authority: str, digest: str) -> Import | None:
        """Find the import of the same file, dry runs apart."""

    def rows(self, wanted: ImportId) -> Sequence[Row]:
        """Give the lines of an import that has not finished."""

    def unfinished(self) -> tuple[Import, ...]:
        """List imports that have lines left, oldest first."""

    def add(self, lines: Sequence[ManifestLine]) -> None:
        """Keep lines of one import; what its authority said of them before, ends."""

    def change(self, line: ManifestLine) -> None:
        """Keep a changed line."""

    def consigned(self, before: datetime, most: int) -> tuple[ManifestLine, ...]:
        """List lines with a consignee, of imports received before that time."""

    def consigned_to(self, name: str) -> tuple[ManifestLine, ...]:
        """List the lines whose consignee has that name, in letters large or small."""

    def on(self, containers: Collection[str]) -> tuple[ManifestLine, ...]:
        """List what was said of any of *containers*."""

    def refuse(self, wanted: ImportId, faults: Sequence[LineFault]) -> None:
        """Keep what is wrong with some lines."""

    def faults(self, wanted: ImportId, after: int, limit: int) -> Page[LineFault]:
        """List at most *limit* faults behind number *after*, in their order."""

    def page(self, authority: str | None, cut: Cut) -> Page[Import]:
        """List an authority's imports (None: all), newest first."""


class Authorities(Protocol):
    """When each authority was last heard from."""

    def heard(self) -> Mapping[str, datetime]:
        """Give the times by authority."""

    def hear(self, authority: str, at: datetime) -> None:
        """Keep that an authority gave a sign of life."""


class CustomsStore(Protocol):
    """A part of ``Store``."""

    @property
    def holds(self) -> Holds:
        """Give the holds."""

    @property
    def risk_rules(self) -> RiskRules:
        """Give the risk rules."""

    @property
    def risk_hits(self) -> RiskHits:
        """Give what risk rules took out."""

    @property
    def manifests(self) -> Manifests:
        """Give the manifests."""

    @property
    def authorities(self) -> Authorities:
        """Give who was heard from when."""
