"""What all subcommands share: how one is described, and arguments that several take."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

REFUSED = 2
"""The exit code of everything that was asked for wrongly."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look, then leave with exit code 2."""
        self.exit(REFUSED, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse what is none of the choices; name the one that was meant, or all."""
        if action.choices is None or value in action.choices:
            return
        known = [str(each) for each in action.choices]
        close = get_close_matches(str(value), known, n=1)
        meant = f"did you mean {close[0]}?" if close else f"it is {_one_of(known)}"
        raise argparse.ArgumentError(action, f"no {value!r}: {meant}")


def _one_of(known: Sequence[str]) -> str:
    """Word a choice.

    >>> _one_of(["read", "watch", "serve"])
    'read, watch or serve'
    """
    return " or ".join(filter(None, (", ".join(known[:-1]), known[-1])))


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, its line of help, its arguments and what it does."""

    name: str
    about: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def site_argument(parser: argparse.ArgumentParser) -> None:
    """Take a site file."""
    about = "the site file (default: site.toml here)"
    usual = Path("site.toml")
    parser.add_argument("--site", type=Path, default=usual, metavar="FILE", help=about)


def manifest_argument(parser: argparse.ArgumentParser, default: object = None) -> None:
    """Take a manifest of models."""
    about = "cards of your own models, added to ours"
    parser.add_argument(
        "--manifest", type=Path, default=default, metavar="FILE", help=about
    )


def actions_of(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[Parser]":
    """Make room for actions, of which one must be named."""
    return parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
