"""What a card gives back when it is sent in: the token of its prompt, and the codes of what was chosen. Pure.

A button carries one code. The inputs of a list carry theirs under ids of our own (`v0_1`: first question, second part
of its list); where several questions are asked the button names their keys, and each code gets the key of its question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeGuard

from dialogs.model import Prompt
from dialogs.questions.pressed import OF

TOKEN: Final = "token"  # noqa: S105 - the name of a field
CHOICE: Final = "keuze"
KEYS: Final = "vragen"
DAY: Final = "dag"
_BETWEEN: Final = ","
"""What Teams puts between the values of a list from which several were chosen."""
_INPUT: Final = re.compile(r"v(\d{1,2})_(\d{1,2}|dag)", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_QUESTIONS: Final = 12
_MOST_CODES: Final = 100
_LONGEST: Final = 200


def submitted(value: object) -> tuple[str, tuple[str, ...]] | None:
    """Give token and codes of what a card sent in; None for anything that no card of ours can have sent.

    Whether the codes were offered, and the token is good, the engine judges. No codes: nothing was filled in.
    """
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        return None
    token, choice, keys = value.get(TOKEN), value.get(CHOICE), value.get(KEYS)
    inputs = {name: said for name, said in value.items() if name not in {TOKEN, CHOICE, KEYS}}
    if not _short(token) or not all(_INPUT.fullmatch(name) and isinstance(said, str) for name, said in inputs.items()):
        return None
    if choice is not None:
        return (token, (choice,)) if _short(choice) and keys is None else None
    if keys is None:
        codes = _codes(inputs, 0)
        return None if codes is None or _questions(inputs) - {0} else (token, codes)
    return _several(token, keys, inputs)


def _several(token: str, keys: object, inputs: Mapping[str, str]) -> tuple[str, tuple[str, ...]] | None:
    if not isinstance(keys, list) or not 1 < len(keys) <= _MOST_QUESTIONS or len(set(map(str, keys))) != len(keys):
        return None
    if not all(_short(key) and OF not in key for key in keys) or _questions(inputs) - set(range(len(keys))):
        return None
    said: list[str] = []
    for place, key in enumerate(keys):
        codes = _codes(inputs, place)
        if codes is None:
            return None
        said += [f"{key}{OF}{code}" for code in codes]
    return token, tuple(said)


def _questions(inputs: Mapping[str, str]) -> set[int]:
    return {int(match[1]) for name in inputs if (match := _INPUT.fullmatch(name))}


def _codes(inputs: Mapping[str, str], place: int) -> tuple[str, ...] | None:
    """The codes of one question; a day from the calendar goes before what was chosen in its list."""
    if day := inputs.get(input_id(place, DAY), ""):
        return (day,) if is_day(day) else None
    parts = sorted(
        (int(match[2]), said)
        for name, said in inputs.items()
        if (match := _INPUT.fullmatch(name)) and int(match[1]) == place and match[2] != DAY
    )
    codes = tuple(code for _, said in parts for code in said.split(_BETWEEN) if code)
    return codes if len(codes) <= _MOST_CODES and all(map(_short, codes)) else None


def input_id(place: int, part: str) -> str:
    """The id of an input: the place of its question, and the part of its list or `dag`."""
    return f"v{place}_{part}"


def fits(prompt: Prompt) -> bool:
    """Whether its token, keys and codes come back from a card as they went."""
    codes = [option.code for field in prompt.fields for option in field.options]
    clear = all(_short(code) and _BETWEEN not in code and OF not in code for code in codes)
    keys = all(_short(field.key) and OF not in field.key for field in prompt.fields)
    return clear and keys and _short(prompt.token) and len(prompt.fields) <= _MOST_QUESTIONS


def by_question(prompt: Prompt, choices: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What was chosen, by the key of its question."""
    keys = [field.key for field in prompt.fields]
    if len(keys) == 1:
        return {keys[0]: tuple(choices)}
    pairs = [choice.partition(OF) for choice in choices]
    return {key: tuple(code for name, _, code in pairs if name == key) for key in keys}


def is_day(code: str) -> bool:
    """Whether it is a day as a calendar gives it."""
    if not _DAY.fullmatch(code):
        return False
    try:
        date.fromisoformat(code)
    except ValueError:
        return False
    return True


def shown_day(code: str) -> str:
    """A day as a reader writes it; nothing for what is none."""
    return "-".join(reversed(code.split("-"))) if is_day(code) else ""


def _short(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST
