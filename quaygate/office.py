"""The commands about a gate's data: keys, events, rules, the desk, audit, persons."""

import argparse
from pathlib import Path

from quaygate.site import load_site


def site_argument(parser: argparse.ArgumentParser) -> None:
    """Add the site file."""
    parser.add_argument("--site", type=Path, default=Path("site.toml"), metavar="FILE")


def issue_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Add whose key it is."""
    parser.add_argument("--role", required=True)
    parser.add_argument("--name", required=True, help="who holds the key")
    parser.add_argument("--scope", help="its lane, yard, authority, haulier or carrier")
    site_argument(parser)


def issue_key(chosen: argparse.Namespace) -> int:
    """Make an API key, shown once."""
    from quaygate.serve import issue_key as made

    gate = load_site(chosen.site).gate
    print(made(gate, chosen.role, chosen.name, chosen.scope))  # noqa: T201 - the answer
    return 0


def policy_arguments(parser: argparse.ArgumentParser) -> None:
    """Add check and replay."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=type(parser)
    )
    check = actions.add_parser("check", help="every fault of a policy file")
    check.add_argument("file", type=Path, metavar="FILE")
    replay = actions.add_parser("replay", help="what would have been decided")
    site_argument(replay)
    replay.add_argument("--policy", type=Path, required=True, metavar="FILE")
    replay.add_argument("--days", type=float, default=7.0, help="back from now")
    replay.add_argument("--json", action="store_true", help="every change")


def policy(chosen: argparse.Namespace) -> int:
    """Check a policy file, or replay the past by it."""
    from quaygate.policy import check_policy, replay_policy

    if chosen.action == "check":
        return check_policy(chosen.file)
    gate = load_site(chosen.site).gate
    return replay_policy(gate, chosen.policy, chosen.days, as_json=chosen.json)


def keys(chosen: argparse.Namespace) -> int:
    """List and change keys."""
    from quaygate.keys import change_keys

    return change_keys(load_site(chosen.site).gate, chosen)


def verify_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the pass and what checks it."""
    parser.add_argument("text", metavar="PASS", help="what its QR says: QG1:...")
    parser.add_argument("--keys", type=Path, required=True, help="public keys, JSON")
    parser.add_argument("--status", type=Path, help="list of revoked passes, JSON")


def verify(chosen: argparse.Namespace) -> int:
    """Check a pass offline."""
    from quaygate.serve import verify as checked

    print(checked(chosen.text, chosen.keys, chosen.status))  # noqa: T201 - the answer
    return 0


def events_arguments(parser: argparse.ArgumentParser) -> None:
    """Add tail and replay."""
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=type(parser)
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
        site_argument(each)


def events(chosen: argparse.Namespace) -> int:
    """Print what the gate tells, or tell it once more."""
    from quaygate.events import events as told

    return told(chosen)


def desk_arguments(parser: argparse.ArgumentParser) -> None:
    """Add export."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=type(parser)
    )
    export = actions.add_parser("export", help="corrections as labelled photos")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    site_argument(export)


def desk(chosen: argparse.Namespace) -> int:
    """Export what clerks corrected."""
    from quaygate.desk_export import export_desk

    return export_desk(load_site(chosen.site).gate, chosen.folder)


def audit_arguments(parser: argparse.ArgumentParser) -> None:
    """Add verify and head."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=type(parser)
    )
    verify = actions.add_parser("verify", help="check every event, from the first one")
    about = "a head that was noted elsewhere: HASH@N"
    verify.add_argument("--head", metavar="HASH@N", help=about)
    head = actions.add_parser("head", help="print the chain's end, to be noted")
    for action in (verify, head):
        site_argument(action)


def audit(chosen: argparse.Namespace) -> int:
    """Check the audit chain, or note its end."""
    from quaygate.audit import print_head, verify_chain

    settings = load_site(chosen.site).gate
    if chosen.action == "head":
        return print_head(settings)
    return verify_chain(settings, chosen.head)


def person_arguments(parser: argparse.ArgumentParser) -> None:
    """Add forget."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=type(parser)
    )
    forget = actions.add_parser("forget", help="delete all that is known of a driver")
    forget.add_argument("--licence", required=True, help="the driver's licence number")
    forget.add_argument("--haulier", help="of this haulier alone")
    site_argument(forget)


def person(chosen: argparse.Namespace) -> int:
    """Delete personal data on request."""
    from quaygate.person import forget_person

    settings = load_site(chosen.site).gate
    return forget_person(settings, chosen.licence, chosen.haulier)
