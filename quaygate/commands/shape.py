"""What all subcommands share: how one is described, and arguments that several take."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

REFUSED = 2
"""The exit code of everything that was asked for wrongly."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look, then leave with exit code 2."""
        self.exit(REFUSED, f"{self.prog}: {message} (see {self.prog} --help)\n")


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, its line of help, its arguments and what it does."""

    name: str
    about: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def site_argument(parser: argparse.ArgumentParser) -> None:
    """Take a site file."""
    parser.add_argument("--site", type=Path, default=Path("site.toml"), metavar="FILE")


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
