"""Plates of the Americas: states with their slogans, Brazil, Mercosul, Argentina."""

from numpy.random import Generator

from datasets.dice import LETTERS, PLAIN, any_colour, between, chance, near
from datasets.metal import luma
from datasets.plate_looks import (
    AMBER,
    BLACK,
    BLUE,
    CREAM,
    DARK_BLUE,
    GREEN,
    GREY,
    RED,
    WHITE,
    YELLOW,
    Band,
    PlateLook,
    rows_of,
)
from datasets.samples import pick

_PATTERNS = (
    "@@@ ####", "@@@-####", "@@@####", "#@@@###", "@@@ ###", "### @@@", "###-@@@",
    "@@@-###", "@## ###", "@## @##", "### @##", "##@ ###", "@@ #####", "@@#####",
    "#@@ @##", "@@# #@@", "####@@", "@@ ####", "## ####", "######", "### ###",
    "@######", "#####@#", "@@@ #@#", "@@@·###", "@@@·####", "###@@@", "@@@##@",
    "@ ######", "#@@####", "@@## @#", "@#@ #@#", "@@@@ ###", "####·@@", "@##-##@",
)  # fmt: skip
_VANITY = ("@@@@@@", "@@@@@", "@@@@@@@", "@@@@ #", "@@@@", "@@@@##", "@@ @@@@", "#@@@@")
_STATES = (
    "CALIFORNIA", "TEXAS", "NEW YORK", "FLORIDA", "OHIO", "GEORGIA", "UTAH", "NEVADA",
    "ARIZONA", "MICHIGAN", "ILLINOIS", "OREGON", "VIRGINIA", "ONTARIO", "KANSAS",
    "IDAHO", "IOWA", "MAINE", "ALASKA", "HAWAII", "MONTANA", "WYOMING", "MISSOURI",
    "NEW JERSEY", "PENNSYLVANIA", "WASHINGTON", "COLORADO", "TENNESSEE", "INDIANA",
    "LOUISIANA", "ALABAMA", "KENTUCKY", "MARYLAND", "MINNESOTA", "WISCONSIN", "QUEBEC",
    "BRITISH COLUMBIA", "ALBERTA", "MEXICO", "JALISCO", "NORTH CAROLINA", "OKLAHOMA",
    "SOUTH DAKOTA", "VERMONT", "DELAWARE", "CONNECTICUT", "MASSACHUSETTS", "ARKANSAS",
)  # fmt: skip
_SLOGANS = (
    "SUNSHINE STATE", "THE LONE STAR STATE", "GRAND CANYON STATE", "GARDEN STATE",
    "LAND OF LINCOLN", "PURE MICHIGAN", "EMPIRE STATE", "FIRST IN FLIGHT", "GO GREEN",
    "DMV.CA.GOV", "IN GOD WE TRUST", "BIG SKY COUNTRY", "10,000 LAKES", "SHOW-ME STATE",
    "FAMOUS POTATOES", "YOURS TO DISCOVER", "BEAUTIFUL", "JE ME SOUVIENS", "SCENIC",
    "MYFLORIDA.COM", "TRANSPORTE PRIVADO", "APPORTIONED", "TRAILER", "COMMERCIAL",
)  # fmt: skip
_BRAZILIAN = (
    "SP-SAO PAULO", "PR-CURITIBA", "SC-ITAJAI", "RJ-RIO DE JANEIRO", "MG-CONTAGEM",
    "PR-PARANAGUA", "RS-RIO GRANDE", "BA-SALVADOR", "SC-JOINVILLE", "SP-SANTOS",
    "PR-PINHAIS", "GO-GOIANIA", "ES-VITORIA", "PE-IPOJUCA", "MT-CUIABA",
)  # fmt: skip


