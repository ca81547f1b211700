"""What is wrong about a command that cannot be run, in the words of who typed it.

The library says it in English, in a few fixed forms; a form that is not known here is said in general.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Final

_REQUIRED: Final = re.compile(r"the following arguments are required: (.+)")
_UNKNOWN: Final = re.compile(r"unrecognized arguments: (.+)")
_OF_ONE: Final = re.compile(r"argument ([^:]+): (.*)", re.DOTALL)
_CHOICE: Final = "invalid choice"
_WITHOUT_VALUE: Final = "expected "


def explain(parser: argparse.ArgumentParser, message: str, says: Mapping[str, str]) -> str:
    """The sentence about it, and how to see what is possible. A value that was typed is not repeated."""
    return f"{_fault(parser, message, says)} {says['verkeerd_hulp'].format(opdracht=parser.prog)}"


def _fault(parser: argparse.ArgumentParser, message: str, says: Mapping[str, str]) -> str:
    if found := _REQUIRED.fullmatch(message):
        names = found[1].split(", ")
        told = [says["verkeerd_ontbreekt"].format(wat=", ".join(names))]
        return " ".join([*told, *(_possible(parser, name, says) for name in names)]).strip()
    if found := _UNKNOWN.fullmatch(message):
        options = [word.partition("=")[0] for word in found[1].split() if word.startswith("-")]
        if options:
            return says["verkeerd_onbekend"].format(wat=", ".join(options))
        return says["verkeerd_te_veel"]
    if found := _OF_ONE.fullmatch(message):
        name = found[1].split("/")[-1]
        if found[2].startswith(_CHOICE):
            return f"{says['verkeerd_waarde'].format(wat=name)} {_possible(parser, name, says)}".strip()
        if found[2].startswith(_WITHOUT_VALUE):
            return says["verkeerd_zonder_waarde"].format(wat=name)
    return says["verkeerd_gebruik"]


def _possible(parser: argparse.ArgumentParser, name: str, says: Mapping[str, str]) -> str:
    """What can be chosen there; empty where anything can."""
    for action in parser._actions:
        names = {*action.option_strings, action.dest, action.metavar}
        if name in names and action.choices is not None:
            return says["verkeerd_keuze"].format(wat=name, keuzes=", ".join(map(str, action.choices)))
    return ""
