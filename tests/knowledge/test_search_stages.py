"""The stages of a look-up, each by itself: sound, spelling, reading, the index, the weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import IndexBuilder
from knowledge.load import load
from knowledge.phonetic import sound
from knowledge.question import Reader
from knowledge.spelling import Spelling
from knowledge.vocabulary import vocabulary
from knowledge.weights import Weights
from knowledge.zorglandschap import Zorglandschap


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("frontlyn", "frontlijn"),
        ("klantkontaktcentrum", "klantcontactcentrum"),
        ("consultatieburo", "consultatiebureau"),
        ("aktium", "actium"),
        ("polisie", "politie"),
        ("arossa", "arosa"),
        ("bewindfoerder", "bewindvoerder"),
        ("kint", "kind"),
    ],
)
def test_what_sounds_alike_has_one_sound(written: str, meant: str) -> None:
    assert sound(written) == sound(meant)


@given(word=st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), max_size=30))
def test_a_sound_is_never_longer_than_what_is_written_but_for_two_letters(word: str) -> None:
    assert len(sound(word)) <= len(word) + word.count("x") + word.count("q")


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("huurachterstant", "huurachterstand"),  # by its sound
        ("huurachtrestand", "huurachterstand"),  # two letters that changed places
        ("verslafing", "verslaving"),
        ("trouwen", None),  # not "vrouwen": the first letter is another
        ("schuldem", "schulden"),
        ("ggd", None),  # too short to be sure
        ("fiets", None),
    ],
)
def test_a_misspelled_word_is_put_right_or_left(typed: str, known: str | None) -> None:
    beyond = Spelling(["vrouwen", "verslaving"])
    assert Spelling(["huurachterstand", "schulden", "ggz", "fietsen"], beyond).nearest(typed) == known


def test_a_compound_of_known_words_says_what_its_halves_say() -> None:
    reader = Reader(vocabulary(), Spelling(["spoed", "uitkering", "kinder", "opvang"]))
    said = reader.read("spoeduitkering")
    assert {"w:uitkering", "c:inkomen"} <= set(said.everything)
    assert [place for place, _ in said.said] == [0, 0]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("de vader slaat zijn zoon", {"c:ouder", "c:geweld", "c:kind"}),
        ("ze kunnen de huur niet betalen", {"c:huur", "c:betalen"}),
        ("wie helpt", set()),
    ],
)
def test_words_say_concepts(text: str, concepts: set[str]) -> None:
    assert {each for each in Reader(vocabulary()).read(text).everything if each.startswith("c:")} == concepts


def test_the_index_gives_the_rarest_first_and_equal_ones_in_order() -> None:
    builder = IndexBuilder()
    builder.add(0, ["c:schuld"], ["kredietbank"])
    builder.add(1, ["c:schuld", "w:zeldzaam"], ["interzorg"])
    builder.add(2, ["c:schuld"], ["kredietbank"])
    index = builder.build()
    assert index.sharing(["c:schuld", "w:zeldzaam"], 10)[0] == 1
    assert index.sharing(["c:schuld"], 10) == [0, 2, 1]
    assert index.sharing(["c:niets"], 10) == []
    assert index.sharing([], 10) == []
    assert index.named(["kredietbank"], 10) == [0, 2]
    assert index.named(["kredietban"], 10) == []
    assert index.sounding("kredietbnk", 10) == [0, 2]
    assert index.sharing(["c:schuld"], 2) == [0, 2]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    weights = Weights((3.0, 0.7))
    for said in ({"w:huur": 3.0, "w:kind": 0.7}, {"w:kind": 3.0}, {}):
        weights.add(said)
    huur, kind = weights.number("w:huur"), weights.number("w:kind")
    assert huur is not None
    assert kind is not None
    assert weights.rarity(huur) > weights.rarity(kind)
    assert [weights.of(entry) for entry in range(3)] == [{huur: 3.0, kind: 0.7}, {kind: 3.0}, {}]
    assert weights.number("w:weg") is None


def test_the_version_changes_with_the_content_only() -> None:
    assen, again = load("assen"), load("assen")
    assert assen.version == again.version
    changed = assen.content.model_copy(update={"unknowns": ()})
    assert _like(assen, changed).version != assen.version


def test_the_same_content_gives_the_same_answers_however_often_it_is_built() -> None:
    towns = [load("rotterdam") for _ in range(3)]
    for query in ("schuld", "wijkteam", "zorgen over een leerling", "opvng", "gezin zonder geld"):
        assert len({tuple((each.id, each.score) for each in town.find(query)) for town in towns}) == 1


def _like(town: Zorglandschap, content: object) -> Zorglandschap:
    from knowledge.wording import wording

    return Zorglandschap(content, wording(), vocabulary())  # type: ignore[arg-type]  # a copy of one
