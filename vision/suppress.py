"""Of several boxes around one object, keep the likeliest (non-maximum suppression)."""

import cv2
import numpy as np

from vision.candidates import Candidates

_MOST = 2000
"""Candidates that are compared: the likeliest of an output that is full of boxes."""


def ranked(candidates: Candidates) -> Candidates:
    """Put the likeliest first."""
    return candidates.take(np.argsort(-candidates.scores, kind="stable"))


def suppress(candidates: Candidates, overlap: float) -> Candidates:
    """Drop what overlaps a likelier box of its class, IoU over *overlap* (0 to 1).

    The likeliest come first.
    """
    found = ranked(candidates).take(np.arange(min(_MOST, len(candidates))))
    if len(found) < 2:
        return found
    corners = found.boxes
    sides = np.hstack([corners[:, :2], corners[:, 2:] - corners[:, :2]])
    kept = cv2.dnn.NMSBoxesBatched(
        sides.tolist(),
        found.scores.tolist(),
        found.classes.tolist(),
        score_threshold=-1.0,
        nms_threshold=overlap,
    )
    return found.take(np.sort(np.asarray(kept, np.intp)))
