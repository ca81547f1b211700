"""The command `signaalwijzer`. Exit codes: 0 good, 1 faults found, 2 wrong use or configuration, 3 storage or network.

Each command imports what it needs when it runs: the first prompt of `chat` does not wait for the others.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from bot.keys import Unreadable
from bot.messages import load_messages, no_utf8
from bot.typed_text import text_lines

GOOD, FAULTS, WRONG_USE, STORAGE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        if options.command == "serve":
            raise
        # Who reads the first lines only (`| head`) has them; what is left must not fail once more at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Unreadable:  # the keys fit, but not this row: an older key was left out of the keys file
        sys.stderr.write(load_messages()["sleutel_ontbreekt"] + "\n")
        return WRONG_USE


def _run(options: argparse.Namespace) -> int:
    if (folder := _no_landscapes(options)) is not None:
        return _refuse("landschappen_weg", map=folder)
    match options.command:
        case "chat":
            from bot.commands.chat import chat

            return chat(
                options.gemeente,
                options.rol,
                options.map,
                options.kaarten,
                as_json=options.json,
                landscapes=options.landschappen,
            )
        case "check":
            from bot.commands.check import check

            return check(options.map, sys.stdout.write, versions=options.versies)
        case "assess":
            from bot.commands.assess import run

            return run(_typed(), lambda text: print(text, flush=True))  # noqa: T201 - the output of the command
        case "understand":
            from bot.commands.understand import run as run_understand

            return run_understand(_typed(), lambda text: print(text, flush=True))  # noqa: T201 - the same
        case "find":
            from bot.clock import SystemClock
            from bot.commands.find import Asker, find, find_lines
            from dialogs.workdays import amsterdam_date

            asker = Asker(options.gemeente, options.rol, options.pc4, options.landschappen)
            today = amsterdam_date(SystemClock().now())
            if options.vraag:
                return find(options.vraag, asker, _line, today, as_json=options.json)
            return find_lines(_typed(), asker, _line, today)
        case "signals":
            from bot.commands.signals import signals

            return signals(options.kenmerk, options.gemeente, options.map, as_json=options.json)
        case "outbox":
            if options.actie and not options.id:
                return _refuse("outbox_zonder_kenmerk")
            from bot.commands.outbox import outbox

            return outbox(options.id, options.map, as_json=options.json)
        case "audit":
            from bot.commands.audit import audit

            return audit(
                options.kenmerk, options.wie, options.sinds, options.gemeente, options.map, as_json=options.json
            )
        case "onbegrepen":
            from bot.commands.unmatched import unmatched

            return unmatched(options.gemeente, options.map, as_json=options.json)
        case "lessen":
            from bot.commands.lessons import lessons

            return lessons(options.gemeente, options.map)
        case "berichten":
            from bot.commands.broadcasts import broadcasts

            return broadcasts(options.kenmerk, options.gemeente, options.map)
        case "schema":
            from bot.commands.schema import schema

            return schema(sys.stdout.write)
        case "dialogs":
            from bot.commands.dialogs import render

            return render(options.naam, sys.stdout.write)
        case "knowledge":
            return _knowledge(options)
        case "teams":
            from bot.commands.teams import write_package

            return write_package(options.app_id, options.bot_id, options.domein, options.uit)
        case "matrix":
            from bot.commands.matrix import matrix

            return matrix(options.actie, options.gebruiker, token=options.token, anew=options.nieuw)
        case "keys":
            from bot.keys import Keyring

            sys.stdout.write(Keyring.new_secret() + "\n")
            return GOOD
        case _:
            from bot.commands.serve import serve

            return serve()


def _refuse(name: str, **values: object) -> int:
    sys.stderr.write(load_messages()[name].format(**values) + "\n")
    return WRONG_USE


def _no_landscapes(options: argparse.Namespace) -> Path | None:
    """The folder of landscape files that a command must read and that is not there; an import may make it."""
    reads = options.command == "find" or (options.command == "knowledge" and options.actie != "import")
    if not reads:
        return None
    from bot.commands.landscape_folder import landscape_folder

    chosen = landscape_folder(options.landschappen)
    return chosen if chosen is not None and not chosen.is_dir() else None


def _typed() -> Iterator[str]:
    """The lines of the input. What is not UTF-8 is read too, and that is said."""
    return text_lines(sys.stdin.buffer, no_utf8(sys.stderr.write))


def _knowledge(options: argparse.Namespace) -> int:
    match options.actie:
        case "check":
            from bot.commands.knowledge import check

            return check(options.gemeente, options.vandaag, options.landschappen, sys.stdout.write)
        case "export":
            from bot.commands.knowledge import export

            return export(
                options.gemeente,
                options.formaat,
                options.uit,
                options.landschappen,
                options.map,
                settle=options.verwerk,
            )
        case _:
            from bot.commands.knowledge_import import import_

            return import_(
                options.bestand,
                options.gemeente,
                options.formaat,
                options.uit,
                options.landschappen,
                trial=options.proef,
                partly=options.deels,
            )


def _line(text: str) -> None:
    """A line of what a command gives, at once."""
    print(text, flush=True)  # noqa: T201 - the output of the command


class _Parser(argparse.ArgumentParser):
    """Says in Dutch that it was used wrongly; what the library says of it is English."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        from bot.commands.wrong_use import explain

        self.exit(WRONG_USE, explain(self, message, load_messages()) + "\n")


