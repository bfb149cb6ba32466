"""Arrival codes and clearance passes as QR codes, read from a cab's distance."""

import io

import segno

_QUIET = 4  # modules, ISO/IEC 18004
_SCALE = 10  # pixels a module


def qr_svg(text: str) -> str:
    """Return *text* as an inline SVG at error level Q, quiet zone included.

    The picture scales with its box (``viewBox``, no fixed size) and has no style
    attribute, which the content security policy would refuse.
    """
    out = io.BytesIO()
    _code(text).save(
        out,
        kind="svg",
        border=_QUIET,
        light="#fff",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode()


def qr_file(text: str) -> bytes:
    """Return *text* as an SVG file that stands by itself."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=_QUIET, light="#fff", scale=_SCALE)
    return out.getvalue()


def qr_png(text: str) -> bytes:
    """Return *text* as a PNG, some 300 pixels wide for an arrival code."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=_QUIET, scale=_SCALE)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="q", boost_error=False)
