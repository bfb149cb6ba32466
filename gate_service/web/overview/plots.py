"""Plots as SVG, made on the server: small pure functions, figures in, markup out.

Each plot has a title and a description for those who do not see it, and the page has
its figures in a table beside it. Colours are classes of overview.css.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 640.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 8.0, 10.0, 22.0
_FLOOR = _HEIGHT - _BOTTOM
_ROW, _NAMES = 24.0, 170.0
_LABELS = 8  # labels of the x axis at most


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the x axis: its label, and a value for each series by name."""

    label: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """What a plot is called, and what it shows in a sentence."""

    name: str
    title: str
    about: str


def stacked(words: Words, columns: Sequence[Column], series: Sequence[str]) -> Markup:
    """Draw one bar a column, its series on one another from the floor up."""
    top = _ceiling(sum(each.values.values()) for each in columns)
    marks = [_axis(top), *_x_labels(columns)]
    for place, column in enumerate(columns):
        below = 0.0
        for name in series:
            value = column.values.get(name, 0.0)
            if value:
                marks.append(_bar(name, place, len(columns), (below, value), top))
            below += value
    return _svg(words, _HEIGHT, marks)


def beside(
    words: Words, columns: Sequence[Column], series: Sequence[str], line: str
) -> Markup:
    """Draw the bars of *series* over one another, and a stroke at the value *line*."""
    highest = (max(each.values.values(), default=0.0) for each in columns)
    top = _ceiling(highest)
    marks = [_axis(top), *_x_labels(columns)]
    for place, column in enumerate(columns):
        for name in series:
            value = column.values.get(name, 0.0)
            if value:
                marks.append(_bar(name, place, len(columns), (0.0, value), top))
        if line in column.values:
            marks.append(_stroke(line, place, len(columns), column.values[line], top))
    return _svg(words, _HEIGHT, marks)


def lines(words: Words, columns: Sequence[Column], series: Sequence[str]) -> Markup:
    """Draw one line a series; a column without its value interrupts it."""
    top = _ceiling(max(each.values.values(), default=0.0) for each in columns)
    marks = [_axis(top), *_x_labels(columns)]
    for name in series:
        for run in _runs(columns, name):
            points = " ".join(
                f"{_middle(place, len(columns)):.1f},{_y(value, top):.1f}"
                for place, value in run
            )
            marks.append(
                Markup('<polyline class="line {}" points="{}"/>').format(name, points)
            )
            marks += [
                Markup('<circle class="dot {}" cx="{}" cy="{}" r="2.5"/>').format(
                    name, _round(_middle(place, len(columns))), _round(_y(value, top))
                )
                for place, value in run
            ]
    return _svg(words, _HEIGHT, marks)


def rows(
    words: Words, listed: Sequence[Column], series: Sequence[str], *, share: bool
) -> Markup:
    """Draw one lying bar a row, its series one after another.

    With *share* each bar is as long as any other, and shows parts of a whole.
    """
    longest = max((sum(each.values.values()) for each in listed), default=0.0)
    wide = _WIDTH - _NAMES - 50
    marks: list[Markup] = []
    for number, row in enumerate(listed):
        whole = sum(row.values.values())
        scale = wide / ((whole if share else longest) or 1.0)
        y = _TOP + number * _ROW
        label = Markup('<text class="name" x="{}" y="{}">{}</text>')
        marks.append(label.format(_NAMES - 8, y + 14, row.label))
        x = _NAMES
        for name in series:
            width = row.values.get(name, 0.0) * scale
            if width:
                box = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="16"/>')
                marks.append(box.format(name, _round(x), y + 2, _round(width)))
            x += width
        sum_ = Markup('<text class="sum" x="{}" y="{}">{:g}</text>')
        marks.append(sum_.format(_round(x + 6), y + 14, whole))
    return _svg(words, _TOP + len(listed) * _ROW + 6, marks)


def legend(series: Iterable[tuple[str, str]]) -> Markup:
    """Name the colours: (class, words)."""
    items = Markup("").join(
        Markup('<li><i class="key {}"></i>{}</li>').format(name, text)
        for name, text in series
    )
    return Markup('<ul class="legend">{}</ul>').format(items)


def _svg(words: Words, height: float, marks: Iterable[Markup]) -> Markup:
    name = escape(words.name)
    return Markup(
        '<svg class="plot" viewBox="0 0 {w:g} {h:g}" role="img" '
        'aria-labelledby="{n}-title {n}-about"><title id="{n}-title">{title}</title>'
        '<desc id="{n}-about">{about}</desc>{marks}</svg>'
    ).format(
        w=_WIDTH,
        h=height,
        n=name,
        title=words.title,
        about=words.about,
        marks=Markup("").join(marks),
    )


def _axis(top: float) -> Markup:
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = _round(_y(top * share, top))
        line = Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>')
        parts.append(line.format(_LEFT, _WIDTH - _RIGHT, y, y))
        text = Markup('<text class="tick" x="{}" y="{}">{:g}</text>')
        parts.append(text.format(_LEFT - 6, y + 4, top * share))
    return Markup("").join(parts)


def _x_labels(columns: Sequence[Column]) -> Iterator[Markup]:
    every = -(-len(columns) // _LABELS)
    for place, column in enumerate(columns):
        if place % every == 0:
            x = _round(_middle(place, len(columns)))
            text = Markup('<text class="when" x="{}" y="{}">{}</text>')
            yield text.format(x, _HEIGHT - 6, column.label)


def _bar(
    name: str, place: int, count: int, span: tuple[float, float], top: float
) -> Markup:
    """Draw from *span*'s first value, as high as its second."""
    below, value = span
    step = (_WIDTH - _LEFT - _RIGHT) / count
    high = _y(below, top) - _y(below + value, top)
    box = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
    x = _round(_LEFT + place * step + step * 0.12)
    return box.format(
        name, x, _round(_y(below + value, top)), _round(step * 0.76), _round(high)
    )


def _stroke(name: str, place: int, count: int, value: float, top: float) -> Markup:
    step = (_WIDTH - _LEFT - _RIGHT) / count
    x, y = _LEFT + place * step, _round(_y(value, top))
    line = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    return line.format(name, _round(x), _round(x + step), y, y)


def _runs(
    columns: Sequence[Column], name: str
) -> Iterator[Sequence[tuple[int, float]]]:
    run: list[tuple[int, float]] = []
    for place, column in enumerate(columns):
        if name in column.values:
            run.append((place, column.values[name]))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _ceiling(values: Iterable[float]) -> float:
    """Give the round number at or above the highest of *values*; at least 2."""
    highest = max(values, default=0.0)
    step = 1.0
    while True:
        for round_ in (2 * step, 4 * step, 6 * step, 10 * step):
            if highest <= round_:
                return round_
        step *= 10


def _middle(place: int, count: int) -> float:
    return _LEFT + (place + 0.5) * (_WIDTH - _LEFT - _RIGHT) / count


def _y(value: float, top: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * value / top


def _round(value: float) -> float:
    return round(value, 1)
