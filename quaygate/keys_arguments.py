"""What `quaygate keys` may be asked."""

import argparse
from pathlib import Path

_GRACE = 15.0
"""Minutes: longer than lanes take to hear of a new key, and than most passes live."""


def keys_arguments(parser: argparse.ArgumentParser) -> None:
    """Add list, rotate, retire, issue and revoke."""
    made = type(parser)
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=made
    )
    listed = actions.add_parser("list", help="all keys, signing keys first")
    rotate = actions.add_parser("rotate", help="publish a new signing key")
    about = f"minutes until it signs (default {_GRACE:.0f})"
    rotate.add_argument("--grace", type=float, default=_GRACE, help=about)
    retire = actions.add_parser("retire", help="refuse all that a key signed")
    retire.add_argument("kid", metavar="KEY")
    issue = actions.add_parser("issue", help="make an API key, shown once")
    issue.add_argument("role", metavar="ROLE")
    issue.add_argument("name", metavar="NAME", help="who holds the key")
    issue.add_argument("scope", nargs="?", metavar="SCOPE", help="lane, yard, ...")
    revoke = actions.add_parser("revoke", help="refuse an API key from now on")
    revoke.add_argument("id", metavar="ID")
    for action in (listed, rotate, retire, issue, revoke):
        action.add_argument(
            "--site", type=Path, default=Path("site.toml"), metavar="FILE"
        )
