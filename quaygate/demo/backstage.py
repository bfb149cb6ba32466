"""The real processes of the demo: started, watched, ended by their own id."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

_END_WITHIN = 5.0  # seconds between asking a process to end and ending it


class DemoError(Exception):
    """The demo cannot go on; the message says what failed and where its log is."""


@dataclass(slots=True)
class Backstage:
    """`quaygate` child processes, each with its log in *folder*; leaving ends them."""

    folder: Path
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._running.values():
            process.terminate()
        for name in tuple(self._running):
            self.end(name)

    def log_of(self, name: str) -> Path:
        """Return where the process *name* writes what it prints."""
        return self.folder / f"{name}.log"

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start `quaygate ARGUMENTS` as the process *name*."""
        self.start_process(name, [sys.executable, "-m", "quaygate", *arguments])

    def start_process(self, name: str, command: Sequence[str]) -> None:
        """Start a command of ours as the process *name*."""
        with self.log_of(name).open("ab") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def end(self, name: str) -> None:
        """End the process *name*, by force when it does not end when asked."""
        process = self._running.pop(name)
        process.terminate()
        try:
            process.wait(_END_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def wait_until(
        self, ready: Callable[[], bool], what: str, *, within: float = 30.0
    ) -> None:
        """Wait until *ready*; DemoError when a process ends or the time is up."""
        deadline = time.monotonic() + within
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                msg = f"{what} took more than {within:g} s; the logs are in "
                raise DemoError(msg + str(self.folder))
            time.sleep(0.1)

    def check(self) -> None:
        """Raise DemoError when one of the processes has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                lines = self.log_of(name).read_text(errors="replace").splitlines()
                said = lines[-1] if lines else "nothing"
                msg = f"the {name} ended and said: {said} ({self.log_of(name)})"
                raise DemoError(msg)
