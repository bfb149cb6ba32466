"""Plates of Asia, Australia and Africa, and plates of no country at all.

A first glyph that is no letter of A-Z (a province, a region) is drawn, and is no part
of the text.
"""

from numpy.random import Generator

from datasets.dice import DIGITS, LETTERS, PLAIN, between, chance, fill, near, weighted
from datasets.plate_looks import (
    BLACK,
    BLUE,
    DARK_BLUE,
    GREEN,
    GREY,
    RED,
    WHITE,
    YELLOW,
    Band,
    PlateLook,
    any_pair,
    rows_of,
)
from datasets.samples import pick

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CITIES = ("品川", "横浜", "神戸", "名古屋", "足立", "川崎", "福岡", "札幌", "多摩")
_KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれ"
_HANGUL = (
    "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자하허호"
)


def chinese_plate(rng: Generator) -> PlateLook:
    """Make up a plate of China; those of lorries and trailers are yellow."""
    ground, ink, pattern = weighted(
        rng,
        (
            ((BLUE, WHITE, "@·$$$$$"), 50), ((YELLOW, BLACK, "@·$$$$$"), 25),
            (((150, 215, 140), BLACK, "@·@#####"), 10),
            (((150, 215, 140), BLACK, "@·#####@"), 5), ((WHITE, BLACK, "@·####"), 3),
            ((BLACK, WHITE, "@·$$$$"), 4), ((BLUE, WHITE, "@·$$$$$"), 3),
        ),
    )  # fmt: skip
    serial = "".join(
        (pick(rng, PLAIN) if chance(rng, 0.22) else pick(rng, DIGITS))
        if c == "$"
        else c
        for c in pattern
    )
    text = fill(serial, rng)
    province = pick(rng, _PROVINCES)
    trailer = ground == YELLOW and chance(rng, 0.35)
    if trailer:
        tail = f"{text[2:6]}挂" if chance(rng, 0.6) else text[2:]
        rows: tuple[str, ...] = (f"{province}·{text[0]}", tail)
    else:
        rows = (province + text,)
    return PlateLook(
        rows=rows,
        ground=near(rng, ground, 16),
        ink=near(rng, ink, 10),
        aspect=between(rng, 1.7, 2.1) if trailer else between(rng, 3.0, 3.6),
        edge=chance(rng, 0.7),
    )


def vietnamese_plate(rng: Generator) -> PlateLook:
    """Make up a plate of Vietnam, in two rows more often than in one."""
    head, tail = pick(
        rng,
        (("##-@#", "###.##"), ("##-@#", "###.##"), ("##-@#", "####"), ("##@", "###.##"),
         ("##@", "####"), ("##-@@", "###.##"), ("##@@", "###.##"), ("##R", "###.##")),
    )  # fmt: skip
    two = chance(rng, 0.65)
    row = (head, tail) if two else (f"{head}{pick(rng, '- ')}{tail}",)
    letters = "ABCDEFGHKLMNPRSTUVXYZ"
    ground, ink = weighted(
        rng, (((WHITE, BLACK), 75), ((YELLOW, BLACK), 15), ((BLUE, WHITE), 10))
    )
    return PlateLook(
        rows=tuple(fill(part, rng, letters) for part in row),
        ground=near(rng, ground, 9),
        ink=near(rng, ink, 8),
        aspect=between(rng, 1.2, 1.55) if two else between(rng, 4.0, 4.8),
        edge=chance(rng, 0.75),
    )


def indian_plate(rng: Generator) -> PlateLook:
    """Make up a plate of India or Pakistan."""
    two = chance(rng, 0.35)
    pattern = pick(
        rng, ("@@ ## @@ ####", "@@## @@ ####", "@@##@@####", "@@-##-@-####",
              "@@@ ###", "@@@-####", "@@@ ## ####"),
    )  # fmt: skip
    ground, ink = pick(
        rng, ((WHITE, BLACK), (YELLOW, BLACK), (WHITE, BLACK), (GREEN, WHITE))
    )
    band = Band(colour=BLUE, text="IND", wide=0.3) if chance(rng, 0.3) else None
    if chance(rng, 0.12):
        band = Band(colour=GREEN, wide=0.5)
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=PLAIN),
        ground=near(rng, ground, 9),
        ink=near(rng, ink, 9),
        aspect=between(rng, 1.3, 2.0) if two else between(rng, 3.6, 4.9),
        left=band,
        foot=pick(rng, ("ICT-ISLAMABAD", "PUNJAB", "SINDH", ""))
        if chance(rng, 0.15)
        else "",
        edge=chance(rng, 0.5),
    )


