"""How far a long piece of work is, on the error output."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

Tell = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """Show how far it is, on a terminal only and not among the answer."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
