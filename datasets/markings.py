"""What is lettered on a container: number, size-type, weights, warnings."""

from datasets.plans import ContainerPlan
from datasets.sheets import Pen, Sheet
from datasets.truth import Kind
from vision.results import Box, Layout

_YELLOW = (40, 208, 246)
_BLACK = (20, 20, 20)


def number_lines(
    sheet: Sheet, plan: ContainerPlan, pen: Pen, x: float, *, two: bool
) -> None:
    """Letter the number from *x*: in one line or two, the size-type below it."""
    step = pen.height * 0.70
    pen = Pen(
        colour=pen.colour, height=pen.height, advance=step, font=pen.font, weight=1.2
    )
    y, pitch = 0.36, pen.height * 1.42
    owner, serial, digit = plan.number[:4], plan.number[4:10], plan.number[10]
    cells = sheet.write(owner, x, y, pen)
    start = x if two else x + step * 4.9
    y += pitch if two else 0.0
    cells += sheet.write(serial, start, y, pen)
    cells += _boxed(sheet, digit, start + step * 6.62, y, pen)
    layout = Layout.TWO_LINES if two else Layout.ONE_LINE
    sheet.inscribe(Kind.CONTAINER, plan.number, cells, layout)
    cells = sheet.write(plan.size_type, start, y + pitch, pen)
    sheet.inscribe(Kind.SIZE_TYPE, plan.size_type, cells, layout)


def number_stack(sheet: Sheet, plan: ContainerPlan, pen: Pen) -> None:
    """Letter the number from top to bottom near the right end, size-type beside it."""
    pitch = pen.height * 1.24
    pen = Pen(
        colour=pen.colour, height=pen.height, advance=pitch, font=pen.font, weight=1.2
    )
    x, y = plan.length - 0.92, 0.26
    cells = sheet.stack(plan.number[:4] + " ", x, y, pen)
    cells += sheet.stack(plan.number[4:10], x, y + pitch * 4.45, pen)
    width = pen.height * 0.62
    left, top = x - width / 2, y + pitch * 10.65
    cells += _boxed(sheet, plan.number[10], left, top, pen, centre=x)
    sheet.inscribe(Kind.CONTAINER, plan.number, cells, Layout.VERTICAL)
    cells = sheet.stack(plan.size_type, x + 0.42, y, pen)
    sheet.inscribe(Kind.SIZE_TYPE, plan.size_type, cells, Layout.VERTICAL)
    height_mark(sheet, plan, x + 0.32, y + pitch * 4.6)


def weights(sheet: Sheet, plan: ContainerPlan, pen: Pen) -> None:
    """Letter the weights block on the right door."""
    serial = int(plan.number[4:10]) if plan.number[4:10].isdigit() else 0
    tare = (2180 if plan.length < 7 else 3700) + serial % 37 * 10
    gross = 30480 if plan.length < 7 else 32500
    rows = (("MAX.GR.", gross), ("TARE", tare), ("NET", gross - tare))
    y = 1.02
    for name, kilos in rows:
        sheet.write(name, 1.375, y, pen)
        for value, unit in ((kilos, "KGS"), (round(kilos * 2.2046, -1), "LBS")):
            small = Pen(colour=pen.colour, height=pen.height * 0.72, font=pen.font)
            sheet.write(f"{round(value)} {unit}", 1.745, y, small)
            y += pen.height * 1.12
        y += pen.height * 0.25


def height_mark(sheet: Sheet, plan: ContainerPlan, x: float, y: float) -> None:
    """Paste the yellow label that warns of a high container; low ones have none."""
    if plan.height < 2.8:
        return
    sheet.rect(x, y, x + 0.22, y + 0.22, _YELLOW)
    sheet.frame(Box(x, y, x + 0.22, y + 0.22), 0.012, _BLACK)
    for row, text in enumerate(("2.9M", "9'6")):
        pen = Pen(colour=_BLACK, height=0.06)
        sheet.write(text, x + 0.03, y + 0.035 + row * 0.09, pen)


def _boxed(
    sheet: Sheet, digit: str, x: float, y: float, pen: Pen, centre: float | None = None
) -> list[Box]:
    """Letter the check digit at *x* (or around *centre*) in its box."""
    if centre is None:
        cells = sheet.write(digit, x, y, pen)
    else:
        cells = sheet.stack(digit, centre, y, pen)
    middle = (cells[0].x0 + cells[0].x1) / 2
    half, gap = pen.height * 0.53, pen.height * 0.25
    edge = Box(middle - half, y - gap, middle + half, y + pen.height + gap)
    sheet.frame(edge, pen.height * 0.075, pen.colour)
    return cells