def american_plate(rng: Generator) -> PlateLook:
    """Make up a plate of a state or province, twice as wide as high."""
    ground = near(rng, pick(rng, (WHITE, WHITE, WHITE, CREAM, YELLOW, BLUE)), 14)
    if chance(rng, 0.25):
        ground = any_colour(rng)
    dark = luma(ground) < 120
    inks = (
        (WHITE, YELLOW, CREAM) if dark else (BLACK, DARK_BLUE, BLUE, RED, GREEN, BLACK)
    )
    ink = near(rng, pick(rng, inks), 10)
    vanity = chance(rng, 0.08)
    pattern = pick(rng, _VANITY) if vanity else pick(rng, _PATTERNS)
    if chance(rng, 0.5):
        pattern = pattern.replace("-", " ")
    two = chance(rng, 0.04)
    small = near(rng, pick(rng, (ink, RED, BLUE, GREEN, BLACK)), 10)
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=LETTERS),
        ground=ground,
        ink=ink,
        aspect=between(rng, 1.85, 2.15),
        head=pick(rng, _STATES) if chance(rng, 0.93) else "",
        head_fill=near(rng, any_colour(rng), 5) if chance(rng, 0.12) else None,
        foot=pick(rng, _SLOGANS) if chance(rng, 0.7) else "",
        small_ink=ink if dark else small,
        motif=chance(rng, 0.5),
        stickers=chance(rng, 0.5),
        edge=chance(rng, 0.45),
    )


def brazilian_plate(rng: Generator) -> PlateLook:
    """Make up a grey or red plate of Brazil before Mercosul."""
    pairs = ((GREY, BLACK), (GREY, BLACK), (GREY, BLACK), (RED, WHITE), (WHITE, RED),
             (GREEN, WHITE), (BLACK, GREY))  # fmt: skip
    ground, ink = pick(rng, pairs)
    two = chance(rng, 0.18)
    row = ("@@@", "####") if two else (pick(rng, ("@@@-####", "@@@-####", "@@@ ####")),)
    rows = tuple(rows_of(part, rng, two=False, letters=LETTERS)[0] for part in row)
    return PlateLook(
        rows=rows,
        ground=near(rng, ground, 14),
        ink=near(rng, ink, 10),
        aspect=between(rng, 1.05, 1.3) if two else between(rng, 2.8, 3.3),
        head=pick(rng, _BRAZILIAN) if chance(rng, 0.92) else "",
        edge=chance(rng, 0.7),
    )


def mercosul_plate(rng: Generator) -> PlateLook:
    """Make up a plate with Mercosul's blue head: Brazil, Argentina and neighbours."""
    country, pattern = pick(
        rng,
        (("BRASIL", "@@@#@##"), ("BRASIL", "@@@#@##"), ("BRASIL", "@@@ #@##"),
         ("REPUBLICA ARGENTINA", "@@ ### @@"), ("REPUBLICA ARGENTINA", "@@###@@"),
         ("URUGUAY", "@@@ ####"), ("PARAGUAY", "@@@@ ###")),
    )  # fmt: skip
    two = chance(rng, 0.18)
    if two:
        pattern = pattern.replace("@@@#", "@@@ #")
    ink = near(rng, pick(rng, (BLACK, BLACK, BLACK, RED, BLUE, GREEN)), 8)
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=LETTERS),
        ground=near(rng, WHITE, 7),
        ink=ink,
        aspect=between(rng, 1.1, 1.35) if two else between(rng, 2.9, 3.3),
        head=country,
        head_fill=near(rng, BLUE, 12),
        small_ink=WHITE,
        edge=chance(rng, 0.6),
    )


def argentine_plate(rng: Generator) -> PlateLook:
    """Make up a black plate of Argentina, or a yellow one of Colombia."""
    if chance(rng, 0.4):
        city = pick(
            rng, ("BOGOTA D.C.", "MEDELLIN", "CALI", "BUENAVENTURA", "CARTAGENA")
        )
        ground = near(rng, AMBER if chance(rng, 0.7) else WHITE, 10)
        rows = rows_of("@@@ ###", rng, two=False, letters=PLAIN)
        return PlateLook(rows=rows, ground=ground, aspect=2.1, foot=city)
    two = chance(rng, 0.15)
    return PlateLook(
        rows=rows_of("@@@ ###", rng, two=two, letters=LETTERS),
        ground=near(rng, BLACK, 8),
        ink=near(rng, WHITE, 8),
        aspect=1.25 if two else between(rng, 2.2, 2.6),
        head="ARGENTINA" if chance(rng, 0.8) else "",
        left=None if chance(rng, 0.9) else Band(colour=BLUE, text="RA"),
    )
