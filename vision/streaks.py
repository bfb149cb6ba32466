"""For how many looks in a row something was so."""

from collections.abc import Container, Hashable


class Streaks:
    """Counts looks, by what they are about."""

    def __init__(self) -> None:
        self._counts: dict[Hashable, int] = {}

    def reached(self, key: Hashable, looks: int, *, so: bool) -> bool:
        """Add a look at *key*, and say whether that makes *looks* in a row."""
        if not so:
            self._counts.pop(key, None)
            return False
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key] >= looks

    def forget(self, known: Container[Hashable]) -> None:
        """Keep what is about *known* only."""
        self._counts = {key: n for key, n in self._counts.items() if key in known}
