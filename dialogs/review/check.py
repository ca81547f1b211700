"""Finds semantic faults in content: what is well-formed and yet cannot work. Each with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from dialogs.library import Library
from dialogs.loading.load import DIALOGS, load_dialog, load_library
from dialogs.loading.yaml_files import CONTENT, ContentError, Fault
from dialogs.model import UNKNOWN
from dialogs.questions.conditions import Condition, variables_in
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Dialog, Item
from dialogs.review.check_references import reference_faults
from dialogs.review.dialog_lines import DialogLines
from dialogs.review.versions import version_faults
from dialogs.understanding.normalise import fold

_SPECIAL_LISTS = frozenset({"gemeenten", "wijken"})
_LABEL_WINS = frozenset({"twijfel"})
"""Commands that are an answer where the open question offers them (dialogs/engine.py)."""


def check_content(directory: Path = CONTENT) -> list[Fault]:
    """Every fault of the content; an empty list is good."""
    faults: list[Fault] = []
    dialogs: dict[str, Dialog] = {}
    for name in DIALOGS:
        try:
            dialogs[name] = load_dialog(directory, name)
        except ContentError as error:
            faults += error.faults
    for name, dialog in dialogs.items():
        faults += reference_faults(directory / f"{name}.yaml", dialog)
    if faults:
        return faults
    try:
        library = load_library(directory)
    except ContentError as error:
        return list(error.faults)
    for name in dialogs:
        faults += _Check(directory / f"{name}.yaml", library.questionnaires[name], library).faults()
    return faults + version_faults(directory, dialogs)


class _Check:
    """The checks on one dialog."""

    def __init__(self, path: Path, questionnaire: Questionnaire, library: Library) -> None:
        dialog, policy = questionnaire.dialog, questionnaire.policy
        self._lines = DialogLines(path, dialog)
        self._dialog = dialog
        self._labels = library.labels
        self._command = library.phrases.command
        self._items = {item.id: item for item in dialog.items}
        self._places = {item.id: place for place, item in enumerate(dialog.items)}
        self._derived = policy.derived
        self._values = policy.values
        self._never_unknown = policy.never_unknown
        self._uses = policy.uses

    def faults(self) -> list[Fault]:
        """All of them, in the order of the file."""
        found = [*self._look_back()]
        for item in self._dialog.items:
            found += self._options(item)
        return sorted(set(found), key=lambda fault: fault.line)

    def _fault(self, place: tuple[int | str, ...], text: str) -> Fault:
        return self._lines.fault(place, text)

    def _at(self, item: Item, *rest: int | str) -> tuple[int | str, ...]:
        return ("items", self._places[item.id], *rest)

    def _look_back(self) -> Iterator[Fault]:
        """A condition sees only what was asked before on the same track; the gate alone may be opened from behind."""
        for name, track in self._dialog.tracks.items():
            before: set[str] = {*self._dialog.given, *self._dialog.given_lists}
            for item_id in (*self._dialog.start, *track.kort, *track.verdieping):
                item = self._items.get(item_id)
                if item is None:
                    continue
                seen = variables_in(item.when) if item.when else frozenset[str]()
                for variable in sorted(seen | ({item.for_each} if item.for_each else frozenset())):
                    if self._behind(variable) is None:
                        yield self._fault(self._at(item, "when"), f"{item_id}: nothing is called {variable}")
                looks_back = (item.when is None or self._known(item.when, before)) and (
                    not item.for_each or self._is_known(item.for_each, before)
                )
                if not item.gate and not looks_back:
                    yield self._fault(self._at(item, "when"), f"{item_id}: looks ahead on track {name}")
                before.add(item.variable)

    def _known(self, condition: Condition, before: Collection[str]) -> bool:
        """Whether a condition can be told here; of `any` one part that can be told is enough."""
        if condition.all_ is not None:
            return all(self._known(part, before) for part in condition.all_)
        if condition.any_ is not None:
            return any(self._known(part, before) for part in condition.any_)
        if condition.not_ is not None:
            return self._known(condition.not_, before)
        return self._is_known(condition.var or "", before)

    def _is_known(self, variable: str, before: Collection[str]) -> bool:
        needs = self._behind(variable)
        return needs is None or not needs or bool(needs & set(before))

    def _behind(self, variable: str) -> frozenset[str] | None:
        """The questions' variables behind a name; None when the name means nothing."""
        derived = self._derived.get(variable)
        if derived is not None:
            parts = [self._behind(name) for name in derived.uses]
            return frozenset().union(*(part for part in parts if part))
        if variable in self._uses:
            return self._uses[variable]
        own = {item.variable for item in self._dialog.items}
        given = (*self._dialog.given, *self._dialog.given_lists)
        return frozenset({variable}) if variable in own or variable in given else None

    def _has_list(self, name: str) -> bool:
        if name in _SPECIAL_LISTS:
            return True
        try:
            return bool(self._labels.options(name))
        except KeyError:
            return False

    def _in_labels(self, item: Item) -> bool:
        return bool(item.options_from) and item.options_from not in _SPECIAL_LISTS and self._has_list(item.options_from)

    def _options(self, item: Item) -> Iterator[Fault]:
        place = self._at(item)
        if item.type in {"choice", "multi", "ages"} and not item.options and not item.options_from:
            yield self._fault(place, f"{item.id} offers nothing to choose")
        if item.options_from and not self._has_list(item.options_from):
            yield self._fault(self._at(item, "options_from"), f"there is no list {item.options_from}")
        listed = (
            {each.code for each in self._labels.options(item.options_from)} if self._in_labels(item) else set[str]()
        )
        for code in item.also:
            if code not in listed:
                yield self._fault(self._at(item, "also"), f"{item.id}: no answer {code} in {item.options_from}")
        codes = [option.code for option in item.options]
        if len(codes) != len(set(codes)):
            yield self._fault(self._at(item, "options"), f"{item.id}: two options have the same code")
        said: dict[str, str] = {}
        for option in item.options:
            command = self._command(fold(option.label))
            if command and command not in _LABEL_WINS:
                text = f"{item.id}: {option.label!r} is also the command {command}, which goes first"
                yield self._fault(self._at(item, "options"), text)
            for word in {fold(option.label), *map(fold, option.words)}:
                if said.setdefault(word, option.code) != option.code:
                    yield self._fault(self._at(item, "options"), f"{item.id}: {word!r} means two options")
        allowed = self._values.get(item.variable)
        if allowed and item.type == "choice":
            takes_unknown = item.unknown and not (item.unknown == UNKNOWN and item.variable in self._never_unknown)
            for code in (*codes, *([item.unknown] if takes_unknown else [])):
                if code not in allowed:
                    yield self._fault(self._at(item, "options"), f"{item.id}: {item.variable} knows no value {code}")
        if not item.again:
            yield self._fault(place, f"{item.id} has no other words for who does not understand it")
        if not item.unknown and not item.optional and item.type not in {"text", "story"}:
            yield self._fault(place, f"{item.id}: 'weet ik niet' has no meaning here")
