"""How plates are written, region by region, as normalised A-Z 0-9."""

import re

_RO = (
    "AB|AR|AG|BC|BH|BN|BT|BR|BV|BZ|CL|CS|CJ|CT|CV|DB|DJ|GL|GR|GJ|HR|HD|IL|IS|IF|MH|MM"
    "|MS|NT|OT|PH|SB|SJ|SM|SV|TL|TM|TR|VL|VN|VS"
)
_NL = "|".join(
    (
        r"[A-Z]{2}\d{4}",
        r"\d{4}[A-Z]{2}",
        r"\d{2}[A-Z]{2}\d{2}",
        r"[A-Z]{2}\d{2}[A-Z]{2}",
        r"[A-Z]{4}\d{2}",
        r"\d{2}[A-Z]{4}",
        r"\d{2}[A-Z]{3}\d",
        r"\d[A-Z]{3}\d{2}",
        r"[A-Z]{2}\d{3}[A-Z]",
        r"[A-Z]\d{3}[A-Z]{2}",
    )
)
_PL = (
    r"[BCDEFGKLNOPRSTWZ](?:"
    r"[A-Z](?:\d{5}|\d{4}[A-Z]|\d{3}[A-Z]{2}|\d[A-Z]\d{3}|\d[A-Z]{2}\d{2})"
    r"|[A-Z]{2}(?:\d{5}|\d{4}[A-Z]|\d{3}[A-Z]{2}|[A-Z]\d{3}|\d{2}[A-Z]{2}"
    r"|\d[A-Z]\d{2}|\d{2}[A-Z]\d|\d[A-Z]{2}\d|[A-Z]{2}\d{2}))"
)
_FR_OLD = r"[1-9]\d{1,3}[A-HJ-NP-TV-Z]{2,3}(?:0[1-9]|[1-8]\d|9[0-5])"
"""Until 2009; digits and letters vary in number, so that one may be lost unnoticed."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("GB", r"[A-Z]{2}(?:0[2-9]|[1-2]\d|5[1-9]|[6-7]\d)[A-HJ-PR-Z]{3}"),
    ("RO", rf"(?:B\d{{2,3}}|(?:{_RO})\d{{2}})[A-PR-Z]{{3}}"),
    ("BR", r"[A-Z]{3}\d[A-Z]\d{2}"),
    ("BR", r"[A-Z]{3}\d{4}"),
    ("FR", r"[A-HJ-NP-TV-Z]{2}\d{3}[A-HJ-NP-TV-Z]{2}"),
    ("FR", _FR_OLD),
    ("IT", r"[A-HJ-NPR-TV-Z]{2}\d{3}[A-HJ-NPR-TV-Z]{2}"),
    ("ES", r"\d{4}[BCDFGHJ-NPR-TV-Z]{3}"),
    ("ES", r"R\d{4}[BCDFGHJ-NPR-TV-Z]{3}"),
    ("VN", r"[1-9]\d[A-Z](?:\d{4,6}|[A-Z]\d{4,5})"),
    ("TR", r"(?:0[1-9]|[1-7]\d|8[01])(?:[A-Z]\d{4,5}|[A-Z]{2}\d{3,4}|[A-Z]{3}\d{2,3})"),
    ("IN", r"[A-Z]{2}\d{2}[A-Z]{1,3}\d{4}"),
    ("NL", _NL),
    ("SG", r"[SXY][A-Z]{1,2}\d{1,4}[A-Z]"),
    ("CN", r"[A-HJ-NP-Y](?:[DF]\d{5}|\d{5}[DF])"),
    ("CN", r"[A-HJ-NP-Y](?=(?:.*\d){3})[A-HJ-NP-Z0-9]{5}"),
    ("PL", _PL),
    ("HK", r"[A-HJ-NPR-Z]{2}\d{3,4}"),
    ("DE", r"(?=.{4,8}$)[A-Z]{2,5}[1-9]\d{0,3}[EH]?"),
    ("GB", r"[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]"),
    ("US", r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,7}"),
)

SYNTAX: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (region, re.compile(pattern)) for region, pattern in _PATTERNS
)
"""Region and pattern, the narrowest first; a region may stand more than once."""

_FIXED = frozenset({"BR", "ES", "FR", "IN", "IT", "RO", "TR", "VN"})
FIRM = re.compile(
    "|".join(
        (
            *(p for name, p in _PATTERNS if name in _FIXED and p != _FR_OLD),
            next(p for name, p in _PATTERNS if name == "GB"),
        )
    )
)
"""Plates whose letters and digits have their places: one misread for the other, or one
lost at the end of a line, hardly leaves a plate that fits."""

EUROPEAN = frozenset({"DE", "ES", "FR", "IT", "NL", "PL"})
"""Countries whose syntaxes overlap so far that the text alone cannot tell them."""
