"""The card of a model: what its file takes and gives, its origin, its accuracy."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from vision.decode import Decoder
from vision.letterbox import Fit


class Task(StrEnum):
    """What a model is for."""

    DETECTION = "detection"
    TEXT_DETECTION = "text-detection"
    TEXT_RECOGNITION = "text-recognition"


class Channels(StrEnum):
    """In which order a model takes the colours of a pixel."""

    BGR = "bgr"
    RGB = "rgb"


class Precision(StrEnum):
    """What a model calculates with."""

    FP32 = "fp32"
    FP16 = "fp16"
    INT8 = "int8"


DECODERS: Mapping[Task, tuple[str, ...]] = {
    Task.DETECTION: tuple(Decoder),
    Task.TEXT_DETECTION: ("text-map",),
    Task.TEXT_RECOGNITION: ("ctc",),
}
"""The forms of output that are understood, by task."""

_FITS = {
    Decoder.YOLOX: Fit.CORNER,
    Decoder.YOLO: Fit.CENTRE,
    Decoder.YOLO_NMS: Fit.CENTRE,
    Decoder.RTDETR: Fit.STRETCH,
    Decoder.RTDETR_TOP: Fit.STRETCH,
}
"""How each family was trained to have its images fitted."""


def _each(value: object) -> object:
    """Let one word or number stand for all of a list."""
    return (value,) * 3 if isinstance(value, int | float) else value


def _sides(value: object) -> object:
    """Read ``"dynamic"``, for one side or for both, as None."""
    if value == "dynamic":
        return None, None
    if isinstance(value, list):
        return tuple(None if side == "dynamic" else side for side in value)
    return value


_Side = Annotated[int, Field(ge=1, le=8192)] | None
_Text = Annotated[str, Field(min_length=1)]
_Shares = Mapping[str, Annotated[float, Field(ge=0, lt=1)]]
_Three = Annotated[tuple[float, float, float], BeforeValidator(_each)]


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class ModelCard:
    """What is known of one model; docs/models.md describes every key.

    ``package`` is the installed distribution that ships the file; without one the
    file lies in ``folder``, where the manifest is. ``input`` is height and width in
    pixels, None for what the file says; where that varies, the longer side becomes
    ``longest``. A pixel becomes ``(pixel - mean) * scale``, by channel in the order
    of ``channels``. ``trim`` names labels whose boxes lose that share of their height
    at the lower side, ``narrow`` those that lose so much of their width, half at either
    side. ``card`` is a file of prose beside the manifest.
    """

    name: str
    folder: Path
    task: Task
    file: _Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    licence: _Text
    origin: _Text
    starting_weights: _Text
    training_data: _Text
    package: str | None = None
    input: Annotated[tuple[_Side, _Side], BeforeValidator(_sides)] = (None, None)
    longest: Annotated[int, Field(ge=32, le=8192)] = 640
    fit: Fit | None = None
    channels: Channels = Channels.BGR
    mean: _Three = (0.0, 0.0, 0.0)
    scale: _Three = (1.0, 1.0, 1.0)
    labels: tuple[_Text, ...] = ()
    decoder: str | None = None
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.25
    nms: Annotated[float, Field(gt=0, le=1)] = 0.45
    precision: Precision = Precision.FP32
    trim: _Shares = Field(default_factory=dict)
    narrow: _Shares = Field(default_factory=dict)
    accuracy: Mapping[str, Mapping[str, int | float | str]] = Field(
        default_factory=dict
    )
    card: str | None = None

    @property
    def fitted(self) -> Fit:
        """How images are fitted: as the card says, else as its family is used to."""
        return self.fit or _FITS[Decoder(self.decoder or Decoder.YOLO)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Refuse a decoder that the task has not, and a detector that names nothing."""
        known = DECODERS[self.task]
        if self.decoder is not None and self.decoder not in known:
            message = (
                f"unknown decoder {self.decoder!r} for {self.task}; "
                f"known are: {', '.join(known)}"
            )
            raise ValueError(message)
        if self.task is Task.DETECTION and not (self.decoder and self.labels):
            message = "a detector's card needs the keys decoder and labels"
            raise ValueError(message)
        for key, named in (("trim", self.trim), ("narrow", self.narrow)):
            if unknown := set(named) - set(self.labels):
                message = (
                    f"{key} names no label of the model: {', '.join(sorted(unknown))}"
                )
                raise ValueError(message)
        return self
