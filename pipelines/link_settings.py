"""What lanes and yards have in common in the site file: cameras, and the gate."""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipelines.addresses import parse_address
from pipelines.frames import SourceError
from pipelines.launch import SourceOptions


class SettingsError(Exception):
    """A setting that cannot be used; the message names it."""


class Frozen(BaseModel):
    """A table of the site file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceSettings(Frozen):
    """How one camera is opened. Times in seconds."""

    url: str
    fps: int | None = Field(default=None, ge=1, le=60)
    latency: float = Field(default=0.1, ge=0, le=5)
    transport: str = Field(default="tcp", pattern="^(tcp|udp)$")
    timeout: float = Field(default=2.0, gt=0)
    start_timeout: float = Field(default=8.0, gt=0)
    stale: float = Field(default=0.5, gt=0)

    @field_validator("url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        try:
            parse_address(url)
        except SourceError as error:
            raise ValueError(str(error)) from error
        return url

    @property
    def options(self) -> SourceOptions:
        """How the camera is opened."""
        return SourceOptions(
            latency=self.latency,
            transport=self.transport,
            fps=self.fps,
            timeout=self.timeout,
            start_timeout=self.start_timeout,
            stale=self.stale,
        )


class LinkSettings(Frozen):
    """Where the gate service is, and what is not yet sent to it.

    The key comes from ``key``, ``key_file`` or the variable that ``key_env`` names.
    """

    gate: str = Field(pattern="^https?://")
    outbox: Path
    key: str | None = None
    key_file: Path | None = None
    key_env: str | None = None

    def secret(self) -> str:
        """Return the API key; raises SettingsError when there is none."""
        if self.key is not None:
            return self.key
        if self.key_file is not None:
            try:
                return self.key_file.read_text(encoding="utf-8").strip()
            except OSError as error:
                message = (
                    f"key_file {self.key_file} cannot be read: {error.strerror} "
                    "(`quaygate issue-key` makes a key)"
                )
                raise SettingsError(message) from error
        if self.key_env is not None and (found := os.environ.get(self.key_env)):
            return found
        message = "there is no key: set key_file, key_env or key"
        raise SettingsError(message)
