"""Commands beside a gate service: its keys, rules, events and archive."""

import argparse
from pathlib import Path

from quaygate.commands.keys import keys, keys_arguments
from quaygate.commands.shape import Command, actions_of, site_argument
from quaygate.site import load_site


def _issue_key_arguments(parser: argparse.ArgumentParser) -> None:
    roles = "lane, kiosk, yard, clerk, officer, customs, haulier, carrier or admin"
    parser.add_argument("--role", required=True, help=roles)
    parser.add_argument("--name", required=True, help="who holds the key")
    parser.add_argument("--scope", help="its lane, yard, authority or firm")
    site_argument(parser)


def _issue_key(chosen: argparse.Namespace) -> int:
    from quaygate.serve import issue_key

    gate = load_site(chosen.site).gate
    print(issue_key(gate, chosen.role, chosen.name, chosen.scope))  # noqa: T201 - the answer
    return 0


def _policy_arguments(parser: argparse.ArgumentParser) -> None:
    actions = actions_of(parser)
    check = actions.add_parser("check", help="every fault of a policy file")
    check.add_argument("file", type=Path, metavar="FILE", help="the policy, TOML")
    replay = actions.add_parser("replay", help="what would have been decided")
    site_argument(replay)
    about = "the policy to be tried, TOML"
    replay.add_argument(
        "--policy", type=Path, required=True, metavar="FILE", help=about
    )
    about = "back from now (default: 7)"
    replay.add_argument("--days", type=float, default=7.0, metavar="N", help=about)
    replay.add_argument(
        "--json", action="store_true", help="one object with every change"
    )


def _policy(chosen: argparse.Namespace) -> int:
    from quaygate.policy import check_policy, replay_policy

    if chosen.action == "check":
        return check_policy(chosen.file)
    gate = load_site(chosen.site).gate
    return replay_policy(gate, chosen.policy, chosen.days, as_json=chosen.json)


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="PASS", help="what its QR says: QG1:...")
    about = "public keys: the answer of GET /api/v1/passes/keys"
    parser.add_argument("--keys", type=Path, required=True, metavar="FILE", help=about)
    about = "revoked passes: the answer of GET /api/v1/passes/status-list"
    parser.add_argument("--status", type=Path, metavar="FILE", help=about)


def _verify(chosen: argparse.Namespace) -> int:
    from quaygate.serve import verify

    print(verify(chosen.text, chosen.keys, chosen.status))  # noqa: T201 - the answer
    return 0


def _events_arguments(parser: argparse.ArgumentParser) -> None:
    actions = actions_of(parser)
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


def _events(chosen: argparse.Namespace) -> int:
    from quaygate.events import events

    return events(chosen)


def _desk_arguments(parser: argparse.ArgumentParser) -> None:
    actions = actions_of(parser)
    export = actions.add_parser("export", help="corrections as labelled photos")
    export.add_argument("folder", type=Path, metavar="FOLDER", help="is made")
    site_argument(export)


def _desk(chosen: argparse.Namespace) -> int:
    from quaygate.desk_export import export_desk

    return export_desk(load_site(chosen.site).gate, chosen.folder)


def _audit_arguments(parser: argparse.ArgumentParser) -> None:
    actions = actions_of(parser)
    verify = actions.add_parser("verify", help="check every event, from the first one")
    about = "a head that was noted elsewhere: HASH@N"
    verify.add_argument("--head", metavar="HASH@N", help=about)
    head = actions.add_parser("head", help="print the chain's end, to be noted")
    for action in (verify, head):
        site_argument(action)


def _audit(chosen: argparse.Namespace) -> int:
    from quaygate.audit import print_head, verify_chain

    settings = load_site(chosen.site).gate
    if chosen.action == "head":
        return print_head(settings)
    return verify_chain(settings, chosen.head)


def _person_arguments(parser: argparse.ArgumentParser) -> None:
    actions = actions_of(parser)
    forget = actions.add_parser("forget", help="delete all that is known of a person")
    whom = forget.add_mutually_exclusive_group(required=True)
    whom.add_argument("--licence", help="of a driver: the licence number")
    whom.add_argument("--consignee", metavar="NAME", help="as manifests name it")
    forget.add_argument("--haulier", help="with --licence: of this haulier alone")
    site_argument(forget)


def _person(chosen: argparse.Namespace) -> int:
    from quaygate.person import forget_consignee, forget_person

    settings = load_site(chosen.site).gate
    if chosen.consignee is not None:
        return forget_consignee(settings, chosen.consignee)
    return forget_person(settings, chosen.licence, chosen.haulier)


COMMANDS = (
    Command("issue-key", "make an API key", _issue_key_arguments, _issue_key),
    Command(
        "keys", "list and revoke API keys, rotate signing keys", keys_arguments, keys
    ),
    Command("policy", "check rules, and try them", _policy_arguments, _policy),
    Command("desk", "what clerks corrected, for training", _desk_arguments, _desk),
    Command("events", "what the gate tells of it", _events_arguments, _events),
    Command(
        "audit", "check the audit chain, or note its end", _audit_arguments, _audit
    ),
    Command("person", "delete personal data on request", _person_arguments, _person),
    Command("verify", "check a pass offline", _verify_arguments, _verify),
)
