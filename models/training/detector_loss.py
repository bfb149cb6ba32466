"""What the detector is punished for: assigned cells, boxes, objectness, classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torchvision.ops import box_iou, generalized_box_iou_loss
from yolox.models import YoloxHead

STRIDES = (8, 16, 32)
_BOX, _EDGE = 5.0, 1.0
_IGNORE = 0.3
"""Overlap (IoU) with an ignored box from which a prediction is not judged."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one image shows, in pixels of the network's input.

    ``boxes`` (n, 4) and ``ignored`` (m, 4) are x0, y0, x1, y1; ``labels`` (n,) int64.
    Classes of ``untaught`` (k,) int64 may be shown without being labelled.
    """

    boxes: Tensor
    labels: Tensor
    ignored: Tensor
    untaught: Tensor


@dataclass(frozen=True, slots=True)
class _Cells:
    """All cells of the three maps: their corner in cells, and their stride, (1, N)."""

    x: Tensor
    y: Tensor
    stride: Tensor


def detection_loss(
    head: YoloxHead, maps: Sequence[Tensor], targets: Sequence[Target]
) -> dict[str, Tensor]:
    """Give the parts of the loss for a batch; their sum is to be made small.

    *maps* are the raw maps of the three strides. Predictions upon an ignored box, or
    of a class that the image does not teach, count neither as right nor as wrong.
    """
    raw = torch.cat([m.float().flatten(2).transpose(1, 2) for m in maps], 1)
    cells = _cells(maps)
    boxes = _boxes(raw, cells)
    parts = [
        _image(head, (raw[i], boxes[i]), target, cells)
        for i, target in enumerate(targets)
    ]
    positives = max(1, sum(int(part["count"]) for part in parts))
    names = ("box", "edge", "object", "class")
    return {
        n: torch.stack([part[n] for part in parts]).sum() / positives for n in names
    }


def _image(
    head: YoloxHead, found: tuple[Tensor, Tensor], target: Target, cells: _Cells
) -> dict[str, Any]:
    raw, boxes = found
    chosen, which, quality = _assigned(head, raw, boxes, target, cells)
    wanted = chosen.float()
    unsaid = torch.isin(raw[:, 5:].detach().argmax(1), target.untaught)
    judged = chosen | ~(unsaid | _upon(boxes, target.ignored))
    objects = functional.binary_cross_entropy_with_logits(
        raw[:, 4], wanted, reduction="none"
    )
    truth = target.boxes[which]
    kinds = functional.one_hot(target.labels[which], head.num_classes)
    classes = functional.binary_cross_entropy_with_logits(
        raw[chosen, 5:], kinds * quality[:, None], reduction="none"
    )
    fit = generalized_box_iou_loss(_corners(boxes[chosen]), truth)
    return {
        "count": int(chosen.sum()),
        "box": _BOX * fit.sum(),
        "edge": _EDGE * _edges(raw[chosen, :4], truth, cells, chosen),
        "object": (objects * judged).sum(),
        "class": classes.sum(),
    }


def _assigned(
    head: YoloxHead, raw: Tensor, boxes: Tensor, target: Target, cells: _Cells
) -> tuple[Tensor, Tensor, Tensor]:
    """Choose the cells that answer for an object: mask (N,), object and IoU (k,)."""
    nothing = torch.zeros(len(raw), dtype=torch.bool, device=raw.device)
    if len(target.boxes) == 0:
        return nothing, target.labels, target.boxes[:, 0]
    _, mask, quality, which, _ = head.get_assignments(
        0,
        len(target.boxes),
        _centred(target.boxes),
        target.labels.float(),
        boxes.detach(),
        cells.stride,
        cells.x,
        cells.y,
        raw[None, :, 5:].detach(),
        raw[None, :, 4:5].detach(),
    )
    return mask, which, quality


def _edges(offsets: Tensor, truth: Tensor, cells: _Cells, chosen: Tensor) -> Tensor:
    """Punish what is wrong in the network's own measures, as YOLOX does at the end."""
    centred, stride = _centred(truth), cells.stride[0, chosen]
    corner = torch.stack([cells.x[0, chosen], cells.y[0, chosen]], 1)
    wanted = torch.cat(
        [
            centred[:, :2] / stride[:, None] - corner,
            (centred[:, 2:] / stride[:, None]).clamp_min(1e-3).log(),
        ],
        1,
    )
    return functional.smooth_l1_loss(offsets, wanted, reduction="sum", beta=0.1)


def _upon(boxes: Tensor, ignored: Tensor) -> Tensor:
    if len(ignored) == 0:
        return torch.zeros(len(boxes), dtype=torch.bool, device=boxes.device)
    overlap = box_iou(_corners(boxes.detach()), ignored)
    return overlap.amax(1) > _IGNORE


def _cells(maps: Sequence[Tensor]) -> _Cells:
    parts = []
    for stride, level in zip(STRIDES, maps, strict=True):
        rows, columns = level.shape[2:]
        y, x = torch.meshgrid(
            torch.arange(rows, device=level.device),
            torch.arange(columns, device=level.device),
            indexing="ij",
        )
        steps = torch.full_like(x, stride)
        parts.append(torch.stack([x.flatten(), y.flatten(), steps.flatten()]))
    x, y, stride_of = torch.cat(parts, 1).float()
    return _Cells(x[None], y[None], stride_of[None])


def _boxes(raw: Tensor, cells: _Cells) -> Tensor:
    """Decode to centre and size in pixels, (n, N, 4)."""
    corner = torch.stack([cells.x, cells.y], -1)
    stride = cells.stride[..., None]
    size = raw[..., 2:4].clamp(max=8.0).exp()
    return torch.cat([(raw[..., :2] + corner) * stride, size * stride], -1)


def _corners(boxes: Tensor) -> Tensor:
    half = boxes[..., 2:] / 2
    return torch.cat([boxes[..., :2] - half, boxes[..., :2] + half], -1)


def _centred(boxes: Tensor) -> Tensor:
    size = boxes[..., 2:] - boxes[..., :2]
    return torch.cat([boxes[..., :2] + size / 2, size], -1)
