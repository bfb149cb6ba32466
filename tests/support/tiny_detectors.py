"""Make the ONNX files of tests/models/files: detectors that find one red thing.

Needs the package onnx: python -m tests.support.tiny_detectors tests/models/files
Each takes RGB images from 0 to 1 and finds the box around what is red, so that a test
sees a wrong order of channels, a wrong scale, a wrong fit and a wrong decoder alike.
"""

import sys
from pathlib import Path

import onnx.checker
import onnx.parser

_FIND = """
    flat = Constant <value_ints = [1]> ()
    three = Constant <value_ints = [1, 1, 1]> ()
    red, green, blue = Split <axis = 1> (images, three)
    other = Max (green, blue)
    redness = Sub (red, other)
    score = ReduceMax <keepdims = 0> (redness)
    half = Constant <value_float = 0.5> ()
    is_red = Greater (redness, half)
    mask = Cast <to = 1> (is_red)
    over = Constant <value_ints = [0, 1, 2]> ()
    beside = Constant <value_ints = [0, 1, 3]> ()
    columns = ReduceMax <keepdims = 0> (mask, over)
    rows = ReduceMax <keepdims = 0> (mask, beside)
    first_x = ArgMax <axis = 0, keepdims = 0> (columns)
    last_x = ArgMax <axis = 0, keepdims = 0, select_last_index = 1> (columns)
    first_y = ArgMax <axis = 0, keepdims = 0> (rows)
    last_y = ArgMax <axis = 0, keepdims = 0, select_last_index = 1> (rows)
    x0 = Cast <to = 1> (first_x)
    y0 = Cast <to = 1> (first_y)
    one = Constant <value_float = 1.0> ()
    zero = Constant <value_float = 0.0> ()
    right = Cast <to = 1> (last_x)
    bottom = Cast <to = 1> (last_y)
    x1 = Add (right, one)
    y1 = Add (bottom, one)
    width = Sub (x1, x0)
    height = Sub (y1, y0)
    across = Add (x0, x1)
    down = Add (y0, y1)
    x = Mul (across, half)
    y = Mul (down, half)
"""
"""Corners, middle, sides and score of what is red in `images`, each a scalar."""

_SHARES = """
    shape = Shape (images)
    sides = Cast <to = 1> (shape)
    at_two = Constant <value_int = 2> ()
    at_three = Constant <value_int = 3> ()
    full_height = Gather <axis = 0> (sides, at_two)
    full_width = Gather <axis = 0> (sides, at_three)
    sx = Div (x, full_width)
    sy = Div (y, full_height)
    sw = Div (width, full_width)
    sh = Div (height, full_height)
"""
"""The same from 0 to 1."""


def row(output: str, form: str, *names: str) -> str:
    """Put scalars side by side as the *output* of that form."""
    parts = [f"{output}_{i} = Reshape ({n}, flat)" for i, n in enumerate(names)]
    listed = ", ".join(f"{output}_{i}" for i in range(len(names)))
    return "\n    ".join(
        [
            *parts,
            f"{output}_row = Concat <axis = 0> ({listed})",
            f"{output}_form = Constant <value_ints = [{form}]> ()",
            f"{output} = Reshape ({output}_row, {output}_form)\n",
        ]
    )


_GRID = 64 * 96 * (1 / 64 + 1 / 256 + 1 / 1024)
_YOLOX = (
    """
    eight = Constant <value_float = 8.0> ()
    cx = Div (x, eight)
    cy = Div (y, eight)
    cw = Div (width, eight)
    ch = Div (height, eight)
    lw = Log (cw)
    lh = Log (ch)
"""
    + row("thing", "1, 1, 7", "cx", "cy", "lw", "lh", "score", "zero", "one")
    + f"""
    many = Constant <value_ints = [1, {round(_GRID) - 1}, 7]> ()
    nothing = Expand (zero, many)
    output = Concat <axis = 1> (thing, nothing)
"""
)

FILES = {
    "yolox": ("64, 96", "output", _YOLOX),
    "yolo": (
        "H, W",
        "output",
        row("output", "1, 6, 1", "x", "y", "width", "height", "zero", "score"),
    ),
    "yolo-nms": (
        "64, 96",
        "output",
        row("output", "1, 1, 6", "x0", "y0", "x1", "y1", "score", "one"),
    ),
    "rtdetr": (
        "H, W",
        "output",
        _SHARES + row("output", "1, 1, 6", "sx", "sy", "sw", "sh", "zero", "score"),
    ),
    "rtdetr-top": (
        "64, 96",
        "output",
        _SHARES + row("output", "1, 1, 6", "sx", "sy", "sw", "sh", "score", "one"),
    ),
    "rtdetr-logits": (
        "64, 96",
        "logits, boxes",
        _SHARES
        + "    least = Constant <value_float = 0.01> ()\n"
        + "    sure = Max (score, least)\n"
        + "    rest = Sub (one, sure)\n    odds = Div (sure, rest)\n"
        + "    logit = Log (odds)\n    low = Constant <value_float = -9.0> ()\n"
        + row("logits", "1, 1, 2", "low", "logit")
        + row("boxes", "1, 1, 4", "sx", "sy", "sw", "sh"),
    ),
}
"""By name: height and width, outputs and what comes behind _FIND."""


def model(name: str) -> onnx.ModelProto:
    """Put one detector together and check it."""
    sides, outputs, tail = FILES[name]
    given = ", ".join(f"float[a, b, c] {output}" for output in outputs.split(", "))
    body = _FIND + tail
    text = f"""
        <ir_version: 8, opset_import: ["" : 18]>
        {name.replace("-", "_")} (float[1, 3, {sides}] images) => ({given}) {{{body}}}
    """
    made = onnx.parser.parse_model(text)
    onnx.checker.check_model(made, full_check=True)
    return made


if __name__ == "__main__":
    for wanted in FILES:
        onnx.save(model(wanted), Path(sys.argv[1]) / f"{wanted}.onnx")
