"""What a site says of its models: a manifest of its own, and what they run on."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Provider(StrEnum):
    """What runs the models (ONNX Runtime calls it an execution provider)."""

    CPU = "cpu"
    CUDA = "cuda"
    """An NVIDIA GPU; comes with the package onnxruntime-gpu."""
    OPENVINO = "openvino"
    """Intel's processors; comes with the package onnxruntime-openvino."""


class ModelSettings(BaseModel):
    """The ``[models]`` section of site.toml; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    manifest: Path | None = None
    """Cards that are added to Quaygate's own, or replace those of the same name."""
    provider: Provider = Provider.CPU


USUAL = ModelSettings()
"""Quaygate's own models on the processor."""