def _parser() -> argparse.ArgumentParser:
    says = load_messages()
    parser = _Parser(prog="signaalwijzer")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    chat = commands.add_parser("chat", help=says["hulp_chat"])
    chat.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    chat.add_argument("--rol", default="", help=says["hulp_rol"])
    chat.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    chat.add_argument("--kaarten", type=Path, default=None, help=says["hulp_kaarten"])
    chat.add_argument("--json", action="store_true", help=says["hulp_json"])
    chat.add_argument("--landschappen", type=Path, default=None, metavar="MAP", help=says["hulp_landschappen"])
    check = commands.add_parser("check", help=says["hulp_check"])
    check.add_argument("--map", type=Path, default=None, help=says["hulp_check_map"])
    check.add_argument("--versies", action="store_true", help=says["hulp_versies"])
    commands.add_parser("assess", help=says["hulp_assess"])
    commands.add_parser("understand", help=says["hulp_understand"])
    find = commands.add_parser("find", help=says["hulp_find"])
    find.add_argument("vraag", nargs="?", default="", metavar="QUERY", help=says["hulp_find_vraag"])
    find.add_argument("--gemeente", default="", help=says["hulp_gemeente"])
    find.add_argument("--rol", default="", help=says["hulp_find_rol"])
    find.add_argument("--pc4", default="", help=says["hulp_find_pc4"])
    find.add_argument("--landschappen", type=Path, default=None, metavar="MAP", help=says["hulp_landschappen"])
    find.add_argument("--json", action="store_true", help=says["hulp_json"])
    signals = commands.add_parser("signals", help=says["hulp_signals"])
    signals.add_argument("kenmerk", nargs="?", default="")
    signals.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    signals.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    signals.add_argument("--json", action="store_true", help=says["hulp_json"])
    outbox = commands.add_parser("outbox", help=says["hulp_outbox"])
    outbox.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    outbox.add_argument("--json", action="store_true", help=says["hulp_json"])
    outbox.add_argument("actie", nargs="?", choices=("retry",), help=says["hulp_outbox_retry"])
    outbox.add_argument("id", nargs="?", default="", metavar="kenmerk")
    audit = commands.add_parser("audit", help=says["hulp_audit"])
    audit.add_argument("kenmerk", nargs="?", default="", help=says["hulp_audit_kenmerk"])
    audit.add_argument("--wie", default="", metavar="T-…", help=says["hulp_audit_wie"])
    audit.add_argument("--sinds", default="", metavar="DAG", help=says["hulp_audit_sinds"])
    audit.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    audit.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    audit.add_argument("--json", action="store_true", help=says["hulp_json"])
    unmatched = commands.add_parser("onbegrepen", help=says["hulp_onbegrepen"])
    unmatched.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    unmatched.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    unmatched.add_argument("--json", action="store_true", help=says["hulp_json"])
    lessons = commands.add_parser("lessen", help=says["hulp_lessen"])
    lessons.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    lessons.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    broadcasts = commands.add_parser("berichten", help=says["hulp_berichten"])
    broadcasts.add_argument("kenmerk", nargs="?", default="")
    broadcasts.add_argument("--gemeente", default="voorbeeldstad", help=says["hulp_gemeente"])
    broadcasts.add_argument("--map", type=Path, default=None, help=says["hulp_map"])
    dialogs = commands.add_parser("dialogs", help=says["hulp_dialogs"])
    dialogs.add_argument("actie", choices=("render",))
    dialogs.add_argument("naam")
    _add_knowledge(commands.add_parser("knowledge", help=says["hulp_knowledge"]), says)
    teams = commands.add_parser("teams", help=says["hulp_teams"])
    teams.add_argument("actie", choices=("package",), help=says["hulp_teams_package"])
    teams.add_argument("--app-id", required=True, help=says["hulp_teams_app_id"])
    teams.add_argument("--bot-id", required=True, help=says["hulp_teams_bot_id"])
    teams.add_argument("--domein", required=True, help=says["hulp_teams_domein"])
    teams.add_argument("--uit", type=Path, default=None, help=says["hulp_teams_uit"])
    matrix = commands.add_parser("matrix", help=says["hulp_matrix"])
    matrix.add_argument("actie", choices=("login", "verify", "status", "accept"), help=says["hulp_matrix_actie"])
    matrix.add_argument("gebruiker", nargs="?", default="", help=says["hulp_matrix_gebruiker"])
    matrix.add_argument("--token", action="store_true", help=says["hulp_matrix_token"])
    matrix.add_argument("--nieuw", action="store_true", help=says["hulp_matrix_nieuw"])
    commands.add_parser("schema", help=says["hulp_schema"])
    commands.add_parser("serve", help=says["hulp_serve"])
    commands.add_parser("keys", help=says["hulp_keys"])
    return parser