def dark_plate(rng: Generator) -> PlateLook:
    """Make up a plate of Malaysia, Singapore, Hong Kong or Indonesia."""
    pattern = pick(
        rng, ("@@@ ####", "@@ ####", "@@@ #### @", "@ #### @@", "@ #### @@@",
              "@@ #### @", "@@#### @", "@@@####@", "@@ ###", "W ###@ @"),
    )  # fmt: skip
    ground, ink = pick(
        rng, ((BLACK, WHITE), (BLACK, WHITE), (WHITE, BLACK), (YELLOW, BLACK))
    )
    two = chance(rng, 0.25)
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=PLAIN),
        ground=near(rng, ground, 8),
        ink=near(rng, ink, 8),
        aspect=between(rng, 1.3, 1.9) if two else between(rng, 3.4, 5.0),
        foot=fill("##·##", rng) if chance(rng, 0.08) else "",
        edge=chance(rng, 0.35),
    )


def far_eastern_plate(rng: Generator) -> PlateLook:
    """Make up a plate of Japan or Korea: the digits alone are text."""
    if chance(rng, 0.5):
        head = f"{pick(rng, _CITIES)} {fill('###', rng)}"
        rows: tuple[str, ...] = (head, f"{pick(rng, _KANA)} {fill('##-##', rng)}")
        ground, ink = pick(rng, ((WHITE, GREEN), (GREEN, WHITE), (YELLOW, BLACK)))
        return PlateLook(rows=rows, ground=near(rng, ground, 8), ink=ink, aspect=2.0)
    number = (
        fill(pick(rng, ("##", "###")), rng) + pick(rng, _HANGUL) + fill(" ####", rng)
    )
    ground = near(rng, YELLOW if chance(rng, 0.4) else WHITE, 8)
    return PlateLook(rows=(number,), ground=ground, aspect=between(rng, 4.2, 4.8))


def southern_plate(rng: Generator) -> PlateLook:
    """Make up a plate of Australia, New Zealand or Africa."""
    pattern = pick(
        rng, ("@@@ ###", "@@@·###", "@@·##·@@", "@@ ## @@", "#@@-#@@", "@@@##@",
              "@@@ ###@", "@@@ ####", "@@@-###-@@", "@@ ## @@ @@", "@@ ###-###",
              "@@@###@@", "@ ##### @"),
    )  # fmt: skip
    ground, ink = any_pair(rng)
    two = chance(rng, 0.15)
    words = (
        "NSW",
        "VICTORIA",
        "QUEENSLAND",
        "SOUTH AUSTRALIA",
        "GP",
        "NIGERIA",
        "LAGOS",
    )
    return PlateLook(
        rows=rows_of(pattern, rng, two=two, letters=PLAIN),
        ground=ground,
        ink=ink,
        aspect=between(rng, 1.4, 2.1) if two else between(rng, 2.6, 4.2),
        head=pick(rng, words) if chance(rng, 0.2) else "",
        foot=pick(rng, words) if chance(rng, 0.35) else "",
        edge=chance(rng, 0.5),
    )


def unruly_plate(rng: Generator) -> PlateLook:
    """Make up a plate of no country: characters without any syntax."""
    count = int(rng.integers(3, 10))
    letters = LETTERS if chance(rng, 0.5) else "ABCDEFGHJKLMNPRSTUVWXYZ"
    share = float(rng.random())
    text = "".join("@" if chance(rng, share) else "#" for _ in range(count))
    if count > 4 and chance(rng, 0.6):
        place = int(rng.integers(1, count))
        text = text[:place] + pick(rng, " -·. ") + text[place:]
    ground, ink = any_pair(rng)
    if chance(rng, 0.1):
        ground, ink = (GREY, DARK_BLUE) if chance(rng, 0.5) else (RED, WHITE)
    two = chance(rng, 0.25)
    return PlateLook(
        rows=rows_of(text, rng, two=two, letters=letters),
        ground=ground,
        ink=ink,
        aspect=between(rng, 1.2, 2.1) if two else between(rng, 2.0, 5.1),
        head=fill("@@@@@@", rng) if chance(rng, 0.12) else "",
        foot=fill("@@@@@@@", rng) if chance(rng, 0.12) else "",
        left=Band(colour=any_pair(rng)[0], text=fill("@@", rng))
        if chance(rng, 0.2)
        else None,
        seals=chance(rng, 0.1),
        motif=chance(rng, 0.1),
        edge=chance(rng, 0.6),
    )
