"""Delete names that stand outside of visits: manifests' consignees, kept answers."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.record import Clock, record
from gate_service.domain.callers import Caller, Role
from gate_service.domain.calls import KeptAnswer
from gate_service.domain.errors import NotFoundError, NotYoursError
from gate_service.domain.manifests import ManifestLine
from gate_service.domain.personal import FORGOTTEN_KIND
from gate_service.domain.ports import Store, Transactions

_AT_ONCE = 500
_GONE = {
    "type": "about:blank",
    "title": "Gone",
    "status": 410,
    "detail": "This was answered once; what the answer named has been deleted since.",
}
_INSTEAD = KeptAnswer(
    status=410,
    headers={"content-type": "application/problem+json"},
    body=json.dumps(_GONE).encode(),
)


def forget_answers(store: Store, names: Collection[str]) -> int:
    """Blank kept answers that name any of *names*; their calls are not done again."""
    return store.answers.blank(frozenset(filter(None, names)), _INSTEAD)


@dataclass(frozen=True, slots=True)
class ForgetConsignees:
    """Consignees of manifests: no rule asks for them, so lines stay without."""

    transactions: Transactions
    clock: Clock

    def older(self, before: datetime) -> int:
        """Delete those of manifests that came before that time; say of how many lines.

        More than one sweep's worth waits for the next.
        """
        with self.transactions.write() as store:
            lines = store.manifests.consigned(before, _AT_ONCE)
            self._forget(store, lines, by="retention")
        return len(lines)

    def named(self, name: str, by: Caller) -> int:
        """Delete a consignee wherever it is named; say in how many lines.

        Raises NotYoursError for all but administrators, and NotFoundError.
        """
        if by.role is not Role.ADMIN:
            msg = "only an administrator has a person forgotten"
            raise NotYoursError(msg)
        with self.transactions.write() as store:
            lines = store.manifests.consigned_to(name.strip())
            answers = forget_answers(store, {name.strip()})
            if not lines and not answers:
                msg = "no manifest names this consignee"
                raise NotFoundError(msg)
            self._forget(store, lines, by=by.name)
        return len(lines)

    def _forget(self, store: Store, lines: Sequence[ManifestLine], *, by: str) -> None:
        for line in lines:
            store.manifests.change(replace(line, consignee=""))
        if lines:
            record(store, self.clock(), FORGOTTEN_KIND, consignees=len(lines), by=by)
