"""The tables of ISO 6346:2022 size-type codes: length, height, type group."""

LENGTHS = {
    "1": "10 ft",
    "2": "20 ft",
    "3": "30 ft",
    "4": "40 ft",
    "A": "7.15 m",
    "B": "24 ft",
    "C": "24 ft 6 in",
    "D": "7.45 m",
    "E": "7.82 m",
    "F": "8.10 m",
    "G": "41 ft",
    "H": "43 ft",
    "K": "13.60 m",
    "L": "45 ft",
    "M": "48 ft",
    "N": "49 ft",
    "P": "53 ft",
}

HEIGHTS = {
    "0": "8 ft",
    "2": "8 ft 6 in",
    "4": "9 ft",
    "5": "9 ft 6 in",
    "6": "over 9 ft 6 in",
    "8": "4 ft 3 in",
    "9": "4 ft or less",
    "C": "8 ft 6 in, wide",
    "D": "9 ft, wide",
    "E": "9 ft 6 in, wide",
    "F": "over 9 ft 6 in, wide",
    "L": "8 ft 6 in, extra wide",
    "M": "9 ft, extra wide",
    "N": "9 ft 6 in, extra wide",
    "P": "over 9 ft 6 in, extra wide",
}

GROUPS = {
    "G": "general purpose",
    "V": "ventilated",
    "B": "dry bulk",
    "S": "named cargo",
    "R": "refrigerated",
    "H": "refrigerated, insulated",
    "U": "open top",
    "P": "platform",
    "T": "tank",
    "K": "pressurised tank",
    "N": "dry bulk tank",
    "A": "air and surface",
}

_DIGITS = {"I": "1", "O": "0", "Q": "0", "S": "5", "Z": "2"}
REPAIRS: tuple[dict[str, str], ...] = (
    {"I": "1", "Z": "2"},
    _DIGITS,
    {"6": "G", "C": "G", "8": "B", "5": "S", "4": "A"},
    {**_DIGITS, "L": "1"},
)
"""What a recogniser mistakes, per place, where only one meaning is possible."""
