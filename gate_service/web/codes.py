"""Clearance passes as QR codes that a camera can read from a cab's distance."""

import io

import segno

_QUIET = 4  # modules, ISO/IEC 18004


def qr_svg(text: str) -> str:
    """Return *text* as an inline SVG at error level Q, quiet zone included.

    The picture scales with its box (``viewBox``, no fixed size) and has no style
    attribute, which the content security policy would refuse.
    """
    out = io.BytesIO()
    segno.make_qr(text, error="q", boost_error=False).save(
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
