"""What `quaygate keys` may be asked."""

import argparse

from quaygate.commands.shape import actions_of, site_argument
from quaygate.site import load_site

_GRACE = 15.0
"""Minutes: longer than lanes take to hear of a new key, and than most passes live."""


def keys_arguments(parser: argparse.ArgumentParser) -> None:
    """Add list, rotate, retire and revoke."""
    actions = actions_of(parser)
    listed = actions.add_parser("list", help="all keys, signing keys first")
    rotate = actions.add_parser("rotate", help="publish a new signing key")
    about = f"minutes until it signs (default {_GRACE:.0f})"
    rotate.add_argument("--grace", type=float, default=_GRACE, metavar="N", help=about)
    retire = actions.add_parser("retire", help="refuse all that a key signed")
    retire.add_argument("kid", metavar="KEY", help="its id, or how that begins")
    revoke = actions.add_parser("revoke", help="refuse an API key from now on")
    revoke.add_argument("id", metavar="ID", help="as `quaygate keys list` shows it")
    for action in (listed, rotate, retire, revoke):
        site_argument(action)


def keys(chosen: argparse.Namespace) -> int:
    """Do it beside a gate that may be running."""
    from quaygate.keys import change_keys

    return change_keys(load_site(chosen.site).gate, chosen)
