"""An afgeschermd household: no output and no record gives a place away (signal_schema.md §4 rule 12)."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.text import as_text
from dialogs.effects import LogSignal
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

WAYS = ("KC-B5", "KS_EER", "opvang")


def places(talk: Played) -> set[str]:
    """Every district, team and municipality by id and name."""
    landscape = talk.context.landscape
    teams = [team for place in landscape.places if (team := landscape.team_for(place.id))]
    named = {landscape.id, landscape.name, *(p.name for p in landscape.places), *(p.id for p in landscape.places)}
    return named | {team.name for team in teams} | {team.id for team in teams}


def logged(way: str, texts: tuple[str, str]) -> tuple[Played, str]:
    """Play a household that fled up to the receipt; the talk and all that was said while logging."""
    talk = KindcheckTalk(rol="opvangmedewerker" if way == "opvang" else "maatschappelijk_werker")
    answers: dict[str, tuple[str, ...]] = {"KC-O1": ("OP_HUISELIJK_GEWELD",)}
    if way == "KS_EER":
        answers = {"KC-K1": ("KS_EER",), "acuut": ("gebeld",)}
    if way == "KC-B5":
        answers |= {"KC-B4": ("verhuizing",), "KC-B5": ("ja",)}
    talk.until("uitkomst", answers)
    said: list[str] = []
    replies = talk.say("vastleggen")
    for _ in range(25):
        said += [as_text(reply) for reply in replies]
        asked = replies[-1]
        if not asked.prompt:
            break
        fill = {"VL-FEIT": texts[0], "VL-MENING": texts[1], "bevestigen": "ja", "verborgen": "laat"}
        replies = talk.say(fill.get(asked.item) or ", ".join("1" for _ in asked.prompt.fields))
    return talk, "\n".join(said)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=st.sampled_from(WAYS),
    texts=st.tuples(
        st.sampled_from(["zij is hier nu", "de kinderen slapen slecht"]),
        st.sampled_from(["overslaan", "ik maak me zorgen"]),
    ),
)
def test_neither_what_is_said_nor_what_is_kept_names_a_place(way: str, texts: tuple[str, str]) -> None:
    talk, said = logged(way, texts)
    effects = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
    assert len(effects) == 1, said[-600:]
    signal, share = effects[0].signal, effects[0].share
    kept = json.dumps(signal.model_dump(mode="json"), ensure_ascii=False)
    assert signal.afgeschermd
    assert not share
    assert signal.delingsgrond == ()
    assert engine().library.phrases.text("log.alleen_jij") in said
    assert engine().library.phrases.text("log.geen_melding") in said
    for place in places(talk):
        assert place not in kept, place
        assert place not in said, place


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_asked_to_share_a_shielded_household(way: str) -> None:
    _, said = logged(way, ("zij is hier nu", "overslaan"))
    assert "Mag het team" not in said
    assert "In welke wijk" not in said


FLED = engine().library.questionnaires["kindcheck"].items["KC-B5"].text


@pytest.mark.parametrize("rol", ["jeugdverpleegkundige", "maatschappelijk_werker"])
@pytest.mark.parametrize("event", ["verhuizing", "uitkering"])
def test_of_a_move_it_is_asked_at_once_whether_the_family_fled(rol: str, event: str) -> None:
    """R94 calls it the first question; without a move it is not asked."""
    talk = KindcheckTalk(rol=rol)
    asked = talk.until("uitkomst", {"KC-B4": (event,)})
    after = asked[asked.index("KC-B4") + 1]
    assert (after == "KC-B5") is (event == "verhuizing"), asked
    assert ("KC-B5" in asked) is (event == "verhuizing")


@pytest.mark.parametrize("answer", ["ja", "weet ik niet", "nee"])
@pytest.mark.parametrize(
    "before",
    [
        ("Ik maak me zorgen om een kind, ze gaan verhuizen", "nee", "klopt"),
        ("Ik maak me zorgen om een kind, ze gaan verhuizen", "nee"),
        ("kindcheck", "ja", "gebeld", "5", "1", "nee", "ze gaan verhuizen"),
    ],
)
def test_where_the_questions_stop_early_it_is_asked_before_anything_is_shared(
    before: tuple[str, ...], answer: str
) -> None:
    """Signal_schema.md §4 rule 12; also of what was read and is not confirmed, or waits until it is known who it is."""
    talk = KindcheckTalk(rol="maatschappelijk_werker")
    for said in (*before, "vastleggen"):
        talk.say(said)
    for item, said in (("KC-S2", "kind"), ("voorstel", "klopt")):
        if talk.open is not None and talk.open.item == item:
            talk.say(said)
    assert talk.open is not None
    assert talk.open.item == "KC-B5"
    talk.say(answer)
    assert talk.session.stack[-1].dialog == "vastleggen"
    assert (talk.session.stack[-1].given.get("afgeschermd") == ("ja",)) is (answer != "nee")
