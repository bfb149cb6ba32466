"""Commands that run a site, or a rendered one."""

import argparse
from pathlib import Path

from quaygate import workbench
from quaygate.commands.shape import Command, site_argument
from quaygate.errors import CommandError
from quaygate.site import load_site


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep",
        action="store_true",
        help="leave it running, and print links to its pages",
    )
    about = "what it keeps (default: var/demo)"
    usual = Path("var/demo")
    parser.add_argument("--folder", type=Path, default=usual, help=about)
    about = "in the yard (default: 1)"
    parser.add_argument("--minutes", type=int, default=1, metavar="N", help=about)


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


def _serve(chosen: argparse.Namespace) -> int:
    from quaygate.serve import serve

    return serve(load_site(chosen.site).gate)


def _lane_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="LANE", help="its name in the site file")
    site_argument(parser)


def _lane(chosen: argparse.Namespace) -> int:
    from quaygate.watch import watch

    site = load_site(chosen.site)
    return watch(chosen.name, site.lane(chosen.name), site.models)


def _yard_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="YARD", help="all of them without")
    site_argument(parser)


def _yard(chosen: argparse.Namespace) -> int:
    site = load_site(chosen.site)
    yards = site.yards if chosen.name is None else {chosen.name: site.yard(chosen.name)}
    if not yards:
        msg = f"{chosen.site} has no yard: write [yards.NAME.cameras.CAMERA], its url"
        raise CommandError(msg)
    from quaygate.yards import watch_yards

    return watch_yards(yards, site.models)


COMMANDS = (
    Command(
        "demo",
        "ten trucks through a rendered lane, one minute in a yard",
        _demo_arguments,
        _demo,
    ),
    Command(
        "simulate",
        "a day of trucks at a gate of its own",
        workbench.simulate_arguments,
        workbench.simulate,
    ),
    Command("serve", "run the gate service", site_argument, _serve),
    Command("lane", "watch the cameras of one lane", _lane_arguments, _lane),
    Command("yard", "watch the cameras of a yard", _yard_arguments, _yard),
)
