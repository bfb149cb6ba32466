"""The command line: one subcommand a function, errors in one line and exit code 2."""

import argparse
import io
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from quaygate import office, workbench
from quaygate.errors import CommandError
from quaygate.keys_arguments import keys_arguments
from quaygate.site import SiteError, load_site

REFUSED = 2  # the exit code of everything that was asked for wrongly


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look, then leave with exit code 2."""
        self.exit(REFUSED, f"{self.prog}: {message} (see {self.prog} --help)\n")


@dataclass(frozen=True, slots=True)
class _Command:
    """One subcommand: its name, its line of help, its arguments and what it does."""

    name: str
    about: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file's name need not be text
            stream.reconfigure(errors="backslashreplace")
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for chatty in ("alembic", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
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
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="quaygate", description="Gates and yards that see.")
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", parser_class=_Parser
    )
    for command in _COMMANDS:
        added = commands.add_parser(command.name, help=command.about)
        command.arguments(added)
        added.set_defaults(run=command.run)
    return parser


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep", action="store_true", help="leave it running")
    parser.add_argument("--folder", type=Path, default=Path("var/demo"))
    parser.add_argument("--minutes", type=int, default=1, help="in the yard")


def _demo(chosen: argparse.Namespace) -> int:
    try:
        from quaygate.demo.run import run_demo
    except ModuleNotFoundError as error:
        if error.name != "datasets":
            raise
        msg = "the demo renders its trucks with datasets/: run it from a checkout"
        raise CommandError(msg) from error
    folder, minutes = chosen.folder.resolve(), chosen.minutes
    return run_demo(folder, keep=chosen.keep, minutes=minutes)


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object a line")
    _manifest_argument(parser)
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="photo, folder, video or rtsp:// URL"
    )


def _read(chosen: argparse.Namespace) -> int:
    from models.settings import ModelSettings
    from quaygate.read import read_paths

    models = ModelSettings(manifest=chosen.manifest)
    return read_paths(chosen.paths, as_json=chosen.json, models=models)


def _watch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object a line")
    _manifest_argument(parser)
    about = "zones of a camera in this site file"
    parser.add_argument("--site", type=Path, metavar="FILE", help=about)
    parser.add_argument("--camera", metavar="[YARD/]CAMERA", help="of the site file")
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="photo, folder, video or rtsp:// URL"
    )


def _watch(chosen: argparse.Namespace) -> int:
    from quaygate.see import watch_chosen

    return watch_chosen(chosen)


def _serve(chosen: argparse.Namespace) -> int:
    from quaygate.serve import serve

    return serve(load_site(chosen.site).gate)


def _lane_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="LANE")
    office.site_argument(parser)


def _lane(chosen: argparse.Namespace) -> int:
    from quaygate.watch import watch

    site = load_site(chosen.site)
    return watch(chosen.name, site.lane(chosen.name), site.models)


def _yard_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="YARD", help="all of them without")
    office.site_argument(parser)


def _yard(chosen: argparse.Namespace) -> int:
    site = load_site(chosen.site)
    yards = site.yards if chosen.name is None else {chosen.name: site.yard(chosen.name)}
    if not yards:
        msg = f"{chosen.site} has no yard: write [yards.NAME.cameras.CAMERA], its url"
        raise CommandError(msg)
    from quaygate.yards import watch_yards

    return watch_yards(yards, site.models)


def _models_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object a line")
    _manifest_argument(parser)
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", parser_class=_Parser
    )
    show = actions.add_parser("show", help="print the card of one model")
    tried = actions.add_parser("try", help="what a detector sees in your photos")
    for action in (show, tried):
        action.add_argument("name", metavar="NAME")
        _manifest_argument(action, default=argparse.SUPPRESS)
    tried.add_argument("paths", nargs="+", type=Path, metavar="PHOTO")


def _manifest_argument(parser: argparse.ArgumentParser, default: object = None) -> None:
    about = "cards of your own models, added to ours"
    parser.add_argument(
        "--manifest", type=Path, default=default, metavar="FILE", help=about
    )


def _models(chosen: argparse.Namespace) -> int:
    from quaygate.model_list import list_models, show_model
    from quaygate.model_trial import try_model

    if chosen.action == "try":
        return try_model(chosen.name, chosen.paths, chosen.manifest)
    if chosen.action == "show":
        return show_model(chosen.name, chosen.manifest)
    return list_models(chosen.manifest, as_json=chosen.json)


_COMMANDS = (
    _Command(
        "demo",
        "ten trucks through a rendered lane, one minute in a yard",
        _demo_arguments,
        _demo,
    ),
    _Command("read", "read plates and container numbers", _read_arguments, _read),
    _Command("watch", "see people, gear and incidents", _watch_arguments, _watch),
    _Command(
        "eval",
        "measure how often readings are right",
        workbench.eval_arguments,
        workbench.evaluate,
    ),
    _Command(
        "bench",
        "measure how long readings take",
        workbench.bench_arguments,
        workbench.bench,
    ),
    _Command(
        "train",
        "train one of the networks anew",
        workbench.train_arguments,
        workbench.train,
    ),
    _Command("serve", "run the gate service", office.site_argument, _serve),
    _Command(
        "simulate",
        "a day of trucks at a gate of its own",
        workbench.simulate_arguments,
        workbench.simulate,
    ),
    _Command("lane", "watch the cameras of one lane", _lane_arguments, _lane),
    _Command("yard", "watch the cameras of a yard", _yard_arguments, _yard),
    _Command("models", "list and verify the models", _models_arguments, _models),
    _Command(
        "desk",
        "what clerks corrected, for training",
        office.desk_arguments,
        office.desk,
    ),
    _Command(
        "issue-key", "make an API key", office.issue_key_arguments, office.issue_key
    ),
    _Command(
        "events", "what the gate tells of it", office.events_arguments, office.events
    ),
    _Command(
        "policy", "check rules, and try them", office.policy_arguments, office.policy
    ),
    _Command(
        "audit",
        "check the audit chain, or note its end",
        office.audit_arguments,
        office.audit,
    ),
    _Command(
        "person",
        "delete personal data on request",
        office.person_arguments,
        office.person,
    ),
    _Command("keys", "list, rotate, issue, revoke keys", keys_arguments, office.keys),
    _Command("verify", "check a pass offline", office.verify_arguments, office.verify),
)
