"""Keeps the lane's newest bundle: asked for every few seconds, kept on disk.

The first keys come from the gate over the lane's own, authenticated link; from then
on every bundle names those that may sign the next. A file that was changed on disk is
not what a key signed, and is not used.
"""

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import cbor2

from pipelines.bundle import LARGEST, Bundle, read_bundle
from pipelines.clock import Clock
from pipelines.gate_link import GateLink, GateUnreachableError, RefusedError
from pipelines.signed import UNREADABLE, SignedError, UnknownKeyError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle, and how many seconds the lane's clock was off when it came."""

    bundle: Bundle
    body: bytes
    off: float

    def fault(self, now: datetime, skew: float) -> str | None:
        """Say why nothing may be decided by it at *now*, lane's time; None: it may."""
        early = (self.bundle.made - now).total_seconds() > skew
        if early or abs(self.off) > skew:
            return "clock_differs"
        return "bundle_stale" if now >= self.bundle.until else None


@dataclass(slots=True, kw_only=True)
class BundleKeeper:
    """One lane's bundle; ``current`` may be asked by any thread."""

    path: Path
    lane: str
    link: GateLink
    clock: Clock
    every: float = 10.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: Kept | None = None
    _keys: Mapping[str, bytes] = field(default_factory=dict)
    _fault: str = ""

    def current(self) -> Kept | None:
        """Give the newest bundle, stale or not."""
        with self._lock:
            return self._kept

    def start(self, stop: threading.Event) -> threading.Thread:
        """Recall what is on disk, then ask in a thread until *stop* is set."""
        self.recall()
        thread = threading.Thread(
            target=self._run, args=(stop,), name="bundle", daemon=True
        )
        thread.start()
        return thread

    def recall(self) -> None:
        """Read the file; one that is missing, damaged or changed is not used."""
        try:
            with self.path.open("rb") as file:
                told = cbor2.loads(file.read(2 * LARGEST))
            keys = {str(kid): bytes(raw) for kid, raw in told["keys"].items()}
            bundle = read_bundle(told["bundle"], keys, self.lane)
            kept = Kept(bundle, told["bundle"], float(told["off"]))
        except FileNotFoundError:
            return
        except (OSError, AttributeError, SignedError, *UNREADABLE) as error:
            _log.error("bundle on disk not used: path=%s error=%s", self.path, error)
            return
        with self._lock:
            self._kept, self._keys = kept, bundle.keys

    def refresh(self) -> None:
        """Ask for a newer bundle and keep it.

        Raises GateUnreachableError, RefusedError or SignedError; the one before stays.
        """
        kept = self.current()
        sent = self.link.bundle(kept.bundle.version if kept else None)
        now = self.clock.utc(self.clock.monotonic())
        if sent.body is None and kept is not None:
            new = Kept(kept.bundle, kept.body, sent.off(now, kept.off))
        else:
            body = sent.body or b""
            bundle = self._read(body)
            made = (now - bundle.made).total_seconds()
            new = Kept(bundle, body, sent.off(now, made))
            self._write(new)
        with self._lock:
            self._kept, self._keys = new, new.bundle.keys

    def _read(self, body: bytes) -> Bundle:
        try:
            return read_bundle(body, self._keys, self.lane)
        except UnknownKeyError:
            return read_bundle(body, self.link.keys(), self.lane)

    def _write(self, kept: Kept) -> None:
        """Replace the file in one step; on a full disk the old one stays."""
        part = self.path.with_name(f"{self.path.name}.part")
        told = {"bundle": kept.body, "keys": dict(kept.bundle.keys), "off": kept.off}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(cbor2.dumps(told))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            _log.warning("bundle not kept: path=%s error=%s", self.path, error)

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            fault = ""
            try:
                self.refresh()
            except (GateUnreachableError, RefusedError, SignedError) as error:
                fault = str(error)
            except Exception:  # noqa: BLE001  # a bug must not end the thread
                _log.exception("bundle failed")
            if fault and fault != self._fault:
                _log.warning("no new bundle: error=%s", fault)
            self._fault = fault
            stop.wait(self.every)
