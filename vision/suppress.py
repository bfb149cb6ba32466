"""Of several boxes around one object, keep the likeliest (non-maximum suppression)."""

import cv2
import numpy as np

from vision.candidates import Candidates

_MOST = 2000
"""Candidates that are compared: the likeliest of an output that is full of boxes."""


def suppress(candidates: Candidates, overlap: float) -> Candidates:
    """Drop what overlaps a likelier box of its class, IoU over *overlap* (0 to 1).

    The likeliest come first.
    """
    order = np.argsort(-candidates.scores, kind="stable")[:_MOST]
    ranked = candidates.take(order)
    if len(ranked) < 2:
        return ranked
    corners = ranked.boxes
    sides = np.hstack([corners[:, :2], corners[:, 2:] - corners[:, :2]])
    kept = cv2.dnn.NMSBoxesBatched(
        sides.tolist(),
        ranked.scores.tolist(),
        ranked.classes.tolist(),
        score_threshold=-1.0,
        nms_threshold=overlap,
    )
    return ranked.take(np.sort(np.asarray(kept, np.intp)))
