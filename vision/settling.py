"""What has seemed so for long enough to be believed: the time behind ``vision.lens``.

A thing is believed after a moment of stillness. What came in from aside, or stirs all
the while, is waited for: a vehicle that passes moves on.
"""

import numpy as np

from vision.detail import Cells, sweep

_HOLDS = 1.5
"""Seconds after which what goes on is told, ..."""
_LONG = 6.0
"""... or, where something stirs all the while, ..."""
_SLOWER, _PASSED = 3.0, 8.0
"""... or has come in from aside, with so many times the seconds it took, at most ..."""
_SUDDEN = 0.25
"""... by less than this share of the cells in one look, ..."""
_SEES = 1.0
"""... or where all is well again, or it is something else that goes on."""


class Settling:
    """Follows what seems to go on, None for nothing; ``believed`` is what does."""

    def __init__(self, cells: tuple[int, ...], at: float, first: str | None) -> None:
        self.believed = self._seems = first
        self._alike_at = np.full(cells, at)
        """When each cell last looked as it did."""
        self._since = self._same_since = self._stirred = at
        """Since when something or nothing seems to go on, and the same does; and when
        anything last stirred there."""
        self._patience = self._share = 0.0

    def look(
        self, seems: str | None, changed: Cells, at: float, *, sure: bool, stirs: bool
    ) -> None:
        """Add a look that *seems* so, where these cells are *changed*.

        *stirs* says whether they move about, *sure* that nothing that passes could
        look like that.
        """
        share = float(changed.mean())
        sudden, self._share = share - self._share >= _SUDDEN, share
        self._note(seems, at, anew=sudden)
        self._alike_at[~changed] = at
        if seems is not None:
            came = sweep(self._alike_at, changed & (at - self._alike_at < _PASSED))
            waits = min(_PASSED, _HOLDS + _SLOWER * came)
            self._patience = 0.0 if sure else max(self._patience, waits)
            self._stirred = at if stirs and not sure else self._stirred
        anew = self.believed is None or at - self._same_since >= _SEES
        if anew and at - self._since >= self._needed(at):
            self.believed = seems

    def believe(self, seems: str, at: float) -> None:
        """Take for sure at once what *seems* so."""
        self._note(seems, at, anew=False)
        self.believed = seems

    def _note(self, seems: str | None, at: float, *, anew: bool) -> None:
        if anew or (seems is None) != (self._seems is None):
            self._since = self._stirred = at
            self._patience = 0.0
        if seems != self._seems:
            self._seems, self._same_since = seems, at

    def _needed(self, at: float) -> float:
        """Seconds for which it must have seemed so."""
        if self._seems is None:
            return _SEES
        stirs = at - self._stirred < _HOLDS
        return max(_LONG if stirs else _HOLDS, self._patience)
