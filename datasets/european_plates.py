"""Plates of Europe and its neighbours."""

from numpy.random import Generator

from datasets.dice import LETTERS, PLAIN, between, chance, near, weighted
from datasets.plate_looks import (
    AMBER,
    BLACK,
    BLUE,
    GREEN,
    RED,
    WHITE,
    YELLOW,
    Band,
    PlateLook,
    rows_of,
    spaced,
)
from datasets.samples import pick
from datasets.sheets import Colour

_PATTERNS: tuple[tuple[str, str, float], ...] = (
    ("D", "@ @@ ####, @@ @ ###, @@ @@ ###, @@@ @@ ##, @@ @@ ####, @ @ ####", 10),
    ("D", "@@@ @ ####, @ @@ ####E, @@ @@ ###H", 2),
    ("F", "@@-###-@@, @@ ### @@, ### @@@ ##, #### @@ ##", 8),
    ("E", "#### @@@, @-####-@@, @@-####-@, R ####@@@", 7),
    ("I", "@@ ###@@, @@###@@, @@ ### @@, @@ #####", 7),
    ("NL", "@@-###-@, ##-@@@-#, @-###-@@, #-@@@-##, ##-@@-@@, @@-@@-##, @@-##-##", 8),
    ("PL", "@@ #####, @@@ ####, @@@ ##@@, @@ ####@, @ @####, @@@ #@##, @@ ###@@", 8),
    ("RO", "@@ ## @@@, B ### @@@, B ## @@@, @@ ### @@@", 7),
    ("BG", "@ #### @@, @@ #### @@, @@####@@, CB #### @@", 5),
    ("CZ", "#@# ####, #@@ ####, #@ #####", 5),
    ("SK", "@@-###@@, @@ ###@@", 2),
    ("H", "@@@-###, @@ @@-###", 4),
    ("A", "@-#####@, @@ ###@@, @ #### @, @@-###@, @@ ####@", 4),
    ("B", "#-@@@-###, @@@-###, ###-@@@, Q-@@@-###", 4),
    ("S", "@@@ ###, @@@ ##@", 4),
    ("DK", "@@ ## ###, @@ #####", 3),
    ("N", "@@ #####, @@ ####", 3),
    ("FIN", "@@@-###, @@@-##, @@-###", 3),
    ("P", "##-##-@@, @@-##-@@, ##-@@-##, @@ ## @@", 3),
    ("GR", "@@@-####, @@@ ####", 2),
    ("HR", "@@ ####-@@, @@ ###-@", 2),
    ("SLO", "@@ ##-@##, @@ @@-###", 2),
    ("LT", "@@@ ###, @@@:###", 2),
    ("LV", "@@-####, @@-###", 2),
    ("EST", "### @@@", 2),
    ("L", "@@ ####", 1),
    ("IRL", "##-@-#####, ###-@@-####, ###-@-####, ##-@@-###", 3),
    ("CH", "@@ ######, @@ #####, @@·######", 3),
    ("SRB", "@@ ###-@@, @@ ####-@@", 2),
    ("UA", "@@ #### @@, @@####@@", 3),
    ("TR", "## @@ ###, ## @@@ ##, ## @ ####, ## @@ ####, ## @@@ ###", 4),
    ("MD", "@@@ ###, @ @@ ###", 1),
    ("BY", "#### @@-#, @@ ####-#", 1),
    ("IS", "@@ ###, @@ @##", 1),
    ("AL", "@@ ### @@", 1),
    ("MK", "@@ ####-@@, @@ ####@@", 1),
    ("BIH", "@##-@-###, ###-@-###", 1),
    ("CY", "@@@ ###", 1),
    ("M", "@@@ ###", 1),
    ("GE", "@@-###-@@", 1),
    ("IL", "##-###-##, ###-##-###", 3),
)  # fmt: skip
"""Country, its patterns (@ a letter, # a digit), and how often it is seen."""
_COUNTRIES = tuple(
    ((code, patterns.split(", ")), share) for code, patterns, share in _PATTERNS
)
_LATIN_CYRILLIC = "ABEKMHOPCTYX"


def european_plate(rng: Generator) -> PlateLook:
    """Make up a plate of a country in Europe or next to it."""
    code, patterns = weighted(rng, _COUNTRIES)
    two = chance(rng, 0.2)
    letters = LETTERS if chance(rng, 0.3) else PLAIN
    pattern = spaced(pick(rng, patterns), rng)
    ground, ink = _colours(code, rng)
    band = _band(code, rng)
    sealed = code in {"D", "A", "CZ", "SK", "RO", "PL", "CH", "H", "HR", "SLO"}
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=letters),
        ground=near(rng, ground, 7),
        ink=near(rng, ink, 7),
        aspect=between(rng, 1.2, 1.75) if two else between(rng, 4.1, 5.1),
        left=band,
        right=_right(code, rng),
        seals=sealed and chance(rng, 0.65),
        foot=pick(rng, ("AUTOHAUS", "WWW.CARS.EU", "MOTORS"))
        if chance(rng, 0.05)
        else "",
        edge=chance(rng, 0.7),
    )


