"""Any sequence of changes: undoing all of them gives the file, and what is abolished is never the answer alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.edits.apply import apply, apply_sound
from knowledge.edits.changes import Abolished, Added, Assured, Change, Phoned, Renamed, Worded
from knowledge.edits.draft import RefusedError
from knowledge.exchange.yaml_form import write_yaml
from knowledge.load import examine, landscape_file, read_municipality
from knowledge.model import Municipality, Organisation
from knowledge.references import faults
from knowledge.vocabulary import vocabulary
from knowledge.wording import wording
from knowledge.zorglandschap import Zorglandschap

BASE = read_municipality(landscape_file("voorbeeldstad"))
TODAY = date(2026, 11, 24)
IDS = [each.id for each in BASE.organisations]
NEW = ("nieuw_een", "nieuw_twee")
NAMES = ("Jeugdpunt", "Gezinspunt", "Buurtpunt")

ids = st.sampled_from([*IDS, *NEW])
changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(Abolished, entry=ids, successor=ids, ended_on=st.sampled_from([TODAY, TODAY - timedelta(days=9)])),
    st.builds(Renamed, entry=ids, value=st.sampled_from(NAMES), on=st.just(TODAY)),
    st.builds(Worded, entry=ids, field=st.sampled_from(["wat", "hoe"]), value=st.sampled_from(["Bel.", "Kom langs."])),
    st.builds(Phoned, entry=ids, functie=st.just("Overleg"), value=st.sampled_from(["0592-111111", "onbekend"])),
    st.builds(
        Assured, entry=ids, assured_on=st.just(TODAY), assured_by=st.just("de coördinator"), review_by=st.just(TODAY)
    ),
    st.builds(
        Added,
        organisation=st.sampled_from(NEW).map(
            lambda id_: Organisation(id=id_, name=f"Team {id_[-4:]}", kind="district_team", wat="Helpt.", source="test")
        ),
    ),
)


def made(wanted: list[Change]) -> list[Change]:
    """Those that a coordinator could have saved, one after the other."""
    saved: list[Change] = []
    for change in wanted:
        try:
            apply(BASE, [*saved, change], TODAY)
        except RefusedError:
            continue
        saved.append(change)
    return saved


@settings(max_examples=60, deadline=None)
@given(wanted=st.lists(changes, max_size=8), data=st.data())
def test_undoing_in_any_order_that_is_allowed_ends_at_the_file(wanted: list[Change], data: st.DataObject) -> None:
    held = dict(enumerate(made(wanted), 1))
    while held:
        able = [number for number in held if _applies([each for at, each in held.items() if at != number])]
        assert able, "the last change can always be undone"
        del held[data.draw(st.sampled_from(able))]
    assert apply_sound(BASE, held, TODAY) == (BASE, ())


@settings(max_examples=40, deadline=None)
@given(wanted=st.lists(changes, min_size=1, max_size=8))
def test_whatever_was_changed_an_abolished_name_is_answered_by_who_came_after_it(wanted: list[Change]) -> None:
    town = apply(BASE, made(wanted), TODAY)
    landscape = Zorglandschap(town, wording(), vocabulary())
    gone = [each for each in town.organisations if each.status == "abolished"]
    for each in gone:
        assert landscape.entry(each.id) is None
        found = landscape.find(each.name)
        assert not {answer.id for answer in found} & {other.id for other in gone}
        heir = _heir(town, each)
        assert any(answer.id == heir.id for answer in landscape.find(each.name, limit=24)), each.name
        assert not any(each.id in step.to for route in town.routes for step in route.steps)


@settings(max_examples=40, deadline=None)
@given(wanted=st.lists(changes, max_size=8))
def test_whatever_was_changed_is_a_sound_file(wanted: list[Change]) -> None:
    town = apply(BASE, made(wanted), TODAY)
    assert list(faults(town)) == []
    assert Municipality.model_validate(town.model_dump(by_alias=True)) == town


def test_what_was_changed_can_be_written_as_a_file_and_read_again(tmp_path: Path) -> None:
    town = apply(BASE, [Abolished(entry="wijkteam_noord", successor="wijkteam_midden", ended_on=TODAY)], TODAY)
    file = tmp_path / "voorbeeldstad.yaml"
    file.write_text(write_yaml(town), encoding="utf-8")
    assert examine(file) == (town, [])


def _applies(wanted: list[Change]) -> bool:
    try:
        apply(BASE, wanted, TODAY)
    except RefusedError:
        return False
    return True


def _heir(town: Municipality, start: Organisation) -> Organisation:
    by_id = {each.id: each for each in town.organisations}
    while start.successor is not None:
        start = by_id[start.successor]
    return start
