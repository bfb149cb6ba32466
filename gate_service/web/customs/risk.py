"""Risk rules as a page: add one, see how many trucks it took out, end it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from gate_service.domain.customs import HoldOrder
from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.domain.risk import RISK_ORDERS, RiskRuleId, RiskTerms
from gate_service.domain.visits import Direction
from gate_service.web.customs.office import (
    Office,
    OfficeHere,
    Refused,
    attempt,
    confirmed,
)
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/customs/risk", include_in_schema=False)
_Text = Annotated[str, Field(max_length=1000)]
_Typed = Annotated[str, Form(max_length=200)]


class RuleForm(BaseModel):
    """What stands in the form, as it was typed; lists with commas between."""

    model_config = ConfigDict(frozen=True)

    order: HoldOrder = HoldOrder.SCAN
    reference: _Text = ""
    note: _Text = ""
    owners: _Text = ""
    size_types: _Text = ""
    commodities: _Text = ""
    origins: _Text = ""
    hauliers: _Text = ""
    direction: _Text = ""
    share: _Text = "100"
    opens: _Text = ""
    closes: _Text = ""

    def terms(self) -> RiskTerms:
        """Read the terms; InvalidFaultsError for a share or a time that is none."""
        faults: list[Fault] = []
        terms = RiskTerms(
            order=self.order,
            reference=self.reference,
            note=self.note,
            owners=_listed(self.owners),
            size_types=_listed(self.size_types),
            commodities=_listed(self.commodities),
            origins=_listed(self.origins),
            hauliers=_listed(self.hauliers),
            direction=Direction(self.direction) if self.direction in _WAYS else None,
            share=_share(self.share, faults),
            opens=_time("opens", self.opens, faults),
            closes=_time("closes", self.closes, faults),
        )
        if faults:
            raise InvalidFaultsError(tuple(faults))
        return terms


_WAYS = tuple(str(each) for each in Direction)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _share(text: str, faults: list[Fault]) -> float:
    try:
        share = float(text.strip().rstrip("%").replace(",", ".")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        faults.append(Fault("share", "more than 0 and at most 100 percent"))
        return 1.0
    return share


def _time(field: str, text: str, faults: list[Fault]) -> datetime | None:
    """Read a time as a browser's field gives it: UTC, as all of the page is."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        faults.append(Fault(field, "a time such as 2026-05-04 08:00, in UTC"))
        return None


@router.get("")
def list_rules(office: OfficeHere, cursor: CursorHere = "") -> HTMLResponse:
    """Show the authority's rules, and the form that adds one."""
    return _shown_all(office, cursor)


@router.post("")
def add(office: OfficeHere, form: Annotated[RuleForm, Form()]) -> Response:
    """Add a rule and show all; or the form again with everything that is wrong."""
    done = attempt(lambda: office.gate.customs.add_rule(form.terms(), by=office.caller))
    if isinstance(done, Refused):
        return _shown_all(office, refused=done, form=form)
    return RedirectResponse("/customs/risk", 303)


@router.get("/{rule}")
def show_rule(rule: Id, office: OfficeHere) -> HTMLResponse:
    """Show one rule, and the form that ends it."""
    return _shown(office, RiskRuleId(rule))


@router.post("/{rule}/end")
def end(rule: Id, office: OfficeHere, confirm: _Typed = "") -> Response:
    """End a rule whose reference was typed."""
    wanted = RiskRuleId(rule)
    found = office.own(office.gate.customs.look.rule(wanted)[0])
    done = confirmed(
        confirm,
        found.terms.reference,
        lambda: office.gate.customs.end_rule(wanted, office.caller),
    )
    if isinstance(done, Refused):
        return _shown(office, wanted, done, {"confirm": confirm})
    return RedirectResponse("/customs/risk", 303)


def _shown_all(
    office: Office,
    cursor: str = "",
    refused: Refused | None = None,
    form: RuleForm | None = None,
) -> HTMLResponse:
    found, counts = office.gate.customs.look.rules(office.authority, cut_of(cursor))
    return office.page(
        "risk.html",
        "risk",
        refused,
        rules=found.values,
        counts=counts,
        older=older("/customs/risk", found),
        orders=RISK_ORDERS,
        form=form or RuleForm(),
    )


def _shown(
    office: Office,
    wanted: RiskRuleId,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    rule, hits = office.gate.customs.look.rule(wanted)
    return office.page(
        "rule.html",
        "risk",
        refused,
        rule=office.own(rule),
        hits=hits,
        typed=typed or {},
    )