def _add_knowledge(parser: argparse.ArgumentParser, says: Mapping[str, str]) -> None:
    acts = parser.add_subparsers(dest="actie", required=True, metavar="opdracht")
    check = acts.add_parser("check", help=says["hulp_knowledge_check"])
    check.add_argument("--gemeente", default="", help=says["hulp_gemeente"])
    check.add_argument("--vandaag", default="", metavar="DAG", help=says["hulp_kaart_vandaag"])
    export = acts.add_parser("export", help=says["hulp_knowledge_export"])
    export.add_argument("--gemeente", required=True, help=says["hulp_gemeente"])
    export.add_argument(
        "--formaat", choices=("yaml", "hsds", "csv", "xlsx"), default="yaml", help=says["hulp_kaart_formaat"]
    )
    export.add_argument("--uit", type=Path, default=None, help=says["hulp_kaart_uit"])
    export.add_argument("--map", type=Path, default=None, help=says["hulp_kaart_map"])
    export.add_argument("--verwerk", action="store_true", help=says["hulp_kaart_verwerk"])
    taken = acts.add_parser("import", help=says["hulp_knowledge_import"])
    taken.add_argument("bestand", type=Path, help=says["hulp_kaart_bestand"])
    taken.add_argument("--gemeente", required=True, help=says["hulp_gemeente"])
    taken.add_argument("--formaat", choices=("hsds", "csv", "xlsx"), default=None, help=says["hulp_kaart_formaat_in"])
    taken.add_argument("--uit", type=Path, default=None, help=says["hulp_kaart_uit"])
    taken.add_argument("--proef", action="store_true", help=says["hulp_kaart_proef"])
    taken.add_argument("--deels", action="store_true", help=says["hulp_kaart_deels"])
    for each in (check, export, taken):
        each.add_argument("--landschappen", type=Path, default=None, metavar="MAP", help=says["hulp_landschappen"])


if __name__ == "__main__":
    sys.exit(main())
