"""What stands in one cell, and what it means.

A spreadsheet does things with what people type: it eats zeros, makes dates of numbers and runs what begins with `=`.
Here that is undone where it is certain, with a remark, and refused where it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from knowledge.exchange.hours import read_hours, write_hours
from knowledge.exchange.layout import Column
from knowledge.values import UNKNOWN

Raw = str | int | float | bool | date | time | None
"""What a spreadsheet gives; a `datetime` is a `date`."""

NONE: Final = "geen"
YES: Final = "ja"
NO: Final = "nee"

_RUNS: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, or what was written with a mark before it."""
_POSTCODE: Final = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")
_DUTCH_DATE: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITHOUT_ZERO: Final = re.compile(r"[1-9]\d{8}")
_ZERO_MISSING: Final = re.compile(r"[1-9]\d{6}|[1-9]\d{9,10}")
_EXCEL_STARTS: Final = date(1900, 3, 1)
"""Days before it are shifted by a leap day that never was."""


class CellError(Exception):
    """A cell that cannot be read: the code of the sentence in `faults.yaml`, and what is filled in there."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell of which the file itself says that it holds no value."""

    code: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """The value of a cell as it would stand in a landscape file; None when the cell is empty."""

    value: object
    remark: str = ""
    """The code of what was repaired."""


# --- writing ---------------------------------------------------------------------------------------------------


def shield(text: str) -> str:
    """Put a mark before what a spreadsheet would run."""
    return f"'{text}" if _RUNS.match(text) else text


def unshield(text: str) -> str:
    """Take that mark away."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def write(value: object, column: Column, *, said: bool) -> str | int | date:
    """Give what stands in a cell, not yet shielded. `said`: whether it differs from what an empty cell means."""
    if value is None or value == "":
        return ""
    if value == UNKNOWN:
        return UNKNOWN
    if isinstance(value, bool):
        return (YES if value else NO) if said else ""
    if isinstance(value, int):
        return value
    if column.kind == "tijden":
        return write_hours(value)
    if isinstance(value, list):
        return "; ".join(_item(str(each), column) for each in value) if value else (NONE if said else "")
    if column.kind == "datum":
        day = date.fromisoformat(str(value))
        return day if day >= _EXCEL_STARTS else day.isoformat()
    return _label(str(value), column)


def _item(text: str, column: Column) -> str:
    escaped = _label(text, column).replace("\\", "\\\\").replace(";", "\\;")
    return f"\\{escaped}" if escaped.casefold() in (NONE, UNKNOWN) else escaped


def _label(code: str, column: Column) -> str:
    return next((label for label, each in column.labels.items() if each == code), code)


# --- reading ---------------------------------------------------------------------------------------------------


def read(raw: Raw | Bad, column: Column) -> Meaning:
    """Give what a cell means. Raises CellError."""
    if isinstance(raw, Bad):
        raise CellError(raw.code)
    if isinstance(raw, bool):
        if column.kind == "ja_nee":
            return Meaning(raw)
        raise CellError("cel_waar")
    if isinstance(raw, int | float):
        return _number(raw, column)
    if isinstance(raw, date | time):
        return Meaning(_date_of(raw, column))
    text = unshield(raw.strip()).strip() if raw else ""
    return _text(text, column) if text else Meaning(None)


def _number(raw: float, column: Column) -> Meaning:
    if raw != int(raw):
        raise CellError("geen_getal" if column.kind == "getal" else "cel_breuk")
    if column.kind == "getal":
        return Meaning(int(raw))
    if column.kind in ("datum", "ja_nee", "tijden"):
        raise CellError({"datum": "geen_datum", "ja_nee": "geen_ja_nee"}.get(column.kind, "geen_tijden"))
    found = _text(str(int(raw)), column)
    return Meaning(found.value, found.remark or "getal_als_tekst")


def _date_of(raw: date | time, column: Column) -> str:
    if column.kind != "datum" or isinstance(raw, time):
        raise CellError("geen_datum" if column.kind == "datum" else "cel_datum")
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise CellError("cel_tijd_bij_datum")
        return raw.date().isoformat()
    return raw.isoformat()


def _text(text: str, column: Column) -> Meaning:
    if text.casefold() == UNKNOWN and column.kind != "tekst":
        return Meaning(UNKNOWN)
    match column.kind:
        case "lijst" | "gebieden":
            return Meaning(_list(text.replace("\n", ";"), column))
        case "datum":
            return Meaning(_day(text))
        case "getal":
            if re.fullmatch(r"[+-]?\d{1,6}", text) is None:
                raise CellError("geen_getal")
            return Meaning(int(text))
        case "ja_nee":
            if text.casefold() not in (YES, NO):
                raise CellError("geen_ja_nee")
            return Meaning(text.casefold() == YES)
        case "telefoon":
            return _phone(text)
        case "tijden":
            hours = read_hours(text.replace("\n", ";"))
            if hours is None:
                raise CellError("geen_tijden")
            return Meaning(hours)
        case "postcode":
            return Meaning(_area(text))
        case "tekst":
            code = _code(text, column)
            if column.labels and code not in column.labels.values():
                raise CellError("waarde_onbekend", choices=", ".join(column.labels))
            return Meaning(code)


def _list(text: str, column: Column) -> list[str]:
    if text.casefold() == NONE:
        return []
    items = [""]
    signs = iter(text)
    for sign in signs:
        if sign == ";":
            items.append("")
        elif sign == "\\":
            following = next(signs, "")
            if not following:
                raise CellError("streep_los")
            items[-1] += following
        else:
            items[-1] += sign
    stripped = [each.strip() for each in items]
    if stripped[-1] == "" and len(stripped) > 1:
        stripped.pop()  # people end a list with its mark
    if "" in stripped:
        raise CellError("leeg_in_lijst")
    return [_area(_code(each, column)) if column.kind == "gebieden" else _code(each, column) for each in stripped]


def _area(text: str) -> str:
    whole = _POSTCODE.fullmatch(text)
    return whole[1] + whole[2].upper() if whole else text


def _code(text: str, column: Column) -> str:
    return next((code for label, code in column.labels.items() if label.casefold() == text.casefold()), text)


def _day(text: str) -> str:
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        if dutch := _DUTCH_DATE.fullmatch(text):
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1])).isoformat()
    except ValueError:
        pass
    raise CellError("geen_datum")


def _phone(text: str) -> Meaning:
    if _WITHOUT_ZERO.fullmatch(text):
        return Meaning(f"0{text}", "nul_terug")
    if _ZERO_MISSING.fullmatch(text):
        raise CellError("cel_nullen")
    return Meaning(text)
