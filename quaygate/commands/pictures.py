"""Commands about pictures and the models that look at them."""

import argparse
from pathlib import Path

from quaygate import workbench
from quaygate.commands.shape import Command, Parser, manifest_argument


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object a line")
    manifest_argument(parser)
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
    manifest_argument(parser)
    about = "zones of a camera in this site file"
    parser.add_argument("--site", type=Path, metavar="FILE", help=about)
    parser.add_argument("--camera", metavar="[YARD/]CAMERA", help="of the site file")
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="photo, folder, video or rtsp:// URL"
    )


def _watch(chosen: argparse.Namespace) -> int:
    from quaygate.see import watch_chosen

    return watch_chosen(chosen)


def _models_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object a line")
    manifest_argument(parser)
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", parser_class=Parser
    )
    show = actions.add_parser("show", help="print the card of one model")
    tried = actions.add_parser("try", help="what a detector sees in your photos")
    for action in (show, tried):
        action.add_argument(
            "name", metavar="NAME", help="as `quaygate models` lists it"
        )
        manifest_argument(action, default=argparse.SUPPRESS)
    tried.add_argument(
        "paths", nargs="+", type=Path, metavar="PHOTO", help="photos or folders"
    )


def _models(chosen: argparse.Namespace) -> int:
    from quaygate.model_list import list_models, show_model
    from quaygate.model_trial import try_model

    if chosen.action == "try":
        return try_model(chosen.name, chosen.paths, chosen.manifest)
    if chosen.action == "show":
        return show_model(chosen.name, chosen.manifest)
    return list_models(chosen.manifest, as_json=chosen.json)


COMMANDS = (
    Command("read", "read plates and container numbers", _read_arguments, _read),
    Command("watch", "see people, gear and incidents", _watch_arguments, _watch),
    Command(
        "eval",
        "measure how often readings are right",
        workbench.eval_arguments,
        workbench.evaluate,
    ),
    Command(
        "bench",
        "measure how long readings and decisions take",
        workbench.bench_arguments,
        workbench.bench,
    ),
    Command(
        "train",
        "train one of the networks anew",
        workbench.train_arguments,
        workbench.train,
    ),
    Command("models", "list and verify the models", _models_arguments, _models),
)
