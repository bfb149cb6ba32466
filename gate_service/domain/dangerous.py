"""Dangerous goods as declared: UN number and IMDG class, read or refused."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from gate_service.domain.errors import Fault
from gate_service.domain.visits import DangerousGoods

IMDG_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "1.1": "explosives, mass explosion",
        "1.2": "explosives, projection",
        "1.3": "explosives, fire",
        "1.4": "explosives, minor hazard",
        "1.5": "explosives, very insensitive",
        "1.6": "explosives, extremely insensitive",
        "2.1": "flammable gases",
        "2.2": "non-flammable, non-toxic gases",
        "2.3": "toxic gases",
        "3": "flammable liquids",
        "4.1": "flammable solids",
        "4.2": "spontaneously combustible",
        "4.3": "dangerous when wet",
        "5.1": "oxidizing substances",
        "5.2": "organic peroxides",
        "6.1": "toxic substances",
        "6.2": "infectious substances",
        "7": "radioactive material",
        "8": "corrosive substances",
        "9": "miscellaneous",
    }
)
"""Classes and divisions of the IMDG code, chapter 2.0.1."""

_UN = re.compile(r"(?:UN)?\s*([0-9]{4})")
_EXPLOSIVES = "0"
"""What the UN numbers of class 1 begin with, and no others."""


def dangerous_goods(
    field: str, told: DangerousGoods
) -> tuple[DangerousGoods, tuple[Fault, ...]]:
    """Read one substance, with what is wrong of it under *field*.

    >>> dangerous_goods("goods", DangerousGoods("un 1263", " 3"))
    (DangerousGoods(un='1263', imdg='3'), ())
    """
    found = _UN.fullmatch(told.un.strip().upper())
    number = found if found and found[1] != "0000" else None
    imdg = told.imdg.strip()
    faults = []
    if number is None:
        msg = f"{told.un[:20]!r} is not a UN number of four digits, such as UN 1263"
        faults.append(Fault(f"{field}.un", msg))
    if imdg not in IMDG_CLASSES:
        msg = f"{told.imdg[:20]!r} is no class or division of the IMDG code, such as 3"
        faults.append(Fault(f"{field}.imdg", msg))
    elif number and number[1].startswith(_EXPLOSIVES) != imdg.startswith("1."):
        msg = f"UN {number[1]} is not of class {imdg}: explosives alone begin with 0"
        faults.append(Fault(f"{field}.imdg", msg))
    return DangerousGoods(number[1] if number else told.un, imdg), tuple(faults)
