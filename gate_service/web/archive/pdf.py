"""A report as PDF, on A4 with page numbers; the same report gives the same bytes."""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Image,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from gate_service.domain.errors import UnknownEvidenceError
from gate_service.domain.visits import Evidence
from gate_service.web.archive.report import Part, Report

Fetch = Callable[[str], bytes]
"""Gives the bytes of an image by its digest; UnknownEvidenceError."""

_MARGIN = 15 * mm
_WIDE = A4[0] - 2 * _MARGIN
_MOST = 52 * mm  # of a column that is not the wide one
_PAD = 2 * mm
_SIZE = 7.5
_CJK_FONT = "STSong-Light"
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_INK, _RULE, _HEAD = HexColor("#111111"), HexColor("#c5ccd6"), HexColor("#e4e9f0")


def pdf_of(report: Report, fetch: Fetch) -> bytes:
    """Lay a report out; an image that is no longer kept is left out."""
    body = io.BytesIO()
    document = SimpleDocTemplate(
        body,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=report.title,
        creator="Quaygate",
        invariant=1,
    )
    document.build(
        list(_story(report, fetch)), onFirstPage=_number, onLaterPages=_number
    )
    return body.getvalue()


@cache
def _font() -> str:
    """Take a font with many scripts where this machine has it."""
    registerFont(UnicodeCIDFont(_CJK_FONT))
    for name, file in (("DejaVuSans", "DejaVuSans.ttf"), ("Vera", "Vera.ttf")):
        try:
            registerFont(TTFont(name, file))
        except TTFError:
            continue
        return name
    return "Helvetica"


def _story(report: Report, fetch: Fetch) -> Iterator[Flowable]:
    yield _text(report.title, 14)
    yield _text(report.about, 8)
    yield Spacer(0, 3 * mm)
    yield _table(Part(title="", head=(), rows=report.facts, wide=1))
    for part in report.parts:
        yield Spacer(0, 5 * mm)
        yield _text(part.title, 10)
        yield _table(part)
        yield from _pictures(part.images, fetch)


def _text(text: str, size: float = _SIZE) -> Paragraph:
    style = ParagraphStyle(
        "text", fontName=_font(), fontSize=size, leading=size * 1.3, textColor=_INK
    )
    return Paragraph(_with_scripts(text), style)


def _with_scripts(text: str) -> str:
    """Escape *text*, and set in another font what the usual one cannot."""
    chinese = rf'<font name="{_CJK_FONT}">\g<0></font>'
    return _CJK.sub(chinese, escape(text))


def _table(part: Part) -> LongTable:
    wide = part.wide % max(len(part.head), 2)
    lines = ([part.head] if part.head else []) + list(part.rows)
    cells = [
        [_text(text) if n == wide else text for n, text in enumerate(line)]
        for line in lines
    ]
    looks: list[Any] = [
        ("FONT", (0, 0), (-1, -1), _font(), _SIZE),
        ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, _RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
    if part.head:
        looks.append(("BACKGROUND", (0, 0), (-1, 0), _HEAD))
    return LongTable(
        cells,
        colWidths=_widths(lines, wide),
        repeatRows=1 if part.head else 0,
        style=looks,
        hAlign="LEFT",
    )


def _widths(lines: list[tuple[str, ...]], wide: int) -> list[float]:
    """Make each column as wide as its longest text; the wide one takes the rest."""
    columns = list(zip(*lines, strict=True))
    widths = [
        min(_MOST, max(stringWidth(t, _font(), _SIZE) for t in column) + _PAD)
        for column in columns
    ]
    widths[wide] = 0.0
    widths[wide] = max(20 * mm, _WIDE - sum(widths))
    return widths


def _pictures(images: tuple[Evidence, ...], fetch: Fetch) -> Iterator[Flowable]:
    shown = [cell for cell in (_picture(each, fetch) for each in images) if cell]
    width = _WIDE / 2
    for row in (shown[n : n + 2] for n in range(0, len(shown), 2)):
        yield Spacer(0, 2 * mm)
        cells = [[*row, *[""] * (2 - len(row))]]
        yield LongTable(cells, colWidths=[width, width], hAlign="LEFT")


def _picture(image: Evidence, fetch: Fetch) -> list[Flowable] | None:
    try:
        body = fetch(image.digest)
    except UnknownEvidenceError:
        return None
    if not body.startswith(b"\xff\xd8\xff"):
        return None
    try:
        drawn = Image(io.BytesIO(body), kind="bound", width=_WIDE / 2, height=60 * mm)
    except OSError:  # cut short, or no picture after all
        return None
    return [drawn, _text(f"{image.camera}, {image.kind}, {image.digest[:16]}", 6)]


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(_font(), 7)
    canvas.drawRightString(A4[0] - _MARGIN, 8 * mm, f"page {document.page}")
