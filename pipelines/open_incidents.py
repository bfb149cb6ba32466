"""Incidents that were told as opened and not yet as closed, over a restart.

A process that is killed cannot close them; the next one does, so that no alert stays
open for ever.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class OpenIncidents:
    """A file of what is open, written anew at every change; a lost one is no fault."""

    path: Path
    _open: dict[str, dict[str, Any]] = field(default_factory=dict)

    def left_over(self) -> list[dict[str, Any]]:
        """Return the data of what a former life left open."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            _log.warning("open incidents not read: %s", error)
            return []
        needed = {"incident", "last"}
        return [
            item for item in found if isinstance(item, dict) and needed <= set(item)
        ]

    def opened(self, data: Mapping[str, Any]) -> None:
        """Note, or note anew, an incident that goes on."""
        self._open[data["incident"]] = dict(data)
        self._write()

    def closed(self, id_: str) -> None:
        """Note that an incident is over."""
        if self._open.pop(id_, None) is not None:
            self._write()

    def _write(self) -> None:
        spare = self.path.with_suffix(".tmp")
        try:
            spare.write_text(json.dumps(list(self._open.values())), encoding="utf-8")
            spare.replace(self.path)
        except OSError as error:
            _log.warning("open incidents not kept: %s", error)
