"""A copy of a clip for exports: smaller, slower, and with heads made unrecognisable."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from pipelines.coded import CodedUnit
from pipelines.encoder import FrameEncoder
from pipelines.frames import Frame
from pipelines.launch import SourceOptions
from pipelines.remux import write_mp4
from pipelines.sources import open_source
from vision.blur import blurred_picture
from vision.results import Box
from vision.yuv import Picture

_WIDEST = 960
_RATE = 10

Heads = Callable[[float, tuple[int, int]], Sequence[Box]]
"""Seconds from a clip's beginning and a picture's size -> heads in its pixels."""


def write_blurred(clip: Path, copy: Path, heads: Heads) -> None:
    """Copy *clip* with its *heads* averaged, ten pictures a second at most.

    Raises SourceError where the clip cannot be read and ClipError where the copy
    cannot be written.
    """
    write_mp4(copy, tuple(_coded(clip, heads)))


def _coded(clip: Path, heads: Heads) -> Iterator[CodedUnit]:
    options = SourceOptions(paced=False, fps=_RATE)
    encoder: FrameEncoder | None = None
    began = 0.0
    with open_source(clip.name, clip.resolve().as_uri(), options=options) as source:
        try:
            for frame in source.frames():
                if encoder is None:
                    encoder = FrameEncoder(frame.size, rate=_RATE, wait=True)
                    began = frame.seconds
                yield from encoder.see(_hidden(frame, frame.seconds - began, heads))
            if encoder is not None:
                yield from encoder.finish()
        finally:
            if encoder is not None:
                encoder.close()


def _hidden(frame: Frame, at: float, heads: Heads) -> Frame:
    small = _no_wider(frame.picture)
    return replace(frame, picture=blurred_picture(small, heads(at, small.size)))


def _no_wider(picture: Picture) -> Picture:
    """Return *picture* at most ``_WIDEST`` across; blurring is cheaper there."""
    width, height = picture.size
    if width <= _WIDEST:
        return picture
    size = _WIDEST, max(2, round(height * _WIDEST / width / 2) * 2)
    half = size[0] // 2, size[1] // 2
    luma = cv2.resize(picture.luma, size, interpolation=cv2.INTER_AREA)
    chroma = (
        np.asarray(cv2.resize(p, half, interpolation=cv2.INTER_AREA), np.uint8)
        for p in picture.chroma
    )
    return Picture(np.asarray(luma, np.uint8), tuple(chroma))