def british_plate(rng: Generator) -> PlateLook:
    """Make up a plate of the United Kingdom, new, old or of a shorter kind."""
    patterns = (
        "@@## @@@", "@@## @@@", "@@## @@@", "@@## @@@", "@@##@@@", "@### @@@",
        "@@@ ###@", "@@@ ##@", "@@@ ####", "@ ####", "#### @@", "@@ ####", "@## @@@",
    )  # fmt: skip
    two = chance(rng, 0.2)
    ground = pick(rng, (WHITE, YELLOW, YELLOW, WHITE, BLACK))
    old = ground == BLACK
    codes = (BLUE, "UK"), (BLUE, "GB"), (GREEN, ""), (BLUE, "GB")
    colour, text = pick(rng, codes)
    band = Band(colour=near(rng, colour, 10), text=text, stars=chance(rng, 0.3))
    return PlateLook(
        rows=rows_of(pick(rng, patterns), rng, two=two, letters=PLAIN),
        ground=near(rng, ground, 8),
        ink=near(rng, (210, 212, 212) if old else BLACK, 6),
        aspect=between(rng, 1.3, 1.6) if two else between(rng, 4.2, 4.9),
        left=band if chance(rng, 0.4) and not old else None,
        foot=pick(rng, ("BSAU 145E", "MOTOR GROUP", "CARS 01234"))
        if chance(rng, 0.3)
        else "",
        edge=chance(rng, 0.4),
    )


def russian_plate(rng: Generator) -> PlateLook:
    """Make up a Russian plate; its region at the right belongs to the text."""
    region = pick(rng, ("##", "1##", "7##"))
    two = chance(rng, 0.12)
    pattern = weighted(rng, (("@###@@", 75), ("@@####", 15), ("@@###", 10)))
    rows: tuple[str, ...] = (f"{pattern} {region}",)
    if two:
        rows = (pattern[:4], f"{pattern[4:]} {region}")
    filled = tuple(
        rows_of(row, rng, two=False, letters=_LATIN_CYRILLIC)[0] for row in rows
    )
    return PlateLook(
        rows=filled,
        ground=near(rng, YELLOW if chance(rng, 0.08) else WHITE, 7),
        ink=BLACK,
        aspect=between(rng, 1.5, 1.8) if two else between(rng, 4.3, 4.9),
        foot="RUS" if chance(rng, 0.3) else "",
    )


def _colours(code: str, rng: Generator) -> tuple[Colour, Colour]:
    """Give ground and ink: each country's own, at times a rarer kind."""
    if code in {"NL", "L", "CY", "IL"}:
        usual = (YELLOW if code != "NL" or chance(rng, 0.85) else WHITE, BLACK)
    elif code == "B":
        usual = (WHITE, RED)
    elif code == "P":
        usual = (WHITE, BLACK)
    else:
        usual = (WHITE, BLACK)
    if chance(rng, 0.85):
        return usual
    rare = (
        (WHITE, RED), (WHITE, GREEN), (WHITE, BLUE), (BLACK, WHITE), (BLUE, WHITE),
        (AMBER, BLACK), (YELLOW, BLACK), (RED, WHITE), (GREEN, WHITE), (YELLOW, RED),
    )  # fmt: skip
    return pick(rng, rare)


def _band(code: str, rng: Generator) -> Band | None:
    if code in {"CH", "BY"} or chance(rng, 0.18):
        return None
    colour = near(rng, BLUE, 14)
    wide = between(rng, 0.28, 0.46)
    return Band(colour=colour, text=code, wide=wide, stars=chance(rng, 0.8))


def _right(code: str, rng: Generator) -> Band | None:
    shares = {"F": 0.7, "I": 0.6, "P": 0.3, "LV": 0.1, "AL": 0.5, "B": 0.05}
    if not chance(rng, shares.get(code, 0.02)):
        return None
    if code == "P":
        return Band(
            colour=near(rng, YELLOW, 10), ink=BLACK, wide=between(rng, 0.25, 0.4)
        )
    region = pick(rng, ("", "TO", "75", "13", "RM", "69", "MI", "2A", "NA"))
    wide = between(rng, 0.3, 0.45)
    return Band(colour=near(rng, BLUE, 14), text=region, wide=wide)
