"""What may stand in the terms of a risk rule: checked all at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gate_service.domain.errors import Fault
from gate_service.domain.risk import RiskTerms

_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "owners": (re.compile(r"[A-Z]{3}[UJZ]"), "an owner code such as MSKU"),
    "size_types": (
        re.compile(r"[0-9A-Z]{1,4}"),
        "the beginning of a size-type such as 22 or 45R",
    ),
    "origins": (re.compile(r"[A-Z]{2}"), "a country of two letters (ISO 3166)"),
    "commodities": (
        re.compile(r"\d{2,10}|(?=.*[^\d\s]).{2,60}"),
        "the 2 to 10 first digits of an HS code, or a word",
    ),
}


def normalised(terms: RiskTerms) -> RiskTerms:
    """Give *terms* as they are kept: codes in capitals, nothing twice, no blanks."""
    return replace(
        terms,
        reference=terms.reference.strip(),
        note=terms.note.strip(),
        owners=_capital(terms.owners),
        size_types=_capital(terms.size_types),
        origins=_capital(terms.origins),
        commodities=_once(each.strip() for each in terms.commodities),
        hauliers=_once(each.strip() for each in terms.hauliers),
    )


def _capital(texts: tuple[str, ...]) -> tuple[str, ...]:
    return _once(each.strip().upper() for each in texts)


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in texts if each))


def faults_of(terms: RiskTerms) -> Iterator[Fault]:
    """Say everything that keeps *terms* from being a rule."""
    if not terms.reference:
        yield Fault("reference", "a rule needs its authority's reference")
    if not 0 < terms.share <= 1:
        yield Fault("share", "the share is more than 0 and at most 1")
    for name, (form, what) in _FORMS.items():
        values: tuple[str, ...] = getattr(terms, name)
        for index, value in enumerate(values):
            if form.fullmatch(value) is None:
                yield Fault(f"{name}.{index}", f"{value[:20]!r} is not {what}")
    if terms.opens and terms.closes and terms.closes <= terms.opens:
        yield Fault("closes", "the rule ends before it begins")
