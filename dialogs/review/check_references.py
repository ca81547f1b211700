"""Whether every name in a dialog names something: questions in tracks, tracks, renamed ones. Comes before all else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dialogs.loading.yaml_files import Fault
from dialogs.questions.schema import Dialog, Item
from dialogs.review.dialog_lines import DialogLines


def reference_faults(path: Path, dialog: Dialog) -> list[Fault]:
    """Every name that names nothing, or two things, in the order of the file."""
    lines = DialogLines(path, dialog)
    faults = [lines.fault(place, text) for place, text in (*_of_tracks(dialog), *_of_items(dialog))]
    return sorted(set(faults), key=lambda fault: fault.line)


_Found = Iterator[tuple[tuple[int | str, ...], str]]


def _of_tracks(dialog: Dialog) -> _Found:
    ids = {item.id for item in dialog.items}
    for place, named in _lists(dialog).items():
        for item_id in named:
            if item_id not in ids:
                yield place, f"there is no question {item_id}"
    for name, track in dialog.tracks.items():
        for item_id in track.kort:
            if item_id in track.verdieping or track.kort.count(item_id) > 1:
                yield ("tracks", name), f"{item_id} stands twice in track {name}"
    for old, new in dialog.renames.items():
        if new not in ids:
            yield ("renames", old), f"{old} is renamed to {new}, which does not exist"
    if dialog.track_item and dialog.track_item not in ids:
        yield ("track_item",), f"there is no question {dialog.track_item}"
    for chosen in dialog.track_of.values():
        if chosen not in dialog.tracks:
            yield ("track_of",), f"there is no track {chosen}"


def _of_items(dialog: Dialog) -> _Found:
    ids = {item.id for item in dialog.items}
    asked = {item_id for named in _lists(dialog).values() for item_id in named}
    seen: set[str] = set()
    kinds: dict[str, Item] = {}
    for place, item in enumerate(dialog.items):
        first = kinds.setdefault(item.variable, item) if item.variable else item
        if _kind(first) != _kind(item):
            yield ("items", place, "variable"), f"{item.id}: {item.variable} is of another kind at {first.id}"
        if item.id in seen:
            yield ("items", place, "id"), f"two questions have the same id {item.id}"
        for each in item.follows:
            if each.item not in ids:
                yield ("items", place, "follows"), f"{item.id}: there is no question {each.item}"
        seen.add(item.id)
        if item.id not in asked:
            yield ("items", place), f"{item.id} is on no track"
        if not item.variable:
            yield ("items", place), f"{item.id} has no variable: its answer has no effect"


def _kind(item: Item) -> str:
    """What its answer is for a condition: several codes, one for each instance, or one. Tracks share their names."""
    if item.for_each:
        return "each"
    return "several" if item.type in {"multi", "ages"} else "one"


def _lists(dialog: Dialog) -> dict[tuple[int | str, ...], tuple[str, ...]]:
    lists: dict[tuple[int | str, ...], tuple[str, ...]] = {
        ("start",): dialog.start,
        ("stop", "first"): tuple(key.partition("/")[0] for key in dialog.stop.first),
        ("stop", "rescue"): tuple(dialog.stop.rescue),
        ("stop", "last"): dialog.stop.last,
        ("opens_gate",): tuple(dialog.opens_gate),
        ("before_log",): dialog.before_log,
        ("names_unasked",): dialog.names_unasked,
    }
    for name, track in dialog.tracks.items():
        lists[("tracks", name, "kort")] = track.kort
        lists[("tracks", name, "verdieping")] = track.verdieping
    return lists
