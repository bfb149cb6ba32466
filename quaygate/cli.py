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

from quaygate import workbench
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
    _site_argument(parser)


def _lane(chosen: argparse.Namespace) -> int:
    from quaygate.watch import watch

    site = load_site(chosen.site)
    return watch(chosen.name, site.lane(chosen.name), site.models)


def _yard_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="YARD", help="all of them without")
    _site_argument(parser)


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


def _issue_key_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", required=True)
    parser.add_argument("--name", required=True, help="who holds the key")
    parser.add_argument("--scope", help="its lane, yard, authority, haulier or carrier")
    _site_argument(parser)


def _issue_key(chosen: argparse.Namespace) -> int:
    from quaygate.serve import issue_key

    gate = load_site(chosen.site).gate
    print(issue_key(gate, chosen.role, chosen.name, chosen.scope))  # noqa: T201 - the answer
    return 0


def _policy_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Parser
    )
    check = actions.add_parser("check", help="every fault of a policy file")
    check.add_argument("file", type=Path, metavar="FILE")
    replay = actions.add_parser("replay", help="what would have been decided")
    _site_argument(replay)
    replay.add_argument("--policy", type=Path, required=True, metavar="FILE")
    replay.add_argument("--days", type=float, default=7.0, help="back from now")
    replay.add_argument("--json", action="store_true", help="every change")


def _policy(chosen: argparse.Namespace) -> int:
    from quaygate.policy import check_policy, replay_policy

    if chosen.action == "check":
        return check_policy(chosen.file)
    gate = load_site(chosen.site).gate
    return replay_policy(gate, chosen.policy, chosen.days, as_json=chosen.json)


def _keys(chosen: argparse.Namespace) -> int:
    from quaygate.keys import change_keys

    return change_keys(load_site(chosen.site).gate, chosen)


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="PASS", help="what its QR says: QG1:...")
    parser.add_argument("--keys", type=Path, required=True, help="public keys, JSON")
    parser.add_argument("--status", type=Path, help="list of revoked passes, JSON")


def _verify(chosen: argparse.Namespace) -> int:
    from quaygate.serve import verify

    print(verify(chosen.text, chosen.keys, chosen.status))  # noqa: T201 - the answer
    return 0


def _events_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=_Parser
    )
    tail = actions.add_parser("tail", help="print events, and each that follows")
    tail.add_argument("--json", action="store_true", help="one CloudEvent a line")
    tail.add_argument("--once", action="store_true", help="end with the last event")
    tail.add_argument("--type", default="*", metavar="NAME", help="such as 'hold.*'")
    replay = actions.add_parser("replay", help="tell a subscriber once more")
    replay.add_argument("subscriber", metavar="ID", help="as /telling shows it")
    for each in (tail, replay):
        about = "an event's number, or a time such as 2026-05-04T08:15:00Z"
        each.add_argument("--from", dest="since", metavar="FROM", help=about)
        _site_argument(each)


def _events(chosen: argparse.Namespace) -> int:
    from quaygate.events import events

    return events(chosen)


def _desk_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Parser
    )
    export = actions.add_parser("export", help="corrections as labelled photos")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    _site_argument(export)


def _desk(chosen: argparse.Namespace) -> int:
    from quaygate.desk_export import export_desk

    return export_desk(load_site(chosen.site).gate, chosen.folder)


def _audit_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Parser
    )
    verify = actions.add_parser("verify", help="check every event, from the first one")
    about = "a head that was noted elsewhere: HASH@N"
    verify.add_argument("--head", metavar="HASH@N", help=about)
    head = actions.add_parser("head", help="print the chain's end, to be noted")
    for action in (verify, head):
        _site_argument(action)


def _audit(chosen: argparse.Namespace) -> int:
    from quaygate.audit import print_head, verify_chain

    settings = load_site(chosen.site).gate
    if chosen.action == "head":
        return print_head(settings)
    return verify_chain(settings, chosen.head)


def _person_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Parser
    )
    forget = actions.add_parser("forget", help="delete all that is known of a driver")
    forget.add_argument("--licence", required=True, help="the driver's licence number")
    forget.add_argument("--haulier", help="of this haulier alone")
    _site_argument(forget)


def _person(chosen: argparse.Namespace) -> int:
    from quaygate.person import forget_person

    settings = load_site(chosen.site).gate
    return forget_person(settings, chosen.licence, chosen.haulier)


def _site_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", type=Path, default=Path("site.toml"), metavar="FILE")


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
    _Command("serve", "run the gate service", _site_argument, _serve),
    _Command(
        "simulate",
        "a day of trucks at a gate of its own",
        workbench.simulate_arguments,
        workbench.simulate,
    ),
    _Command("lane", "watch the cameras of one lane", _lane_arguments, _lane),
    _Command("yard", "watch the cameras of a yard", _yard_arguments, _yard),
    _Command("models", "list and verify the models", _models_arguments, _models),
    _Command("desk", "what clerks corrected, for training", _desk_arguments, _desk),
    _Command("issue-key", "make an API key", _issue_key_arguments, _issue_key),
    _Command("events", "what the gate tells of it", _events_arguments, _events),
    _Command("policy", "check rules, and try them", _policy_arguments, _policy),
    _Command(
        "audit", "check the audit chain, or note its end", _audit_arguments, _audit
    ),
    _Command("person", "delete personal data on request", _person_arguments, _person),
    _Command("keys", "list, rotate, issue, revoke keys", keys_arguments, _keys),
    _Command("verify", "check a pass offline", _verify_arguments, _verify),
)
