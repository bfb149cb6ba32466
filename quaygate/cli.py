"""The command line: errors in one line and exit code 2."""

import argparse
import io
import logging
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version

from quaygate.commands import gate, pictures, site
from quaygate.commands.shape import REFUSED, Parser
from quaygate.errors import CommandError
from quaygate.site import SiteError

_COMMANDS = (*site.COMMANDS, *pictures.COMMANDS, *gate.COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    _open_streams()
    chosen = _parser().parse_args(arguments)
    _open_log()
    try:
        code: int = chosen.run(chosen)
    except (CommandError, SiteError) as error:
        print(f"quaygate: {error}", file=sys.stderr)  # noqa: T201 - the answer
        return REFUSED
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # `quaygate read ... | head`
        sys.stderr.close()
        return 0
    except OSError as error:
        if error.filename is None:
            raise
        print(f"quaygate: {error.filename}: {error.strerror}", file=sys.stderr)  # noqa: T201 - the answer
        return REFUSED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="quaygate", description="Gates and yards that see.")
    release = f"%(prog)s {version('quaygate')}"
    parser.add_argument("--version", action="version", version=release)
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", parser_class=Parser
    )
    for command in _COMMANDS:
        added = commands.add_parser(
            command.name, help=command.about, description=_sentence(command.about)
        )
        command.arguments(added)
        added.set_defaults(run=command.run)
    return parser


def _open_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file's name need not be text
            stream.reconfigure(errors="backslashreplace")


def _open_log() -> None:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for chatty in ("alembic", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _sentence(about: str) -> str:
    return f"{about[:1].upper()}{about[1:]}."
